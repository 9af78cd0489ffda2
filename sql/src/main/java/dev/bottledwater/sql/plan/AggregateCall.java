// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A call of an aggregate function.
 *
 * @param name the internal column name, {@code KSQL_AGG_VARIABLE_n}
 * @param arguments over the input row
 * @param constants values of the literal arguments
 * @param settings the session's properties that the function reads, as far as they are set
 * @param type of the result
 */
public record AggregateCall(
        String name,
        AggregateSignature function,
        List<TypedExpression> arguments,
        List<@Nullable Object> constants,
        Map<String, String> settings,
        SqlType type) {
    public AggregateCall {
        arguments = List.copyOf(arguments);
        constants = Collections.unmodifiableList(new ArrayList<>(constants));
        settings = Map.copyOf(settings);
    }

    /** The same call over other arguments of the same types. */
    public AggregateCall withArguments(List<TypedExpression> others) {
        return new AggregateCall(name, function, others, constants, settings, type);
    }

    /**
     * The code of the call.
     *
     * @throws IllegalArgumentException for literals or settings that make no sense, with the reason
     */
    public Aggregator aggregator() {
        return function.factory()
                .create(
                        new AggregateSignature.Binding(
                                arguments.stream().map(TypedExpression::type).toList(),
                                constants,
                                settings));
    }

    public Column column() {
        return new Column(name, type);
    }
}
