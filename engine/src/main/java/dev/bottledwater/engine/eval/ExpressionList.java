// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.TypedExpression;

import org.jspecify.annotations.Nullable;

/**
 * Several compiled expressions over one row, such as the columns of a projection. Thread-safe. Each
 * follows the rules of {@link Evaluator}.
 */
public interface ExpressionList {

    /**
     * An expression to be compiled.
     *
     * @param subject what it is for, as error texts name it: {@code column `TOTAL`}
     */
    record Entry(TypedExpression expression, String subject) {}

    /** How many expressions there are. */
    int size();

    /** The value of the expression at {@code index}. */
    @Nullable Object value(int index, Row row, EvaluationErrors errors);

    /** Puts the values into {@code target} from {@code offset} on, first to last. */
    void evaluate(Row row, EvaluationErrors errors, @Nullable Object[] target, int offset);

    /** Takes ownership of {@code evaluators}. */
    static ExpressionList of(Evaluator... evaluators) {
        return new ExpressionList() {
            @Override
            public int size() {
                return evaluators.length;
            }

            @Override
            public @Nullable Object value(int index, Row row, EvaluationErrors errors) {
                return evaluators[index].evaluate(row, errors);
            }

            @Override
            public void evaluate(
                    Row row, EvaluationErrors errors, @Nullable Object[] target, int offset) {
                for (int i = 0; i < evaluators.length; i++) {
                    target[offset + i] = evaluators[i].evaluate(row, errors);
                }
            }
        };
    }
}
