// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.bytes;

import dev.bottledwater.engine.format.RowFormatException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes that are read from front to end. Those that end too early, and lengths that can't be, are a
 * {@link RowFormatException}. Not thread-safe.
 */
public abstract class ByteInput {
    protected final byte[] data;
    protected int position;

    /** Where reading ends; beyond it there may be more that isn't meant. */
    protected int limit;

    protected ByteInput(byte[] data, int start) {
        this.data = data;
        this.position = start;
        this.limit = data.length;
    }

    /** What is thrown: a sentence that says what can't be read, without the bytes. */
    protected abstract RowFormatException damaged();

    public final byte readByte() {
        return data[take(1)];
    }

    /** Unsigned, in groups of seven bits, the least significant first. */
    public final long readVarint() {
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

    public final long readZigzag() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** So many bytes as a number, the least significant first. */
    public final long readLittleEndian(int count) {
        int at = take(count);
        long bits = 0;
        for (int i = count - 1; i >= 0; i--) {
            bits = bits << 8 | data[at + i] & 0xff;
        }
        return bits;
    }

    /** So many bytes of UTF-8. */
    protected final String text(int length) {
        return new String(data, take(length), length, StandardCharsets.UTF_8);
    }

    protected final byte[] copy(int length) {
        int at = take(length);
        return Arrays.copyOfRange(data, at, at + length);
    }

    /** A length that was read, if so much is left. */
    protected final int length(long read) {
        if (read < 0 || read > remaining()) {
            throw damaged();
        }
        return (int) read;
    }

    protected final int remaining() {
        return limit - position;
    }

    /** Goes on by so many bytes and says where they are. */
    protected final int take(int count) {
        int at = position;
        if (count > limit - at) {
            throw damaged();
        }
        position = at + count;
        return at;
    }
}
