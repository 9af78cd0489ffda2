// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.binary;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.bytes.ByteInput;

/** Reads what {@link ByteSink} wrote; damaged bytes end in a {@link RowFormatException}. */
final class ByteSource extends ByteInput {
    ByteSource(byte[] bytes) {
        super(bytes, 0);
    }

    /** The most significant byte first. */
    long readFixed64() {
        return Long.reverseBytes(readLittleEndian(Long.BYTES));
    }

    byte[] readBytes() {
        return copy(readLength());
    }

    String readString() {
        return text(readLength());
    }

    /** The number of elements that follow, each of which takes at least a bit. */
    int readCount() {
        long count = readVarint();
        if (count < 0 || count > 8L * remaining()) {
            throw damaged();
        }
        return (int) count;
    }

    private int readLength() {
        return length(readVarint());
    }

    /** Goes on by {@code count} bytes and says where they are. */
    int skip(int count) {
        return take(count);
    }

    boolean bit(int at, int index) {
        return (data[at + (index >> 3)] & 1 << (index & 7)) != 0;
    }

    void expectEnd() {
        if (remaining() != 0) {
            throw damaged();
        }
    }

    @Override
    protected RowFormatException damaged() {
        return damagedRow();
    }

    static RowFormatException damagedRow() {
        return new RowFormatException(
                "the row is damaged, or was written for columns of other types");
    }
}
