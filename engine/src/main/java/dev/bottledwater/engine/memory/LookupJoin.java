// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.operator.JoinedRow;
import dev.bottledwater.engine.operator.LeftOutRows;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.plan.JoinKind;

import org.jspecify.annotations.Nullable;

/** The rows of a stream with those that a table has for their keys. */
final class LookupJoin {
    private final JoinKind kind;
    private final EvaluationErrors errors;
    private final JoinedRow rows;
    private final Stage next;
    private final KeptRows table;

    LookupJoin(
            JoinKind kind,
            EvaluationErrors errors,
            JoinedRow rows,
            StateBudget budget,
            Stage next) {
        this.kind = kind;
        this.errors = errors;
        this.rows = rows;
        this.next = next;
        this.table = new KeptRows(budget);
    }

    /** A record without a key has no partner (KIP-962). */
    void left(@Nullable Object key, @Nullable Row row, long timestamp) {
        if (row == null) {
            return;
        }
        var partner = key == null ? null : KeptRows.row(table.get(key));
        if (partner != null || kind.keepsLeft()) {
            next.accept(key, rows.of(Keys.row(key), row, partner), timestamp);
        } else if (key == null) {
            errors.failed(LeftOutRows.nullKey(), null);
        }
    }

    void right(@Nullable Object key, @Nullable Row row, long timestamp) {
        if (key != null) {
            table.put(key, row, timestamp);
        }
    }
}
