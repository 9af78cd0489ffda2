// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.typing.AggregateHandler;
import dev.bottledwater.sql.typing.Clause;
import dev.bottledwater.sql.typing.ExpressionText;
import dev.bottledwater.sql.typing.ExpressionTyper;

/** WHERE and HAVING. */
final class Conditions {
    private Conditions() {}

    /** The typed condition; it must be BOOLEAN. */
    static TypedExpression type(Expression condition, ExpressionTyper typer, Clause clause) {
        var typed = typer.type(condition);
        if (typed.type() != Primitive.BOOLEAN) {
            var text = ExpressionText.of(condition);
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Type error in %s expression: Should evaluate to boolean but is %s (%s) instead.\nStatement: %s"
                            .formatted(clause.text(), text, typed.type(), text),
                    condition.span(),
                    null);
        }
        return typed;
    }

    /** Refuses aggregate functions where rows aren't grouped yet. */
    static AggregateHandler noAggregates(Clause clause) {
        return call -> {
            var name = call.name().text().toUpperCase(java.util.Locale.ROOT);
            throw new SqlException(
                    ErrorCode.INVALID_AGGREGATION,
                    "%s does not support aggregate functions: %s is an aggregate function."
                            .formatted(clause.text(), name),
                    call.span(),
                    clause == Clause.WHERE ? "Put the condition into HAVING." : null);
        };
    }
}
