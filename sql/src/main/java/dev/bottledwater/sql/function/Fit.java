// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.LiteralText;
import dev.bottledwater.sql.type.Numbers;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

/** How well an argument fits a parameter; the order is from good to bad. */
enum Fit {
    EXACT,
    /** Of a generic parameter. */
    GENERIC,
    /** By widening or by reading a string literal as a date or time. */
    COERCED,
    NONE;

    static Fit worse(Fit a, Fit b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    static boolean isExactNumber(SqlType type) {
        return type.isNumeric() && type != Primitive.DOUBLE;
    }

    /** Judges one argument and binds the type variables that it tells. */
    static Fit of(ParameterType parameter, Argument argument, TypeBindings bindings) {
        return switch (argument) {
            case Argument.Null() ->
                    parameter instanceof ParameterType.Lambda
                                    || parameter instanceof ParameterType.TimeUnit
                            ? NONE
                            : EXACT;
            case Argument.TimeUnit() -> parameter instanceof ParameterType.TimeUnit ? EXACT : NONE;
            case Argument.Lambda(int count) ->
                    parameter instanceof ParameterType.Lambda(var inputs, _)
                                    && inputs.size() == count
                            ? EXACT
                            : NONE;
            case Argument.Text(var text) ->
                    parameter instanceof ParameterType.Exact(var type) && reads(text, type)
                            ? COERCED
                            : of(parameter, Primitive.STRING, bindings);
            case Argument.Value(var type) -> of(parameter, type, bindings);
        };
    }

    private static boolean reads(String text, SqlType type) {
        return switch (type) {
            case Primitive.DATE -> LiteralText.date(text).isPresent();
            case Primitive.TIME -> LiteralText.time(text).isPresent();
            case Primitive.TIMESTAMP -> LiteralText.timestamp(text).isPresent();
            case Primitive _, SqlType.Decimal _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    false;
        };
    }

    private static Fit of(ParameterType parameter, SqlType type, TypeBindings bindings) {
        return switch (parameter) {
            case ParameterType.Exact(var wanted) ->
                    type.equals(wanted)
                            ? EXACT
                            : type.isNumeric() && Numbers.widens(type, wanted) ? COERCED : NONE;
            case ParameterType.AnyDecimal() -> {
                if (!isExactNumber(type)) {
                    yield NONE;
                }
                bindings.bind(parameter, Numbers.asDecimal(type));
                yield type instanceof SqlType.Decimal ? EXACT : COERCED;
            }
            case ParameterType.Variable(var name) -> {
                bindings.bind(parameter, type);
                var bound = bindings.get(name);
                if (type.equals(bound)) {
                    yield GENERIC;
                }
                yield bound != null && type.isNumeric() && Numbers.widens(type, bound)
                        ? COERCED
                        : NONE;
            }
            case ParameterType.ArrayOf(var element) ->
                    type instanceof SqlType.Array(var e) ? of(element, e, bindings) : NONE;
            case ParameterType.MapOf(var key, var value) ->
                    type instanceof SqlType.Map(var k, var v)
                            ? worse(of(key, k, bindings), of(value, v, bindings))
                            : NONE;
            case ParameterType.AnyStruct() -> type instanceof SqlType.Struct ? GENERIC : NONE;
            case ParameterType.Any() -> GENERIC;
            case ParameterType.Lambda _, ParameterType.TimeUnit _ -> NONE;
        };
    }
}
