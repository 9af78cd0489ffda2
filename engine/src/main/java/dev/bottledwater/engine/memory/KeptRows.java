// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.row.RowWeight;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/** The last row of every key of a table, within a budget. */
final class KeptRows {

    /** A row and its time. */
    record Kept(Row row, long timestamp) {}

    private final Map<Object, Kept> rows = new HashMap<>();
    private final StateBudget budget;

    KeptRows(StateBudget budget) {
        this.budget = budget;
    }

    @Nullable Kept get(Object key) {
        return rows.get(key);
    }

    /**
     * @param row null: it is gone
     * @return what was there before
     */
    @Nullable Kept put(Object key, @Nullable Row row, long timestamp) {
        if (row == null) {
            var before = rows.remove(key);
            if (before != null) {
                budget.giveBack(weight(key, before.row()));
            }
            return before;
        }
        var before = rows.get(key);
        if (before == null) {
            budget.take(weight(key, row));
        } else {
            budget.resize(RowWeight.of(row) - RowWeight.of(before.row()));
        }
        rows.put(key, new Kept(row, timestamp));
        return before;
    }

    private static long weight(Object key, Row row) {
        return RowWeight.of(key) + RowWeight.of(row);
    }

    static @Nullable Row row(@Nullable Kept kept) {
        return kept == null ? null : kept.row();
    }

    /** The later of two times of which one may not be there. */
    static long later(long timestamp, @Nullable Kept other) {
        return other == null ? timestamp : Math.max(timestamp, other.timestamp());
    }
}
