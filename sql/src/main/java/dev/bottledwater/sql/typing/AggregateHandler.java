// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ir.TypedExpression;

/** What a clause does with calls of aggregate functions. */
@FunctionalInterface
public interface AggregateHandler {

    /**
     * What the call stands for.
     *
     * @throws dev.bottledwater.sql.error.SqlException where none may stand, or this one can't
     */
    TypedExpression type(Expression.FunctionCall call);
}
