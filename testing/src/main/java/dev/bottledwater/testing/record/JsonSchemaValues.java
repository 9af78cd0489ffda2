// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.format.WireFormat;
import dev.bottledwater.engine.registry.RegisteredSchema;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.testing.conformance.Json;
import dev.bottledwater.testing.record.OutputValues.UnreadableOutputException;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Between JSON nodes and JSON with a JSON Schema (conformance format, sections 5 and 6.1), as Kafka
 * Connect's converter would have them.
 */
final class JsonSchemaValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonSchemaValues() {}

    /**
     * @throws UnwritableInputException when the node doesn't fit the schema
     */
    static byte[] write(JsonNode node, RegisteredSchema registered) {
        var bytes = new ByteArrayOutputStream();
        var header = new byte[WireFormat.HEADER];
        WireFormat.putHeader(header, registered.id());
        bytes.writeBytes(header);
        try {
            bytes.writeBytes(Json.write(converted(node, parse(registered.schema()))));
        } catch (IOException | ArithmeticException | NumberFormatException e) {
            throw new UnwritableInputException(
                    "The input %s doesn't fit the JSON Schema %s: %s"
                            .formatted(node, registered.schema().text(), e.getMessage()));
        }
        return bytes.toByteArray();
    }

    /**
     * @throws UnreadableOutputException when the bytes aren't of the schema
     */
    static @Nullable Object read(byte[] data, SchemaText text) {
        try {
            var node = Json.read(Arrays.copyOfRange(data, WireFormat.HEADER, data.length));
            return plain(node, parse(text));
        } catch (IOException e) {
            throw new UnreadableOutputException(
                    "The output is no JSON: " + new String(data, StandardCharsets.UTF_8));
        }
    }

    private static JsonNode parse(SchemaText text) throws IOException {
        return Json.read(text.text().getBytes(StandardCharsets.UTF_8));
    }

    /** The schema of what is not null. */
    private static JsonNode value(JsonNode schema) {
        var branches =
                StreamSupport.stream(schema.path("oneOf").spliterator(), false)
                        .filter(b -> !b.path("type").asText().equals("null"))
                        .toList();
        return branches.size() == 1 ? branches.getFirst() : schema;
    }

    private static boolean isMap(JsonNode schema) {
        return schema.path("connect.type").asText().equals("map");
    }

    private static boolean isDecimal(JsonNode schema) {
        return schema.path("title").asText().equals("org.apache.kafka.connect.data.Decimal");
    }

    private static JsonNode converted(JsonNode node, JsonNode nullable) {
        var schema = value(nullable);
        if (node.isNull()) {
            return node;
        }
        return switch (schema.path("type").asText()) {
            case "object" -> isMap(schema) ? map(node, schema) : object(node, schema);
            case "array" -> {
                var array = NODES.arrayNode();
                node.forEach(e -> array.add(converted(e, schema.path("items"))));
                yield array;
            }
            case "string" ->
                    NODES.textNode(node.isContainerNode() ? node.toString() : node.asText());
            case "boolean" -> NODES.booleanNode(node.asBoolean());
            case "integer" -> NODES.numberNode(new BigDecimal(node.asText()).longValueExact());
            case "number" ->
                    isDecimal(schema)
                            ? NODES.numberNode(
                                    new BigDecimal(node.asText())
                                            .setScale(
                                                    schema.path("connect.parameters")
                                                            .path("scale")
                                                            .asInt()))
                            : NODES.numberNode(Double.parseDouble(node.asText()));
            default -> node;
        };
    }

    /** Members are found whatever their case; unknown ones are dropped. */
    private static JsonNode object(JsonNode node, JsonNode schema) {
        var object = NODES.objectNode();
        for (var property : schema.path("properties").properties()) {
            for (var member : node.properties()) {
                if (member.getKey().equalsIgnoreCase(property.getKey())) {
                    object.set(
                            property.getKey(), converted(member.getValue(), property.getValue()));
                }
            }
        }
        return object;
    }

    private static ObjectNode map(JsonNode node, JsonNode schema) {
        var map = NODES.objectNode();
        node.properties()
                .forEach(
                        e ->
                                map.set(
                                        e.getKey(),
                                        converted(
                                                e.getValue(),
                                                schema.path("additionalProperties"))));
        return map;
    }

    private static @Nullable Object plain(JsonNode node, JsonNode nullable) {
        var schema = value(nullable);
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        return switch (schema.path("type").asText()) {
            case "object" -> isMap(schema) ? entries(node, schema) : members(node, schema);
            case "array" -> {
                expect(node.isArray(), node, schema);
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(e -> list.add(plain(e, schema.path("items"))));
                yield list;
            }
            case "string" -> {
                expect(node.isTextual(), node, schema);
                yield schema.path("connect.type").asText().equals("bytes")
                        ? Base64.getDecoder().decode(node.textValue())
                        : node.textValue();
            }
            case "boolean" -> {
                expect(node.isBoolean(), node, schema);
                yield node.booleanValue();
            }
            case "integer" -> {
                expect(node.isIntegralNumber(), node, schema);
                yield node.numberValue();
            }
            case "number" -> {
                expect(node.isNumber(), node, schema);
                yield isDecimal(schema) ? node.decimalValue() : (Number) node.doubleValue();
            }
            default -> throw new UnreadableOutputException("A schema without a type: " + schema);
        };
    }

    private static LinkedHashMap<String, @Nullable Object> members(JsonNode node, JsonNode schema) {
        expect(node.isObject(), node, schema);
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (var property : schema.path("properties").properties()) {
            members.put(
                    property.getKey(), plain(node.path(property.getKey()), property.getValue()));
        }
        return members;
    }

    private static LinkedHashMap<String, @Nullable Object> entries(JsonNode node, JsonNode schema) {
        expect(node.isObject(), node, schema);
        var entries = new LinkedHashMap<String, @Nullable Object>();
        for (var entry : node.properties()) {
            entries.put(
                    entry.getKey(), plain(entry.getValue(), schema.path("additionalProperties")));
        }
        return entries;
    }

    private static void expect(boolean fits, JsonNode node, JsonNode schema) {
        if (!fits) {
            throw new UnreadableOutputException(
                    "The output %s is not of the schema %s".formatted(node, schema));
        }
    }
}
