// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.binary;

import dev.bottledwater.engine.format.RowFormatException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteSink} wrote; damaged bytes end in a {@link RowFormatException}. */
final class ByteSource {
    private final byte[] bytes;
    private int position;

    ByteSource(byte[] bytes) {
        this.bytes = bytes;
    }

    byte readByte() {
        return bytes[skip(1)];
    }

    long readZigzag() {
        long value = readVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    long readVarint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = readByte();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw damaged();
    }

    long readFixed64() {
        int at = skip(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | bytes[at + i] & 0xff;
        }
        return value;
    }

    byte[] readBytes() {
        int length = readLength();
        int at = skip(length);
        return Arrays.copyOfRange(bytes, at, at + length);
    }

    String readString() {
        int length = readLength();
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }

    /** The number of elements that follow, each of which takes at least a bit. */
    int readCount() {
        long count = readVarint();
        if (count < 0 || count > 8L * (bytes.length - position)) {
            throw damaged();
        }
        return (int) count;
    }

    private int readLength() {
        long length = readVarint();
        if (length < 0 || length > bytes.length - position) {
            throw damaged();
        }
        return (int) length;
    }

    /** Goes on by {@code count} bytes and says where they are. */
    int skip(int count) {
        int at = position;
        if (count > bytes.length - at) {
            throw damaged();
        }
        position = at + count;
        return at;
    }

    boolean bit(int at, int index) {
        return (bytes[at + (index >> 3)] & 1 << (index & 7)) != 0;
    }

    void expectEnd() {
        if (position != bytes.length) {
            throw damaged();
        }
    }

    static RowFormatException damaged() {
        return new RowFormatException(
                "the row is damaged, or was written for columns of other types");
    }
}
