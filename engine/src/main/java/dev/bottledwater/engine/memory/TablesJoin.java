// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

/** Two tables of one key: a change of either one changes the joined row. */
final class TablesJoin {
    private final JoinedTable joined;
    private final KeptRows lefts;
    private final KeptRows rights;

    TablesJoin(JoinedTable joined, StateBudget budget) {
        this.joined = joined;
        this.lefts = new KeptRows(budget);
        this.rights = new KeptRows(budget);
    }

    void left(@Nullable Object key, @Nullable Row row, long timestamp) {
        if (key == null) {
            return;
        }
        var before = KeptRows.row(lefts.put(key, row, timestamp));
        var other = rights.get(key);
        var partner = KeptRows.row(other);
        joined.change(
                key, joined.has(before, partner), row, partner, KeptRows.later(timestamp, other));
    }

    void right(@Nullable Object key, @Nullable Row row, long timestamp) {
        if (key == null) {
            return;
        }
        var before = KeptRows.row(rights.put(key, row, timestamp));
        var other = lefts.get(key);
        var partner = KeptRows.row(other);
        joined.change(
                key, joined.has(partner, before), partner, row, KeptRows.later(timestamp, other));
    }
}
