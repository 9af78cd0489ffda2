// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.bytes.ByteInput;

/** Reads what {@link TransferOutput} wrote. */
final class TransferInput extends ByteInput {
    TransferInput(byte[] bytes) {
        super(bytes, 0);
    }

    byte[] readBytes() {
        return copy(length(readVarint()));
    }

    String readText() {
        return text(length(readVarint()));
    }

    /** The number of elements that follow, each of which takes at least a byte. */
    int readCount() {
        return length(readVarint());
    }

    boolean hasMore() {
        return remaining() > 0;
    }

    @Override
    protected RowFormatException damaged() {
        return new RowFormatException("a message about rows of a table is damaged");
    }
}
