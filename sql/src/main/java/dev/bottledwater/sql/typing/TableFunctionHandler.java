// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.typing;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.ir.TypedExpression;

/** What a place in a query does with calls of table functions. */
@FunctionalInterface
public interface TableFunctionHandler {

    /**
     * What the call stands for: the value of the row that it makes.
     *
     * @throws SqlException where none may stand, or this one can't
     */
    TypedExpression type(Expression.FunctionCall call);

    /**
     * Refuses them in a place.
     *
     * @param place such as {@code the WHERE clause}
     */
    static TableFunctionHandler refused(String place) {
        return call -> {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    "Table functions cannot be used in %s: %s"
                            .formatted(place, ExpressionText.of(call)),
                    call.span(),
                    "They stand in the SELECT list of a query over a stream; filter their rows in"
                            + " a second query.");
        };
    }
}
