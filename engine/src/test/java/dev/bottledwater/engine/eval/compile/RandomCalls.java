// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Calls of built-in functions by chance, found by the type of their result. */
final class RandomCalls {
    /** Functions whose result depends on the clock, or whose size depends on a number. */
    private static final Set<String> LEFT_OUT =
            Set.of("GENERATE_SERIES", "LPAD", "RPAD", "RANDOM", "UUID", "REPEAT");

    private static final int SAMPLES = 6_000;

    private final Map<SqlType, List<Plan>> byResult = new HashMap<>();

    /** An argument of a call that is to be made. */
    sealed interface Argument {
        SqlType type();

        record Value(SqlType type) implements Argument {}

        record TimeUnit() implements Argument {
            @Override
            public SqlType type() {
                return Primitive.STRING;
            }
        }

        record Lambda(List<SqlType> inputs, SqlType type) implements Argument {}
    }

    /** A call that is to be made. */
    record Plan(ScalarSignature function, List<Argument> arguments, SqlType result) {}

    RandomCalls(RandomGenerator random) {
        var overloads =
                BuiltInFunctions.registry().scalars().values().stream()
                        .flatMap(List::stream)
                        .filter(
                                f ->
                                        !LEFT_OUT.contains(f.name())
                                                && (f.name().equals("PI")
                                                        || !f.parameters().isEmpty()))
                        .toList();
        for (int i = 0; i < SAMPLES; i++) {
            var plan = plan(random, overloads.get(i % overloads.size()));
            if (plan != null) {
                byResult.computeIfAbsent(plan.result(), _ -> new ArrayList<>()).add(plan);
            }
        }
    }

    /** A call with a result of the type; null if none is known. */
    @Nullable Plan of(RandomGenerator random, SqlType result) {
        var plans = byResult.get(result);
        return plans == null ? null : RandomValues.pick(random, plans);
    }

    /** How many functions may be called. */
    long functions() {
        return byResult.values().stream()
                .flatMap(List::stream)
                .map(p -> p.function().name())
                .distinct()
                .count();
    }

    private static @Nullable Plan plan(RandomGenerator random, ScalarSignature function) {
        var parameters = new ArrayList<>(function.parameters());
        if (function.variadic()) {
            var last = parameters.removeLast();
            for (int i = random.nextInt(5); i > 0; i--) {
                parameters.add(last);
            }
        }
        var bindings = new HashMap<String, SqlType>();
        bindings.put("", RandomValues.decimal(random));
        var arguments = new ArrayList<Argument>();
        for (var parameter : parameters) {
            arguments.add(argument(random, parameter.type(), bindings));
        }
        try {
            var result = function.result().of(arguments.stream().map(Argument::type).toList());
            return new Plan(function, arguments, result);
        } catch (RuntimeException _) {
            // no call of these types: the signature tells less than the function
            return null;
        }
    }

    private static Argument argument(
            RandomGenerator random, ParameterType parameter, Map<String, SqlType> bindings) {
        return switch (parameter) {
            case ParameterType.TimeUnit() -> new Argument.TimeUnit();
            case ParameterType.Lambda(var inputs, var result) ->
                    new Argument.Lambda(
                            inputs.stream().map(i -> type(random, i, bindings)).toList(),
                            type(random, result, bindings));
            case ParameterType.Exact _,
                    ParameterType.AnyDecimal _,
                    ParameterType.Variable _,
                    ParameterType.ArrayOf _,
                    ParameterType.MapOf _,
                    ParameterType.AnyStruct _,
                    ParameterType.Any _ ->
                    new Argument.Value(type(random, parameter, bindings));
        };
    }

    private static SqlType type(
            RandomGenerator random, ParameterType parameter, Map<String, SqlType> bindings) {
        return switch (parameter) {
            case ParameterType.Exact(var type) -> type;
            // the empty name stands for the DECIMAL of the call
            case ParameterType.AnyDecimal() -> bindings.get("");
            case ParameterType.Variable(var name) ->
                    bindings.computeIfAbsent(name, _ -> RandomValues.type(random, 1));
            case ParameterType.ArrayOf(var element) ->
                    new SqlType.Array(type(random, element, bindings));
            case ParameterType.MapOf(var key, var value) ->
                    new SqlType.Map(type(random, key, bindings), type(random, value, bindings));
            case ParameterType.AnyStruct() ->
                    new SqlType.Struct(List.of(new SqlType.Field("A", Primitive.INTEGER)));
            case ParameterType.Any() -> RandomValues.type(random, 1);
            case ParameterType.Lambda(_, var result) -> type(random, result, bindings);
            case ParameterType.TimeUnit() -> Primitive.STRING;
        };
    }
}
