// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is at a path in a JSON text. */
@FunctionCategory("JSON")
public final class JsonPathFunctions {
    private static final Pattern STEP =
            Pattern.compile("\\.([^.\\[\\]]+)|\\[(\\d{1,9})]|\\[(?:'([^']*)'|\"([^\"]*)\")]");

    private JsonPathFunctions() {}

    /** A member of an object, or with a null name the element of an array. */
    private record Step(@Nullable String name, int index) {}

    @ScalarFunction(
            name = "EXTRACTJSONFIELD",
            description =
                    "What is at a path such as $.a.b[0] in a JSON text: a string as it is, anything"
                            + " else as JSON; null if nothing is there.")
    @Example(sql = "EXTRACTJSONFIELD('{\"a\": {\"b\": [1, 2]}}', '$.a.b[1]')", result = "'2'")
    @Example(sql = "EXTRACTJSONFIELD('{\"a\": {\"b\": 1}}', '$.a')", result = "'{\"b\":1}'")
    public static @Nullable String extract(String input, String path) {
        var steps = steps(path);
        try (var parser = JsonTexts.FACTORY.createParser(input)) {
            var token = parser.nextToken();
            for (var step : steps) {
                token = token == null ? null : follow(parser, token, step);
            }
            return token == null || token == JsonToken.VALUE_NULL
                    ? null
                    : JsonTexts.textOrJson(parser, token);
        } catch (JsonProcessingException e) {
            throw new FunctionException("the text is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Step> steps(String path) {
        var m = STEP.matcher(path);
        var steps = new ArrayList<Step>();
        int at = 1;
        while (path.startsWith("$") && at < path.length() && m.find(at) && m.start() == at) {
            var name =
                    m.group(1) != null ? m.group(1) : m.group(3) != null ? m.group(3) : m.group(4);
            steps.add(new Step(name, name == null ? Integer.parseInt(m.group(2)) : -1));
            at = m.end();
        }
        if (at != path.length()) {
            throw new FunctionException("the path is not one such as $.a.b[0]");
        }
        return steps;
    }

    /** Goes to what the step names; null when it isn't there. */
    private static @Nullable JsonToken follow(JsonParser parser, JsonToken token, Step step)
            throws IOException {
        if (step.name() != null && token == JsonToken.START_OBJECT) {
            for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                var value = parser.nextToken();
                if (name.equals(step.name())) {
                    return value;
                }
                parser.skipChildren();
            }
        }
        if (step.name() == null && token == JsonToken.START_ARRAY) {
            var value = parser.nextToken();
            for (int i = 0; value != JsonToken.END_ARRAY; i++) {
                if (i == step.index()) {
                    return value;
                }
                parser.skipChildren();
                value = parser.nextToken();
            }
        }
        return null;
    }
}
