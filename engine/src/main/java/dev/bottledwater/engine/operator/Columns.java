// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.Evaluator;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.NamedExpression;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Several expressions over one row. Thread-safe. */
final class Columns {
    private final Evaluator[] evaluators;

    private Columns(Evaluator[] evaluators) {
        this.evaluators = evaluators;
    }

    static Columns named(List<NamedExpression> expressions, ExpressionCompiler compiler) {
        return new Columns(
                expressions.stream()
                        .map(e -> compiler.compile(e.expression(), "column `" + e.name() + "`"))
                        .toArray(Evaluator[]::new));
    }

    static Columns all(
            List<TypedExpression> expressions, String subject, ExpressionCompiler compiler) {
        return new Columns(
                expressions.stream()
                        .map(e -> compiler.compile(e, subject))
                        .toArray(Evaluator[]::new));
    }

    int size() {
        return evaluators.length;
    }

    @Nullable Object value(int index, Row row, EvaluationErrors errors) {
        return evaluators[index].evaluate(row, errors);
    }

    /** Puts the values into {@code target} from {@code offset} on. */
    void evaluate(Row row, EvaluationErrors errors, @Nullable Object[] target, int offset) {
        for (int i = 0; i < evaluators.length; i++) {
            target[offset + i] = evaluators[i].evaluate(row, errors);
        }
    }
}
