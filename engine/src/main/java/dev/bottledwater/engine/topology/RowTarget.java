// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

/** Takes the rows that become of the record at hand. */
@FunctionalInterface
interface RowTarget {

    /**
     * Takes a row under the record's key.
     *
     * @param row null for a record without a value
     */
    void accept(@Nullable Row row);
}
