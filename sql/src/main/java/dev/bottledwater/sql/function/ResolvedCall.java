// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The overload for a call. Type variables that only a lambda's result tells are bound by {@link
 * #bindLambda}, argument by argument from left to right, before the type of that argument and of
 * the result are asked for.
 */
public final class ResolvedCall<S> {
    private final S function;
    private final List<ParameterType> parameters;
    private final TypeBindings bindings;

    ResolvedCall(S function, List<ParameterType> parameters, TypeBindings bindings) {
        this.function = function;
        this.parameters = List.copyOf(parameters);
        this.bindings = bindings;
    }

    /** The overload. */
    public S function() {
        return function;
    }

    /** The type that the value at {@code index} must have; the analyzer casts to it. */
    public SqlType argumentType(int index, @Nullable SqlType actual) {
        return target(parameters.get(index), actual);
    }

    /** As {@link #argumentType}, but a DECIMAL stays of its own type if any DECIMAL will do. */
    public SqlType ownArgumentType(int index, @Nullable SqlType actual) {
        return actual instanceof SqlType.Decimal
                        && parameters.get(index) instanceof ParameterType.AnyDecimal
                ? actual
                : argumentType(index, actual);
    }

    /** The types of the parameters of the lambda at {@code index}. */
    public List<SqlType> lambdaInputs(int index) {
        var types = new ArrayList<SqlType>();
        for (var input : ((ParameterType.Lambda) parameters.get(index)).inputs()) {
            types.add(target(input, null));
        }
        return types;
    }

    /** The type that the lambda at {@code index} must give when its body has type {@code body}. */
    public SqlType bindLambda(int index, SqlType body) {
        var result = ((ParameterType.Lambda) parameters.get(index)).result();
        bindings.bind(result, body);
        return target(result, body);
    }

    private SqlType target(ParameterType parameter, @Nullable SqlType actual) {
        return switch (parameter) {
            case ParameterType.Exact(var type) -> type;
            case ParameterType.AnyDecimal() -> orString(bindings.decimal());
            case ParameterType.Variable(var name) -> {
                var bound = bindings.get(name);
                yield bound != null ? bound : orString(actual);
            }
            case ParameterType.ArrayOf(var element) ->
                    new SqlType.Array(
                            target(element, actual instanceof SqlType.Array(var e) ? e : null));
            case ParameterType.MapOf(var key, var value) ->
                    actual instanceof SqlType.Map(var k, var v)
                            ? new SqlType.Map(target(key, k), target(value, v))
                            : new SqlType.Map(target(key, null), target(value, null));
            case ParameterType.Lambda(_, var result) -> target(result, actual);
            case ParameterType.AnyStruct _, ParameterType.Any _ -> orString(actual);
            case ParameterType.TimeUnit _ -> Primitive.STRING;
        };
    }

    /** A bare NULL whose type nothing tells is passed as a STRING. */
    private static SqlType orString(@Nullable SqlType type) {
        return type == null ? Primitive.STRING : type;
    }
}
