// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.Numbers;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the type variables of a signature stand for in one call. */
public final class TypeBindings {
    private final Map<String, SqlType> variables = new LinkedHashMap<>();
    private @Nullable SqlType decimal;

    /** The bindings that make {@code parameters} accept {@code arguments}. */
    static TypeBindings of(List<ScalarSignature.Parameter> parameters, List<SqlType> arguments) {
        var bindings = new TypeBindings();
        for (int i = 0; i < arguments.size() && !parameters.isEmpty(); i++) {
            bindings.bind(
                    parameters.get(Math.min(i, parameters.size() - 1)).type(), arguments.get(i));
        }
        return bindings;
    }

    /** Binds the variables of {@code parameter} that are still free as {@code type} tells. */
    void bind(ParameterType parameter, SqlType type) {
        switch (parameter) {
            case ParameterType.Variable(var name) -> variables.putIfAbsent(name, type);
            case ParameterType.ArrayOf(var element) -> {
                if (type instanceof SqlType.Array(var e)) {
                    bind(element, e);
                }
            }
            case ParameterType.MapOf(var key, var value) -> {
                if (type instanceof SqlType.Map(var k, var v)) {
                    bind(key, k);
                    bind(value, v);
                }
            }
            case ParameterType.Lambda(_, var result) -> bind(result, type);
            case ParameterType.AnyDecimal() ->
                    decimal = decimal == null ? type : Numbers.common(decimal, type);
            case ParameterType.Exact _,
                    ParameterType.AnyStruct _,
                    ParameterType.Any _,
                    ParameterType.TimeUnit _ -> {}
        }
    }

    @Nullable SqlType get(String variable) {
        return variables.get(variable);
    }

    /** The type that holds the values of all DECIMAL arguments. */
    @Nullable SqlType decimal() {
        return decimal;
    }
}
