// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

import org.jspecify.annotations.Nullable;

/** Decodes one side of records. Thread-safe. */
public interface RowReader {

    /**
     * Decodes the wanted columns.
     *
     * @param data the record's key or value; null for none
     * @param target gets the values; a column that the record lacks is null
     * @param offset where in {@code target} the first wanted column goes
     * @return false when there is no row, which for a table's value means a delete; {@code target}
     *     is then not changed
     * @throws RowFormatException when the bytes don't hold such a row; {@code target} may then hold
     *     a part of it
     */
    boolean read(byte @Nullable [] data, @Nullable Object[] target, int offset);
}
