// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A call of an aggregate function.
 *
 * @param name the internal column name, {@code KSQL_AGG_VARIABLE_n}
 * @param arguments over the input row
 * @param constants values of the literal arguments
 * @param type of the result
 */
public record AggregateCall(
        String name,
        AggregateSignature function,
        List<TypedExpression> arguments,
        List<@Nullable Object> constants,
        SqlType type) {
    public AggregateCall {
        arguments = List.copyOf(arguments);
        constants = Collections.unmodifiableList(new ArrayList<>(constants));
    }

    public Column column() {
        return new Column(name, type);
    }
}
