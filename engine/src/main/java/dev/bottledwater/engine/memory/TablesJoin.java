// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.operator.JoinedRow;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.plan.JoinKind;

import org.jspecify.annotations.Nullable;

/** Two tables of one key: a change of either one changes the joined row. */
final class TablesJoin {
    private final JoinKind kind;
    private final JoinedRow rows;
    private final Stage next;
    private final KeptRows lefts;
    private final KeptRows rights;

    TablesJoin(JoinKind kind, JoinedRow rows, StateBudget budget, Stage next) {
        this.kind = kind;
        this.rows = rows;
        this.next = next;
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
        change(key, isJoined(before, partner), row, partner, KeptRows.later(timestamp, other));
    }

    void right(@Nullable Object key, @Nullable Row row, long timestamp) {
        if (key == null) {
            return;
        }
        var before = KeptRows.row(rights.put(key, row, timestamp));
        var other = lefts.get(key);
        var partner = KeptRows.row(other);
        change(key, isJoined(partner, before), partner, row, KeptRows.later(timestamp, other));
    }

    private boolean isJoined(@Nullable Row left, @Nullable Row right) {
        return left != null
                ? right != null || kind.keepsLeft()
                : right != null && kind.keepsRight();
    }

    private void change(
            Object key,
            boolean wasJoined,
            @Nullable Row left,
            @Nullable Row right,
            long timestamp) {
        if (isJoined(left, right)) {
            next.accept(key, rows.of(Keys.row(key), left, right), timestamp);
        } else if (wasJoined) {
            next.accept(key, null, timestamp);
        }
    }
}
