// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;

/** An output column and how it is computed. */
public record NamedExpression(String name, TypedExpression expression) {
    public Column column() {
        return new Column(name, expression.type());
    }

    /**
     * The column of the elements of an ARRAY.
     *
     * @throws IllegalArgumentException for an expression of another type
     */
    public Column element() {
        if (expression.type() instanceof SqlType.Array(var type)) {
            return new Column(name, type);
        }
        throw new IllegalArgumentException(
                "%s is %s and no ARRAY".formatted(name, expression.type()));
    }
}
