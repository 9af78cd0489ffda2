// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.message;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A part of a message's bytes, small enough for one record.
 *
 * @param to the peer that the message is for, empty for all: others needn't keep it
 * @param message the message's id
 * @param index which piece it is, from 0
 * @param count how many pieces there are
 */
public record Piece(String to, MessageId message, int index, int count, byte[] bytes) {
    /** Brokers take records of 1 MB unless told otherwise; a quarter leaves room in a batch. */
    public static final int LARGEST = 256 << 10;

    /** The pieces of a message, in order. */
    public static List<Piece> of(Message message) {
        var bytes = MessageCodec.encode(message);
        int count = Math.max(1, (bytes.length + LARGEST - 1) / LARGEST);
        var pieces = new ArrayList<Piece>(count);
        for (int i = 0; i < count; i++) {
            int start = i * LARGEST;
            int end = Math.min(bytes.length, start + LARGEST);
            pieces.add(
                    new Piece(
                            message.to(),
                            message.id(),
                            i,
                            count,
                            Arrays.copyOfRange(bytes, start, end)));
        }
        return pieces;
    }

    byte[] encode() {
        var name = to.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + name.length + 16 + 4 + bytes.length)
                .putShort((short) name.length)
                .put(name)
                .putLong(message.high())
                .putLong(message.low())
                .putShort((short) index)
                .putShort((short) count)
                .put(bytes)
                .array();
    }

    /**
     * @throws IllegalArgumentException for bytes that hold no piece
     */
    static Piece decode(byte[] encoded) {
        try {
            var in = ByteBuffer.wrap(encoded);
            var name = new byte[Short.toUnsignedInt(in.getShort())];
            in.get(name);
            var id = new MessageId(in.getLong(), in.getLong());
            int index = Short.toUnsignedInt(in.getShort());
            int count = Short.toUnsignedInt(in.getShort());
            if (index >= count) {
                throw new IllegalArgumentException("piece %d of %d".formatted(index, count));
            }
            var bytes = new byte[in.remaining()];
            in.get(bytes);
            return new Piece(new String(name, StandardCharsets.UTF_8), id, index, count, bytes);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("bytes that are no piece of a message", e);
        }
    }
}
