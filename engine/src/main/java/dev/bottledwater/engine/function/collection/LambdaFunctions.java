// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.collection;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;
import dev.bottledwater.udf.TriFunction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Functions that call lambdas. */
@FunctionCategory("LAMBDA")
public final class LambdaFunctions {
    private LambdaFunctions() {}

    @ScalarFunction(name = "TRANSFORM", description = "What the lambda makes of each element.")
    @Example(sql = "TRANSFORM(ARRAY[1, 2], x => x * 10)", result = "[10, 20]")
    public static <T, R> List<R> transform(List<T> array, Function<T, R> function) {
        var out = new ArrayList<R>(array.size());
        array.forEach(e -> out.add(function.apply(e)));
        return out;
    }

    @ScalarFunction(
            name = "TRANSFORM",
            description = "What the lambdas make of each key and of each value.")
    @Example(
            sql = "TRANSFORM(MAP('a' := 1), (k, v) => UCASE(k), (k, v) => v + 1)",
            result = "{'A': 2}")
    public static <K, V, R, T> Map<R, T> transform(
            Map<K, V> map, BiFunction<K, V, R> biFunction1, BiFunction<K, V, T> biFunction2) {
        var out = LinkedHashMap.<R, T>newLinkedHashMap(map.size());
        for (var entry : map.entrySet()) {
            var key = biFunction1.apply(entry.getKey(), entry.getValue());
            if (out.containsKey(key)) {
                throw new FunctionException("two entries have one new key");
            }
            out.put(key, biFunction2.apply(entry.getKey(), entry.getValue()));
        }
        return out;
    }

    @ScalarFunction(name = "FILTER", description = "The elements for which the lambda is true.")
    @Example(sql = "FILTER(ARRAY[1, 2, 3], x => x > 1)", result = "[2, 3]")
    public static <T> List<T> filter(List<T> array, Function<T, Boolean> function) {
        var out = new ArrayList<T>();
        for (var e : array) {
            if (Boolean.TRUE.equals(function.apply(e))) {
                out.add(e);
            }
        }
        return out;
    }

    @ScalarFunction(name = "FILTER", description = "The entries for which the lambda is true.")
    @Example(sql = "FILTER(MAP('a' := 1, 'b' := 2), (k, v) => v > 1)", result = "{'b': 2}")
    public static <K, V> Map<K, V> filter(Map<K, V> map, BiFunction<K, V, Boolean> biFunction) {
        var out = new LinkedHashMap<K, V>();
        map.forEach(
                (k, v) -> {
                    if (Boolean.TRUE.equals(biFunction.apply(k, v))) {
                        out.put(k, v);
                    }
                });
        return out;
    }

    @ScalarFunction(
            name = "REDUCE",
            description = "The state after the lambda has met each element.",
            acceptsNulls = true)
    @SuppressWarnings("NullAway") // a state may become null on the way
    @Example(sql = "REDUCE(ARRAY[1, 2, 3], 10, (s, x) => s + x)", result = "16")
    public static <T, S> @Nullable S reduce(
            @Nullable List<T> list, @Nullable S initialState, BiFunction<S, T, S> biFunction) {
        if (list == null || initialState == null) {
            return initialState;
        }
        S state = initialState;
        for (var e : list) {
            state = biFunction.apply(state, e);
        }
        return state;
    }

    @ScalarFunction(
            name = "REDUCE",
            description = "The state after the lambda has met each entry.",
            acceptsNulls = true)
    @SuppressWarnings("NullAway") // a state may become null on the way
    @Example(sql = "REDUCE(MAP('a' := 1, 'b' := 2), 0, (s, k, v) => s + v)", result = "3")
    public static <K, V, S> @Nullable S reduce(
            @Nullable Map<K, V> map,
            @Nullable S initialState,
            TriFunction<S, K, V, S> triFunction) {
        if (map == null || initialState == null) {
            return initialState;
        }
        S state = initialState;
        for (var e : map.entrySet()) {
            state = triFunction.apply(state, e.getKey(), e.getValue());
        }
        return state;
    }
}
