// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several JSON texts as one. */
@FunctionCategory("JSON")
public final class JsonConcat {
    private JsonConcat() {}

    /** One of the texts, whose parts are JSON. */
    private sealed interface Part {

        record Members(Map<String, String> values) implements Part {}

        record Items(List<String> values) implements Part {}
    }

    @ScalarFunction(
            name = "JSON_CONCAT",
            description =
                    "JSON objects as one object with the members of all, the last of a name"
                            + " counting; JSON arrays as one array with the elements of all. Where"
                            + " not all are objects, what is no array counts as one of itself."
                            + " Null if a text is null or no JSON.")
    @Example(sql = "JSON_CONCAT('{\"a\": 1}', '{\"b\": 2}')", result = "'{\"a\":1,\"b\":2}'")
    @Example(sql = "JSON_CONCAT('[1]', '2')", result = "'[1,2]'")
    public static @Nullable String concat(String... jsonStrings) {
        var parts = new ArrayList<Part>();
        for (var json : jsonStrings) {
            var part = JsonTexts.read(json, JsonConcat::part);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        if (!parts.isEmpty() && parts.stream().allMatch(Part.Members.class::isInstance)) {
            var all = new LinkedHashMap<String, String>();
            parts.forEach(part -> all.putAll(((Part.Members) part).values()));
            return object(all);
        }
        var all = new ArrayList<String>();
        for (var part : parts) {
            switch (part) {
                case Part.Members(var members) -> all.add(object(members));
                case Part.Items(var items) -> all.addAll(items);
            }
        }
        return "[" + String.join(",", all) + "]";
    }

    private static Part part(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            var members = new LinkedHashMap<String, String>();
            for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                members.put(name, JsonTexts.copy(parser));
            }
            return new Part.Members(members);
        }
        var items = new ArrayList<String>();
        if (token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(JsonTexts.copy(parser));
            }
        } else {
            items.add(JsonTexts.copy(parser));
        }
        return new Part.Items(items);
    }

    private static String object(Map<String, String> members) {
        var out = new StringWriter();
        try (var generator = JsonTexts.FACTORY.createGenerator(out)) {
            generator.writeStartObject();
            for (var member : members.entrySet()) {
                generator.writeFieldName(member.getKey());
                generator.writeRawValue(member.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
