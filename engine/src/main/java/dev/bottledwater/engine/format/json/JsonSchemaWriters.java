// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.io.SerializedString;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.json.JsonSchemaDocument.Part;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Writers of values with a JSON Schema that others made. A null is left out where the schema has no
 * null for a property that it doesn't require.
 */
final class JsonSchemaWriters {
    private JsonSchemaWriters() {}

    /** The members of an object. */
    private record Members(
            SerializedString[] names, JsonValueWriter[] writers, boolean[] leftOut) {}

    /**
     * The writer of rows.
     *
     * @throws UnusableSchemaException when the schema can't hold the columns, or needs others
     */
    static JsonRowWriter row(RecordLayout layout, Part schema) {
        var columns =
                layout.columns().stream().map(c -> new SqlType.Field(c.name(), c.type())).toList();
        if (layout.unwrapped()) {
            var column = columns.getFirst();
            return JsonRowWriter.bare(of(column.type(), schema, "column " + quoted(column)));
        }
        var object = JsonSchemaTypes.value(schema);
        if (!JsonSchemaTypes.kind(object.node()).equals("object")) {
            throw new UnusableSchemaException(
                    "the JSON Schema is of %s and not of an object with the columns"
                            .formatted(described(object)));
        }
        var members = members(columns, object, "");
        return JsonRowWriter.object(members.names, members.writers, members.leftOut);
    }

    private static String quoted(SqlType.Field field) {
        return "`" + field.name() + "`";
    }

    private static String described(Part part) {
        var kind = JsonSchemaTypes.kind(part.node());
        return kind.isEmpty() ? "no single type" : kind;
    }

    private static Members members(List<SqlType.Field> fields, Part object, String path) {
        var properties = JsonSchemaTypes.properties(object);
        var required =
                StreamSupport.stream(object.node().path("required").spliterator(), false)
                        .map(n -> n.asText())
                        .toList();
        var start = path.isEmpty() ? "column " : path + "->";
        int count = fields.size();
        var members =
                new Members(
                        new SerializedString[count],
                        new JsonValueWriter[count],
                        new boolean[count]);
        for (int i = 0; i < count; i++) {
            var field = fields.get(i);
            var name = start + quoted(field);
            var member = nameIn(properties, field.name());
            var property = properties.get(member);
            if (property == null) {
                if (object.node().path("additionalProperties").asBoolean(true)) {
                    members.writers[i] = JsonValueWriter.of(field.type());
                } else {
                    throw new UnusableSchemaException(
                            "the JSON Schema has no property for " + name);
                }
            } else {
                members.writers[i] = of(field.type(), property, name);
                members.leftOut[i] =
                        !required.contains(member) && !JsonSchemaTypes.takesNull(property);
            }
            members.names[i] = new SerializedString(member);
        }
        for (var name : required) {
            if (fields.stream().noneMatch(f -> nameIn(properties, f.name()).equals(name))) {
                throw new UnusableSchemaException(
                        "the JSON Schema requires %s`%s`, which no column gives"
                                .formatted(start, name));
            }
        }
        return members;
    }

