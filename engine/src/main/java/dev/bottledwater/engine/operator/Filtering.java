// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.RowPredicate;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;

/** A filter's condition. Thread-safe. */
public record Filtering(RowPredicate condition) {

    public static Filtering of(Step.Filter step, ExpressionCompiler compiler) {
        var subject =
                step.name().endsWith("HavingFilter") ? "the HAVING clause" : "the WHERE clause";
        return new Filtering(compiler.compilePredicate(step.condition(), subject));
    }

    public boolean keeps(Row row, EvaluationErrors errors) {
        return condition.test(row, errors);
    }
}
