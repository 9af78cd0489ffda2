// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.bottledwater.engine.eval.Decimals;
import dev.bottledwater.engine.format.json.JsonSchemaDocument.Part;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Readers of values whose JSON Schema says how they were written: decimals as numbers or as their
 * unscaled value in base64, maps as objects or as lists of entries, both as Connect may.
 */
final class JsonSchemaReaders {
    private JsonSchemaReaders() {}

    /** The reader of a member of an object; as JSON is read where the schema doesn't have it. */
    static JsonValueReader member(String name, SqlType type, Map<String, Part> properties) {
        var exact = properties.get(name);
        if (exact != null) {
            return of(type, exact);
        }
        return properties.entrySet().stream()
                .filter(e -> e.getKey().equalsIgnoreCase(name))
                .findFirst()
                .map(e -> of(type, e.getValue()))
                .orElseGet(() -> JsonValueReader.of(type));
    }

    static JsonValueReader of(SqlType type, Part schema) {
        var part = JsonSchemaTypes.value(schema);
        var node = part.node();
        return switch (type) {
            case SqlType.Primitive _ -> JsonValueReader.of(type);
            case SqlType.Decimal decimal ->
                    JsonSchemaTypes.isBase64Decimal(node)
                            ? JsonValueReader.nullable(base64(decimal, scale(part)))
                            : JsonValueReader.of(type);
            case SqlType.Array array ->
                    node.path("items").isObject()
                            ? JsonValueReader.nullable(
                                    JsonValueReader.array(
                                            array,
                                            of(array.element(), part.within(node.path("items")))))
                            : JsonValueReader.of(type);
            case SqlType.Map map -> map(map, part);
            case SqlType.Struct struct -> {
                var properties = JsonSchemaTypes.properties(part);
                yield JsonValueReader.nullable(
                        JsonValueReader.struct(
                                struct,
                                struct.fields().stream()
                                        .map(f -> member(f.name(), f.type(), properties))
                                        .toArray(JsonValueReader[]::new)));
            }
        };
    }

    private static int scale(Part part) {
        return part.node().path(JsonSchemas.PARAMETERS).path("scale").asInt(0);
    }

    private static JsonValueReader base64(SqlType.Decimal type, int scale) {
        return (parser, token) -> {
            if (token != JsonToken.VALUE_STRING) {
                throw JsonMismatch.of(type, token);
            }
            BigInteger unscaled;
            try {
                unscaled = new BigInteger(Base64.getDecoder().decode(parser.getText()));
            } catch (IllegalArgumentException e) {
                throw new JsonMismatch(type, "a string that is no base64");
            }
            var fitted = Decimals.roundedOrNull(new BigDecimal(unscaled, scale), type);
            if (fitted == null) {
                throw new JsonMismatch(type, "a number with more digits");
            }
            return fitted;
        };
    }

    private static JsonValueReader map(SqlType.Map type, Part part) {
        var node = part.node();
        if (JsonSchemaTypes.kind(node).equals("array") && node.path("items").isObject()) {
            var entry =
                    JsonSchemaTypes.properties(
                            JsonSchemaTypes.value(part.within(node.path("items"))));
            return JsonValueReader.nullable(
                    entries(
                            type,
                            member("key", type.key(), entry),
                            member("value", type.value(), entry)));
        }
        var values = node.path("additionalProperties");
        return values.isObject()
                ? JsonValueReader.nullable(
                        JsonValueReader.map(type, of(type.value(), part.within(values))))
                : JsonValueReader.of(type);
    }

    /** A list of objects with a key and a value. */
    private static JsonValueReader entries(
            SqlType.Map type, JsonValueReader key, JsonValueReader value) {
        return (parser, token) -> {
            if (token != JsonToken.START_ARRAY) {
                throw JsonMismatch.of(type, token);
            }
            var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
            for (var t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
                if (t != JsonToken.START_OBJECT) {
                    throw JsonMismatch.of(type, t);
                }
                try {
                    entry(parser, key, value, map);
                } catch (JsonMismatch e) {
                    // which entry it is would be data
                    throw e.within("[…]");
                }
            }
            return Collections.unmodifiableMap(map);
        };
    }

    private static void entry(
            JsonParser parser,
            JsonValueReader key,
            JsonValueReader value,
            Map<@Nullable Object, @Nullable Object> map)
            throws IOException {
        @Nullable Object k = null;
        @Nullable Object v = null;
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            var token = parser.nextToken();
            switch (name) {
                case "key" -> k = key.read(parser, token);
                case "value" -> v = value.read(parser, token);
                default -> parser.skipChildren();
            }
        }
        map.put(k, v);
    }
}
