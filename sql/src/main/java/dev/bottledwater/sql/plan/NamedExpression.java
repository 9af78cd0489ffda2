// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.schema.Column;

/** An output column and how it is computed. */
public record NamedExpression(String name, TypedExpression expression) {
    public Column column() {
        return new Column(name, expression.type());
    }
}
