// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.binary;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Growing bytes. */
final class ByteSink {
    private byte[] bytes = new byte[96];
    private int size;

    void writeByte(byte b) {
        ensure(1);
        bytes[size++] = b;
    }

    void writeZigzag(long value) {
        writeVarint((value << 1) ^ (value >> 63));
    }

    /** An unsigned LEB128. */
    void writeVarint(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    void writeFixed64(long value) {
        ensure(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    /** With their length in front. */
    void writeBytes(byte[] value) {
        writeVarint(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** What remains of the buffer, with its length in front. */
    void writeBuffer(ByteBuffer value) {
        int length = value.remaining();
        writeVarint(length);
        ensure(length);
        value.get(value.position(), bytes, size, length);
        size += length;
    }

    /** Leaves room for zeroed bytes and says where it is. */
    int reserve(int count) {
        ensure(count);
        int at = size;
        size += count;
        return at;
    }

    void setBit(int at, int index) {
        bytes[at + (index >> 3)] |= (byte) (1 << (index & 7));
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
