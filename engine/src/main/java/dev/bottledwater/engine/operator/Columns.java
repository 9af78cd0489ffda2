// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.ExpressionList;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.NamedExpression;

import java.util.List;

/** The expressions of steps as code. */
final class Columns {
    private Columns() {}

    static ExpressionList named(List<NamedExpression> expressions, ExpressionCompiler compiler) {
        return compiler.compileAll(
                expressions.stream()
                        .map(
                                e ->
                                        new ExpressionList.Entry(
                                                e.expression(), "column `" + e.name() + "`"))
                        .toList());
    }

    static ExpressionList all(
            List<TypedExpression> expressions, String subject, ExpressionCompiler compiler) {
        return compiler.compileAll(
                expressions.stream().map(e -> new ExpressionList.Entry(e, subject)).toList());
    }
}
