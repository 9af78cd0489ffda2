// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.protobuf.schema.WireType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Protobuf's encoding, read from an array. Bytes that end too early, and lengths that can't be, are
 * a {@link RowFormatException}.
 */
final class ProtoInput {
    private final byte[] data;
    private final Object side;
    private int position;
    private int limit;

    /**
     * @param side key or value, as errors name it
     */
    ProtoInput(byte[] data, int start, Object side) {
        this.data = data;
        this.position = start;
        this.limit = data.length;
        this.side = side;
    }

    /** The next field's number and wire type; 0 at the end of the message. */
    int readTag() {
        if (position == limit) {
            return 0;
        }
        long tag = readVarint();
        if (tag >>> 3 == 0 || tag >>> Integer.SIZE != 0) {
            throw damaged();
        }
        return (int) tag;
    }

    /** Groups of seven bits, the least significant first. */
    long readVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (position == limit) {
                throw damaged();
            }
            byte b = data[position++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    long readZigZag() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    int readFixed32() {
        return (int) littleEndian(Integer.BYTES);
    }

    long readFixed64() {
        return littleEndian(Long.BYTES);
    }

    private long littleEndian(int size) {
        int at = take(size);
        long bits = 0;
        for (int i = size - 1; i >= 0; i--) {
            bits = bits << 8 | data[at + i] & 0xff;
        }
        return bits;
    }

    String readString() {
        int length = readLength();
        return new String(data, take(length), length, StandardCharsets.UTF_8);
    }

    byte[] readBytes() {
        int length = readLength();
        int at = take(length);
        return Arrays.copyOfRange(data, at, at + length);
    }

    private int readLength() {
        long length = readVarint();
        if (length < 0 || length > limit - position) {
            throw damaged();
        }
        return (int) length;
    }

    /**
     * Goes into a message, or a run of packed numbers, whose length comes next.
     *
     * @return for {@link #leave}
     */
    int enter() {
        int length = readLength();
        int outer = limit;
        limit = position + length;
        return outer;
    }

    /** Goes back out of what was entered, wherever in it this stands. */
    void leave(int outer) {
        position = limit;
        limit = outer;
    }

    boolean atEnd() {
        return position == limit;
    }

    /** Skips the value of a field whose tag was read; groups with all that is in them. */
    void skip(int tag) {
        int depth = 0;
        int next = tag;
        do {
            switch (next & 7) {
                case WireType.VARINT -> readVarint();
                case WireType.FIXED64 -> take(Long.BYTES);
                case WireType.LENGTH_DELIMITED -> take(readLength());
                case WireType.START_GROUP -> depth++;
                case WireType.END_GROUP -> depth--;
                case WireType.FIXED32 -> take(Integer.BYTES);
                default -> throw damaged();
            }
            if (depth < 0) {
                throw damaged();
            }
            if (depth > 0) {
                next = readTag();
                if (next == 0) {
                    throw damaged();
                }
            }
        } while (depth > 0);
    }

    private int take(int count) {
        int at = position;
        if (count > limit - at) {
            throw damaged();
        }
        position = at + count;
        return at;
    }

    RowFormatException damaged() {
        return new RowFormatException(
                "the %s is no Protobuf message, or is damaged".formatted(side));
    }
}
