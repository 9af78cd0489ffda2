// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

/** Encodes one side of records. Thread-safe. */
public interface RowWriter {

    /**
     * The bytes of some columns of a row.
     *
     * @param offset where in the row the first column stands
     * @return null for a bare value that is null, and for a side without columns
     * @throws RowFormatException when a value can't be written
     */
    byte @Nullable [] write(Row row, int offset);
}
