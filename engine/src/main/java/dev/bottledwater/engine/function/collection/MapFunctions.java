// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.collection;

import dev.bottledwater.sql.type.StructValue;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Functions of maps whose keys are strings. */
@FunctionCategory("MAP")
public final class MapFunctions {
    private static final String ENTRIES =
            "The entries of the map as an array of structs with the fields K and V, in the order of"
                    + " the keys or in none.";

    private MapFunctions() {}

    @ScalarFunction(name = "MAP_KEYS", description = "The keys of the map, in no defined order.")
    @Example(sql = "MAP_KEYS(MAP('a' := 1))", result = "['a']")
    public static <T> List<String> keys(Map<String, T> input) {
        return new ArrayList<>(input.keySet());
    }

    @ScalarFunction(
            name = "MAP_VALUES",
            description = "The values of the map, in no defined order.")
    @Example(sql = "MAP_VALUES(MAP('a' := 1))", result = "[1]")
    public static <T> List<T> values(Map<String, T> input) {
        return new ArrayList<>(input.values());
    }

    @ScalarFunction(
            name = "MAP_UNION",
            description =
                    "The entries of both maps; where both have a key, the value is"
                            + " that of the second."
                            + " A null map counts as an empty one, but two of them give null.",
            acceptsNulls = true)
    @Example(sql = "MAP_UNION(MAP('a' := 1, 'b' := 2), MAP('b' := 9))", result = "{'a': 1, 'b': 9}")
    public static <T> @Nullable Map<String, T> union(
            @Nullable Map<String, T> map1, @Nullable Map<String, T> map2) {
        if (map1 == null || map2 == null) {
            return map1 == null ? map2 : map1;
        }
        var all = new LinkedHashMap<>(map1);
        all.putAll(map2);
        return all;
    }

    @ScalarFunction(
            name = "AS_MAP",
            description =
                    "The map of the first key to the first value, of the second to"
                            + " the second and so"
                            + " on. Keys without a value are left out, and values without a key.")
    @Example(sql = "AS_MAP(ARRAY['a', 'b'], ARRAY[1, 2])", result = "{'a': 1, 'b': 2}")
    public static <T> Map<String, T> asMap(List<String> keys, List<T> values) {
        var map = new LinkedHashMap<String, T>();
        int count = Math.min(keys.size(), values.size());
        for (int i = 0; i < count; i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }

    @ScalarFunction(
            name = "ENTRIES",
            description = ENTRIES,
            returns = "ARRAY<STRUCT<K STRING, V STRING>>")
    @Example(
            sql = "ENTRIES(MAP('b' := 'y', 'a' := 'x'), true)",
            result = "[{'K': 'a', 'V': 'x'}, {'K': 'b', 'V': 'y'}]")
    public static List<StructValue> stringEntries(
            Map<String, String> map,
            @Parameter(description = "whether the entries are in the order of the keys")
                    boolean sorted) {
        return entries(map, sorted);
    }

    @ScalarFunction(
            name = "ENTRIES",
            description = ENTRIES,
            returns = "ARRAY<STRUCT<K STRING, V BIGINT>>")
    public static List<StructValue> bigintEntries(Map<String, Long> map, boolean sorted) {
        return entries(map, sorted);
    }

    @ScalarFunction(
            name = "ENTRIES",
            description = ENTRIES,
            returns = "ARRAY<STRUCT<K STRING, V INTEGER>>")
    public static List<StructValue> integerEntries(Map<String, Integer> map, boolean sorted) {
        return entries(map, sorted);
    }

    @ScalarFunction(
            name = "ENTRIES",
            description = ENTRIES,
            returns = "ARRAY<STRUCT<K STRING, V DOUBLE>>")
    public static List<StructValue> doubleEntries(Map<String, Double> map, boolean sorted) {
        return entries(map, sorted);
    }

    @ScalarFunction(
            name = "ENTRIES",
            description = ENTRIES,
            returns = "ARRAY<STRUCT<K STRING, V BOOLEAN>>")
    public static List<StructValue> booleanEntries(Map<String, Boolean> map, boolean sorted) {
        return entries(map, sorted);
    }

    private static List<StructValue> entries(Map<String, ?> map, boolean sorted) {
        var keys = new ArrayList<>(map.keySet());
        if (sorted) {
            keys.sort(Comparator.nullsLast(Comparator.naturalOrder()));
        }
        var entries = new ArrayList<StructValue>(keys.size());
        keys.forEach(key -> entries.add(StructValue.of(key, map.get(key))));
        return entries;
    }
}
