// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Which rows of some partitions are wanted.
 *
 * @param keys of the rows; null for all
 * @param after where reading all goes on in the first of the partitions; null for its beginning
 * @param most how many rows are enough; negative where that isn't known
 */
record WantedRows(@Nullable List<Row> keys, @Nullable Position after, long most) {

    /**
     * The last row that was read of a partition.
     *
     * @param start of its window; 0 for keys without one
     */
    record Position(Row key, long start) {}

    static WantedRows of(List<Row> keys) {
        return new WantedRows(keys, null, -1);
    }

    static WantedRows all(long most) {
        return new WantedRows(null, null, most);
    }

    WantedRows from(@Nullable Position position) {
        return new WantedRows(keys, position, most);
    }
}
