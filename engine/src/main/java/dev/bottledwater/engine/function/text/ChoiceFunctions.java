// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.text;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Strings by their place among others, and entries of a text. */
@FunctionCategory("STRING")
public final class ChoiceFunctions {
    private ChoiceFunctions() {}

    @ScalarFunction(
            name = "ELT",
            description = "The n-th of the strings, counted from 1; null if there is none.",
            acceptsNulls = true)
    @Example(sql = "ELT(2, 'a', 'b', 'c')", result = "'b'")
    @Example(sql = "ELT(4, 'a', 'b', 'c')", result = "null")
    public static @Nullable String elt(@Nullable Integer n, @Nullable String... args) {
        return n == null || n < 1 || n > args.length ? null : args[n - 1];
    }

    @ScalarFunction(
            name = "FIELD",
            description =
                    "The place of the first string among the others, counted from 1; 0 if it isn't"
                            + " there or is null.",
            acceptsNulls = true)
    @Example(sql = "FIELD('b', 'a', 'b', 'c')", result = "2")
    @Example(sql = "FIELD('x', 'a', 'b', 'c')", result = "0")
    public static int field(@Nullable String str, @Nullable String... args) {
        for (int i = 0; str != null && i < args.length; i++) {
            if (Objects.equals(str, args[i])) {
                return i + 1;
            }
        }
        return 0;
    }

    @ScalarFunction(
            name = "SPLIT_TO_MAP",
            description =
                    "The map of the keys and values in a text. The last value of a key counts, an"
                            + " entry without a delimiter doesn't; null if a delimiter is empty.")
    @Example(sql = "SPLIT_TO_MAP('a:1,b:2', ',', ':')", result = "{'a': '1', 'b': '2'}")
    public static @Nullable Map<String, String> splitToMap(
            String input,
            @Parameter(description = "between two entries") String entryDelimiter,
            @Parameter(description = "between a key and its value") String kvDelimiter) {
        if (entryDelimiter.isEmpty() || kvDelimiter.isEmpty()) {
            return null;
        }
        var map = new LinkedHashMap<String, String>();
        for (var entry : StringFunctions.split(input, entryDelimiter)) {
            var parts = StringFunctions.split(entry, kvDelimiter);
            if (parts.size() > 1) {
                map.put(parts.get(0), parts.get(1));
            }
        }
        return map;
    }
}
