// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.operator.JoinedRow;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.plan.JoinKind;

import org.jspecify.annotations.Nullable;

/**
 * The rows that a join of tables gives, as changes: a row that is gone is told of only if it was
 * there.
 */
record JoinedTable(JoinKind kind, JoinedRow rows, Stage next) {

    boolean has(@Nullable Row left, @Nullable Row right) {
        return left != null
                ? right != null || kind.keepsLeft()
                : right != null && kind.keepsRight();
    }

    /**
     * The rows of a key have changed.
     *
     * @param had whether the joined table had a row for the key before
     */
    void change(Object key, boolean had, @Nullable Row left, @Nullable Row right, long timestamp) {
        if (has(left, right)) {
            next.accept(key, rows.of(Keys.row(key), left, right), timestamp);
        } else if (had) {
            next.accept(key, null, timestamp);
        }
    }
}
