// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.engine.row.Row;

/** A compiled condition. Thread-safe. */
@FunctionalInterface
public interface RowPredicate {

    /**
     * Whether the condition is TRUE for a row. NULL counts as false, and so does a condition that
     * fails, which is told to {@code errors}.
     */
    boolean test(Row row, EvaluationErrors errors);
}