    /** The schema's name of a field, whatever its case; the field's own where it has none. */
    private static String nameIn(Map<String, Part> properties, String name) {
        return properties.containsKey(name)
                ? name
                : properties.keySet().stream()
                        .filter(p -> p.equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(name);
    }

    private static JsonValueWriter of(SqlType type, Part schema, String path) {
        var part = JsonSchemaTypes.value(schema);
        var writer = notNull(type, part, path);
        boolean takesNull =
                JsonSchemaTypes.takesNull(schema) || JsonSchemaTypes.kind(part.node()).isEmpty();
        return (generator, value) -> {
            if (value != null) {
                writer.write(generator, value);
            } else if (takesNull) {
                generator.writeNull();
            } else {
                throw new RowFormatException(
                        path + " is null, which its JSON Schema does not allow");
            }
        };
    }

    private static JsonValueWriter.NonNull notNull(SqlType type, Part part, String path) {
        var kind = JsonSchemaTypes.kind(part.node());
        boolean fits =
                kind.isEmpty()
                        || switch (type) {
                            case Primitive.BOOLEAN -> kind.equals("boolean");
                            case Primitive.STRING, Primitive.BYTES -> kind.equals("string");
                            case Primitive.DOUBLE -> kind.equals("number");
                            case Primitive.INTEGER,
                                    Primitive.BIGINT,
                                    Primitive.DATE,
                                    Primitive.TIME,
                                    Primitive.TIMESTAMP ->
                                    kind.equals("integer") || kind.equals("number");
                            case SqlType.Decimal _ ->
                                    kind.equals("number")
                                            || JsonSchemaTypes.isBase64Decimal(part.node());
                            case SqlType.Array _ -> kind.equals("array");
                            case SqlType.Map _ ->
                                    kind.equals("object")
                                            || kind.equals("array") && JsonSchemaTypes.isMap(part);
                            case SqlType.Struct _ -> kind.equals("object");
                        };
        if (!fits) {
            throw new UnusableSchemaException(
                    "%s is %s, but the JSON Schema has %s".formatted(path, type, described(part)));
        }
        return switch (type) {
            case SqlType.Decimal(_, var scale) when JsonSchemaTypes.isBase64Decimal(part.node()) ->
                    (g, v) ->
                            g.writeBinary(
                                    ((BigDecimal) v).setScale(scale).unscaledValue().toByteArray());
            case Primitive _, SqlType.Decimal _ -> JsonValueWriter.of(type)::write;
            case SqlType.Array(var element) when part.node().path("items").isObject() ->
                    array(of(element, part.within(part.node().path("items")), path + "[…]"));
            case SqlType.Map(_, var value)
                    when kind.equals("object")
                            && part.node().path("additionalProperties").isObject() ->
                    map(
                            of(
                                    value,
                                    part.within(part.node().path("additionalProperties")),
                                    path + "[…]"));
            case SqlType.Map(var key, var value) when kind.equals("array") -> {
                var entry =
                        JsonSchemaTypes.properties(
                                JsonSchemaTypes.value(part.within(part.node().path("items"))));
                var keys = entry.get("key");
                var values = entry.get("value");
                if (keys == null || values == null) {
                    throw new UnusableSchemaException(
                            "%s is %s, but the JSON Schema has another array"
                                    .formatted(path, type));
                }
                yield entries(of(key, keys, path + "[…]"), of(value, values, path + "[…]"));
            }
            case SqlType.Struct(var fields) -> struct(members(fields, part, path));
            case SqlType.Array _, SqlType.Map _ -> JsonValueWriter.of(type)::write;
        };
    }

    private static JsonValueWriter.NonNull array(JsonValueWriter element) {
        return (generator, value) -> {
            generator.writeStartArray();
            for (var e : (List<?>) value) {
                element.write(generator, e);
            }
            generator.writeEndArray();
        };
    }

    private static JsonValueWriter.NonNull map(JsonValueWriter value) {
        return (generator, map) -> {
            generator.writeStartObject();
            for (var entry : ((Map<?, ?>) map).entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                value.write(generator, entry.getValue());
            }
            generator.writeEndObject();
        };
    }

    private static JsonValueWriter.NonNull entries(JsonValueWriter key, JsonValueWriter value) {
        return (generator, map) -> {
            generator.writeStartArray();
            for (var entry : ((Map<?, ?>) map).entrySet()) {
                generator.writeStartObject();
                generator.writeFieldName("key");
                key.write(generator, entry.getKey());
                generator.writeFieldName("value");
                value.write(generator, entry.getValue());
                generator.writeEndObject();
            }
            generator.writeEndArray();
        };
    }

    private static JsonValueWriter.NonNull struct(Members members) {
        return (generator, value) -> {
            var struct = (StructValue) value;
            generator.writeStartObject();
            for (int i = 0; i < members.writers.length; i++) {
                @Nullable Object field = struct.get(i);
                if (field != null || !members.leftOut[i]) {
                    generator.writeFieldName(members.names[i]);
                    members.writers[i].write(generator, field);
                }
            }
            generator.writeEndObject();
        };
    }
}
