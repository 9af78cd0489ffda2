// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.json;

import com.fasterxml.jackson.core.JsonToken;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a JSON text holds at its top level; null for a text that holds something else. */
@FunctionCategory("JSON")
public final class JsonFunctions {
    private JsonFunctions() {}

    @ScalarFunction(
            name = "IS_JSON_STRING",
            description = "Whether the text is a JSON value.",
            acceptsNulls = true)
    @Example(sql = "IS_JSON_STRING('[1, 2]')", result = "true")
    @Example(sql = "IS_JSON_STRING('abc')", result = "false")
    public static boolean isJson(@Nullable String input) {
        return input != null && JsonTexts.read(input, (_, _) -> true) != null;
    }

    @ScalarFunction(
            name = "JSON_ARRAY_LENGTH",
            description = "The number of elements of a JSON array; null for anything else.")
    @Example(sql = "JSON_ARRAY_LENGTH('[1, [2, 3]]')", result = "2")
    @Example(sql = "JSON_ARRAY_LENGTH('{}')", result = "null")
    public static @Nullable Integer arrayLength(String jsonArray) {
        return JsonTexts.read(
                jsonArray,
                (parser, token) -> {
                    if (token != JsonToken.START_ARRAY) {
                        return null;
                    }
                    int length = 0;
                    for (; parser.nextToken() != JsonToken.END_ARRAY; length++) {
                        parser.skipChildren();
                    }
                    return length;
                });
    }

    @ScalarFunction(
            name = "JSON_ITEMS",
            description = "The elements of a JSON array, each as JSON; null for anything else.")
    @Example(sql = "JSON_ITEMS('[1, {\"a\": 2}]')", result = "['1', '{\"a\":2}']")
    public static @Nullable List<String> items(String jsonItems) {
        return JsonTexts.read(
                jsonItems,
                (parser, token) -> {
                    if (token != JsonToken.START_ARRAY) {
                        return null;
                    }
                    var items = new ArrayList<String>();
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        items.add(JsonTexts.copy(parser));
                    }
                    return items;
                });
    }

    @ScalarFunction(
            name = "JSON_KEYS",
            description = "The names of the members of a JSON object; null for anything else.")
    @Example(sql = "JSON_KEYS('{\"a\": 1, \"b\": 2}')", result = "['a', 'b']")
    public static @Nullable List<String> keys(String jsonObj) {
        var records = records(jsonObj);
        return records == null ? null : new ArrayList<>(records.keySet());
    }

    @ScalarFunction(
            name = "JSON_RECORDS",
            description =
                    "The members of a JSON object by name: strings as they are, anything else as"
                            + " JSON; null for anything but an object.")
    @Example(
            sql = "JSON_RECORDS('{\"a\": \"x\", \"b\": {\"c\": 2}}')",
            result = "{'a': 'x', 'b': '{\"c\":2}'}")
    public static @Nullable Map<String, String> records(String jsonObj) {
        return JsonTexts.read(
                jsonObj,
                (parser, token) -> {
                    if (token != JsonToken.START_OBJECT) {
                        return null;
                    }
                    var records = new LinkedHashMap<String, String>();
                    for (var name = parser.nextFieldName();
                            name != null;
                            name = parser.nextFieldName()) {
                        records.put(name, JsonTexts.textOrJson(parser, parser.nextToken()));
                    }
                    return records;
                });
    }
}
