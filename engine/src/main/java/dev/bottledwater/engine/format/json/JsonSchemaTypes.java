// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.json.JsonSchemaDocument.Part;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The SQL types of JSON Schemas: integers are BIGINT and numbers DOUBLE unless Connect's type
 * beside them says otherwise, an enum is STRING, an object is a STRUCT of its properties unless
 * Connect calls it a map. Of a choice only one type with null means something. What has no SQL
 * type, and an object within itself, is left out.
 */
final class JsonSchemaTypes {
    private static final int CONNECT_PRECISION = 64;

    private JsonSchemaTypes() {}

    /**
     * @throws UnusableSchemaException when nothing is left
     */
    static SqlType of(JsonSchemaDocument document) {
        return type(document.root(), List.of())
                .orElseThrow(
                        () ->
                                new UnusableSchemaException(
                                        "the JSON Schema has no part that SQL has a type for"));
    }

    private static Optional<SqlType> type(Part schema, List<JsonNode> within) {
        var part = value(schema);
        var node = part.node();
        if (within.stream().anyMatch(n -> n == node)) {
            return Optional.empty();
        }
        return switch (kind(node)) {
            case "boolean" -> Optional.of(Primitive.BOOLEAN);
            case "integer" -> integer(node);
            case "number" -> number(node);
            case "string" -> text(node);
            case "array" -> array(part, within);
            case "object" -> object(part, within);
            default -> Optional.empty();
        };
    }

    /**
     * The schema of what is not null: the only other one of a choice, or the schema itself. A
     * choice of several is itself, and has no kind.
     */
    static Part value(Part schema) {
        var part = schema;
        for (var choice = choice(part.node()); choice.isPresent(); choice = choice(part.node())) {
            part = part.within(choice.get());
        }
        return part;
    }

    private static Optional<JsonNode> choice(JsonNode node) {
        for (var word : List.of("oneOf", "anyOf", "allOf")) {
            var branches =
                    StreamSupport.stream(node.path(word).spliterator(), false)
                            .filter(b -> !b.path("type").asText().equals("null"))
                            .toList();
            if (branches.size() == 1 && !node.has("properties")) {
                return Optional.of(branches.getFirst());
            }
        }
        return Optional.empty();
    }

    /** Whether a schema takes null. */
    static boolean takesNull(Part schema) {
        var node = schema.node();
        return isNull(node.path("type"))
                || node.isBoolean() && node.booleanValue()
                || StreamSupport.stream(node.path("oneOf").spliterator(), false)
                        .anyMatch(b -> takesNull(schema.within(b)))
                || StreamSupport.stream(node.path("anyOf").spliterator(), false)
                        .anyMatch(b -> takesNull(schema.within(b)))
                || StreamSupport.stream(node.path("enum").spliterator(), false)
                        .anyMatch(JsonNode::isNull);
    }

    private static boolean isNull(JsonNode type) {
        return type.asText().equals("null")
                || StreamSupport.stream(type.spliterator(), false)
                        .anyMatch(t -> t.asText().equals("null"));
    }

