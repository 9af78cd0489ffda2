// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.ir.TypedExpression;

import java.util.List;

/** Turns expressions into code. Thread-safe. */
public interface ExpressionCompiler {

    /**
     * The code of an expression.
     *
     * @param subject what the expression is for, as error texts name it: {@code column `TOTAL`}
     * @throws IllegalArgumentException for a tree that no analyzer makes, such as an unsupported
     *     cast
     */
    Evaluator compile(TypedExpression expression, String subject);

    /**
     * The code of a BOOLEAN condition.
     *
     * @param subject what the condition is for: {@code the WHERE clause}
     */
    default RowPredicate compilePredicate(TypedExpression condition, String subject) {
        var evaluator = compile(condition, subject);
        return (row, errors) -> Boolean.TRUE.equals(evaluator.evaluate(row, errors));
    }

    /**
     * The code of several expressions over one row.
     *
     * @throws IllegalArgumentException as {@link #compile}
     */
    default ExpressionList compileAll(List<ExpressionList.Entry> expressions) {
        return ExpressionList.of(
                expressions.stream()
                        .map(e -> compile(e.expression(), e.subject()))
                        .toArray(Evaluator[]::new));
    }

    /** The reference: trees of closures, specialised by type and operator. */
    static ExpressionCompiler interpreter() {
        return new Interpreter();
    }
}
