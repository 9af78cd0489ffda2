// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.RowFormatException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Avro's binary encoding (Avro specification, "Binary Encoding"), read from an array. Bytes that
 * end too early, and lengths that can't be, are a {@link RowFormatException}.
 */
final class AvroInput {
    private static final long MOST_EMPTY = 1 << 16;

    private final byte[] data;
    private final Object side;
    private int position;

    /**
     * @param side key or value, as errors name it
     */
    AvroInput(byte[] data, int start, Object side) {
        this.data = data;
        this.position = start;
        this.side = side;
    }

    boolean readBoolean() {
        return data[take(1)] != 0;
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw damaged();
        }
        return (int) value;
    }

    /** Zigzag in groups of seven bits, the least significant first. */
    long readLong() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = data[take(1)];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw damaged();
    }

    float readFloat() {
        return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
    }

    double readDouble() {
        return Double.longBitsToDouble(littleEndian(Double.BYTES));
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
        return readFixed(readLength());
    }

    byte[] readFixed(int size) {
        int at = take(size);
        return Arrays.copyOfRange(data, at, at + size);
    }

    ByteBuffer readBuffer() {
        return ByteBuffer.wrap(readBytes());
    }

    private int readLength() {
        long length = readLong();
        if (length < 0 || length > data.length - position) {
            throw damaged();
        }
        return (int) length;
    }

    /** An index into something of {@code count} elements. */
    int readIndex(int count) {
        long index = readLong();
        if (index < 0 || index >= count) {
            throw damaged();
        }
        return (int) index;
    }

    /**
     * The number of elements in the next block of an array or map, 0 behind the last one. A block
     * may say how many bytes it has, which isn't needed to read it.
     */
    long readBlock() {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        // elements may have no bytes (nulls), but then there are not that many of them
        if (count < 0 || count > data.length - position + MOST_EMPTY) {
            throw damaged();
        }
        return count;
    }

    /**
     * Like {@link #readBlock}, for blocks that are skipped: one with a size is jumped over, and
     * counts as having no elements left.
     *
     * @return the number of elements to skip one by one, 0 behind the last block
     */
    long skipBlocks() {
        for (long count = readLong(); ; count = readLong()) {
            if (count >= 0) {
                return count;
            }
            long size = readLong();
            if (size < 0 || size > data.length - position) {
                throw damaged();
            }
            position += (int) size;
        }
    }

    void skip(int count) {
        take(count);
    }

    /** Skips bytes or a string. */
    void skipBytes() {
        take(readLength());
    }

    private int take(int count) {
        int at = position;
        if (count > data.length - at) {
            throw damaged();
        }
        position = at + count;
        return at;
    }

    private RowFormatException damaged() {
        return new RowFormatException(
                "the %s is damaged, or was written with another schema than it says"
                        .formatted(side));
    }
}