    /** JSON's type, whether it is said or follows from other words; empty when it is open. */
    static String kind(JsonNode node) {
        var type = node.path("type");
        if (type.isTextual()) {
            return type.textValue();
        }
        var types =
                StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::asText)
                        .filter(t -> !t.equals("null"))
                        .toList();
        if (types.size() == 1) {
            return types.getFirst();
        }
        if (node.path("enum").isArray() || node.path("const").isTextual()) {
            return "string";
        }
        if (node.path("properties").isObject() || node.path("allOf").isArray()) {
            return "object";
        }
        return node.path("items").isObject() ? "array" : "";
    }

    private static String connectType(JsonNode node) {
        return node.path(JsonSchemas.TYPE).asText();
    }

    private static boolean is(JsonNode node, String logical) {
        return node.path("title").asText().equals(JsonSchemas.LOGICAL + logical);
    }

    private static Optional<SqlType> integer(JsonNode node) {
        if (is(node, "Date")) {
            return Optional.of(Primitive.DATE);
        }
        if (is(node, "Time")) {
            return Optional.of(Primitive.TIME);
        }
        if (is(node, "Timestamp")) {
            return Optional.of(Primitive.TIMESTAMP);
        }
        return switch (connectType(node)) {
            case "int8", "int16", "int32" -> Optional.of(Primitive.INTEGER);
            default -> Optional.of(Primitive.BIGINT);
        };
    }

    private static Optional<SqlType> number(JsonNode node) {
        return is(node, "Decimal") ? decimal(node) : Optional.of(Primitive.DOUBLE);
    }

    private static Optional<SqlType> text(JsonNode node) {
        if (is(node, "Decimal")) {
            return decimal(node);
        }
        return Optional.of(connectType(node).equals("bytes") ? Primitive.BYTES : Primitive.STRING);
    }

    /** Whether a decimal is its unscaled value in base64, which is Connect's default. */
    static boolean isBase64Decimal(JsonNode node) {
        return kind(node).equals("string") && is(node, "Decimal");
    }

    private static Optional<SqlType> decimal(JsonNode node) {
        var parameters = node.path(JsonSchemas.PARAMETERS);
        int scale = parameters.path("scale").asInt(0);
        int precision = parameters.path(JsonSchemas.PRECISION).asInt(CONNECT_PRECISION);
        return scale < 0 || precision < 1 || scale > precision
                ? Optional.empty()
                : Optional.of(new SqlType.Decimal(precision, scale));
    }

    private static Optional<SqlType> array(Part part, List<JsonNode> within) {
        var items = part.node().path("items");
        if (!items.isObject()) {
            return Optional.empty();
        }
        var element = part.within(items);
        if (!isMap(part)) {
            return type(element, within).map(SqlType.Array::new);
        }
        var entry = properties(value(element));
        return Optional.ofNullable(entry.get("key"))
                .flatMap(key -> type(key, within))
                .flatMap(
                        key ->
                                Optional.ofNullable(entry.get("value"))
                                        .flatMap(value -> type(value, within))
                                        .map(value -> new SqlType.Map(key, value)));
    }

    /** Whether this is a map to Connect. */
    static boolean isMap(Part part) {
        return connectType(part.node()).equals("map");
    }

    private static Optional<SqlType> object(Part part, List<JsonNode> within) {
        var inner = new ArrayList<>(within);
        inner.add(part.node());
        var additional = part.node().path("additionalProperties");
        if (isMap(part)) {
            return additional.isObject()
                    ? type(part.within(additional), inner)
                            .map(value -> new SqlType.Map(Primitive.STRING, value))
                    : Optional.empty();
        }
        var fields = new ArrayList<SqlType.Field>();
        properties(part)
                .forEach(
                        (name, property) ->
                                type(property, inner)
                                        .ifPresent(t -> fields.add(new SqlType.Field(name, t))));
        return fields.isEmpty() ? Optional.empty() : Optional.of(new SqlType.Struct(fields));
    }

    /**
     * The properties of an object by Connect's index, those without one where they stand; and those
     * of all that it must match, too.
     */
    static Map<String, Part> properties(Part object) {
        var found = new LinkedHashMap<String, Part>();
        var entries = new ArrayList<>(object.node().path("properties").properties());
        var positions = new ArrayList<Integer>();
        for (int i = 0; i < entries.size(); i++) {
            positions.add(entries.get(i).getValue().path(JsonSchemas.INDEX).asInt(i));
        }
        var order = new ArrayList<Integer>();
        for (int i = 0; i < entries.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing(positions::get));
        for (int i : order) {
            found.put(entries.get(i).getKey(), object.within(entries.get(i).getValue()));
        }
        for (var all : object.node().path("allOf")) {
            properties(object.within(all)).forEach(found::putIfAbsent);
        }
        return found;
    }
}
