// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;

/** Whether a JSON array has an element. */
@FunctionCategory("JSON")
public final class JsonArrayContains {
    private JsonArrayContains() {}

    @ScalarFunction(
            name = "JSON_ARRAY_CONTAINS",
            description =
                    "Whether a JSON array has the value as an element. Types count: 1 is neither"
                            + " \"1\" nor 1.0. False for a text that is no JSON array.",
            acceptsNulls = true)
    @Example(sql = "JSON_ARRAY_CONTAINS('[1, 2]', 2)", result = "true")
    @Example(sql = "JSON_ARRAY_CONTAINS('[1, 2]', '2')", result = "false")
    public static <T> boolean contains(@Nullable String jsonArray, @Nullable T val) {
        if (jsonArray == null) {
            return false;
        }
        return JsonTexts.read(
                        jsonArray,
                        (parser, token) -> {
                            boolean found = false;
                            if (token == JsonToken.START_ARRAY) {
                                for (var t = parser.nextToken();
                                        t != JsonToken.END_ARRAY;
                                        t = parser.nextToken()) {
                                    found |= is(parser, t, val);
                                    parser.skipChildren();
                                }
                            }
                            return found ? true : null;
                        })
                != null;
    }

    private static boolean is(JsonParser parser, JsonToken token, @Nullable Object val)
            throws IOException {
        return switch (val) {
            case null -> token == JsonToken.VALUE_NULL;
            case Boolean b -> token == (b ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE);
            case String s -> token == JsonToken.VALUE_STRING && parser.getText().equals(s);
            case Integer i -> isWhole(parser, token, BigDecimal.valueOf(i));
            case Long l -> isWhole(parser, token, BigDecimal.valueOf(l));
            case Double d -> token == JsonToken.VALUE_NUMBER_FLOAT && parser.getDoubleValue() == d;
            case BigDecimal d -> token.isNumeric() && parser.getDecimalValue().compareTo(d) == 0;
            default ->
                    throw new FunctionException(
                            "the value is no number, string or boolean, which JSON could have");
        };
    }

    private static boolean isWhole(JsonParser parser, JsonToken token, BigDecimal val)
            throws IOException {
        return token == JsonToken.VALUE_NUMBER_INT && parser.getDecimalValue().compareTo(val) == 0;
    }
}
