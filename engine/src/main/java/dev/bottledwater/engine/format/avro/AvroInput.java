// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.bytes.ByteInput;

import java.nio.ByteBuffer;

/**
 * Avro's binary encoding (Avro specification, "Binary Encoding"), read from an array. Bytes that
 * end too early, and lengths that can't be, are a {@link RowFormatException}.
 */
final class AvroInput extends ByteInput {
    private static final long MOST_EMPTY = 1 << 16;

    private final Object side;

    /**
     * @param side key or value, as errors name it
     */
    AvroInput(byte[] data, int start, Object side) {
        super(data, start);
        this.side = side;
    }

    boolean readBoolean() {
        return readByte() != 0;
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw damaged();
        }
        return (int) value;
    }

    long readLong() {
        return readZigzag();
    }

    float readFloat() {
        return Float.intBitsToFloat((int) readLittleEndian(Float.BYTES));
    }

    double readDouble() {
        return Double.longBitsToDouble(readLittleEndian(Double.BYTES));
    }

    String readString() {
        return text(readLength());
    }

    byte[] readBytes() {
        return copy(readLength());
    }

    byte[] readFixed(int size) {
        return copy(size);
    }

    ByteBuffer readBuffer() {
        return ByteBuffer.wrap(readBytes());
    }

    private int readLength() {
        return length(readLong());
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
        if (count < 0 || count > remaining() + MOST_EMPTY) {
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
            take(readLength());
        }
    }

    void skip(int count) {
        take(count);
    }

    /** Skips bytes or a string. */
    void skipBytes() {
        take(readLength());
    }

    @Override
    protected RowFormatException damaged() {
        return new RowFormatException(
                "the %s is damaged, or was written with another schema than it says"
                        .formatted(side));
    }
}
