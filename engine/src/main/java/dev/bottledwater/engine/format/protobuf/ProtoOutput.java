// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.protobuf.schema.WireType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Protobuf's encoding into growing bytes. */
final class ProtoOutput {
    private byte[] bytes = new byte[128];
    private int size;

    void writeVarint(long value) {
        ensure(10);
        size = putVarint(size, value);
    }

    private int putVarint(int at, long value) {
        int next = at;
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[next++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[next++] = (byte) rest;
        return next;
    }

    void writeZigZag(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    void writeFixed32(int bits) {
        littleEndian(bits, Integer.BYTES);
    }

    void writeFixed64(long bits) {
        littleEndian(bits, Long.BYTES);
    }

    private void littleEndian(long bits, int count) {
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[size++] = (byte) (bits >>> 8 * i);
        }
    }

    void writeString(String value) {
        writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    void writeBytes(byte[] value) {
        writeVarint(value.length);
        writeRaw(value);
    }

    /** Bytes that are encoded already. */
    void writeRaw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** What remains of the buffer, which is not advanced. */
    void writeBuffer(ByteBuffer value) {
        int length = value.remaining();
        writeVarint(length);
        ensure(length);
        value.get(value.position(), bytes, size, length);
        size += length;
    }

    /**
     * Begins a message, or a run of packed numbers. Most are short: there is room for a length of
     * one byte, and what is longer moves once.
     *
     * @return for {@link #leave}
     */
    int enter() {
        ensure(1);
        return ++size;
    }

    /** Ends what was begun, and puts its length before it. */
    void leave(int start) {
        int length = size - start;
        if (length > 0x7f) {
            int more = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 6) / 7 - 1;
            ensure(more);
            System.arraycopy(bytes, start, bytes, start + more, length);
            size += more;
        }
        putVarint(start - 1, length);
    }

    /** Writes a field, unless its value is the default of its type: nothing but zero bytes. */
    void writeUnlessZero(int tag, ValueWriter writer, Object value) {
        int before = size;
        writeVarint(tag);
        int start = size;
        writer.write(this, value);
        for (int i = start; i < size; i++) {
            if (bytes[i] != 0) {
                return;
            }
        }
        size = before;
    }

    /** The default value of the types that are encoded so. */
    void writeZero(int wireType) {
        int count =
                switch (wireType) {
                    case WireType.FIXED64 -> Long.BYTES;
                    case WireType.FIXED32 -> Integer.BYTES;
                    default -> 1;
                };
        littleEndian(0, count);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
