// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

/** A compiled expression. Thread-safe. */
@FunctionalInterface
public interface Evaluator {

    /**
     * The expression's value for a row: of the class that its {@link
     * dev.bottledwater.sql.type.SqlType} names, or null for SQL's NULL. What fails is told to
     * {@code errors} and gives null; nothing is thrown.
     */
    @Nullable Object evaluate(Row row, EvaluationErrors errors);
}
