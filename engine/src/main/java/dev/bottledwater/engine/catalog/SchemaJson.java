// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static dev.bottledwater.engine.catalog.CatalogCodec.optional;
import static dev.bottledwater.engine.catalog.CatalogCodec.required;
import static dev.bottledwater.engine.catalog.CatalogCodec.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.HeaderColumn;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.schema.TimestampColumn;
import dev.bottledwater.sql.type.SqlType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sources and types as JSON: {@code "BIGINT"}, {@code {"decimal":[10,2]}}, {@code
 * {"struct":[["A","STRING"]]}} …
 */
public final class SchemaJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SchemaJson() {}

    public static JsonNode encode(SqlType type) {
        return switch (type) {
            case SqlType.Primitive p -> NODES.textNode(p.name());
            case SqlType.Decimal(int precision, int scale) ->
                    NODES.objectNode().set("decimal", NODES.arrayNode().add(precision).add(scale));
            case SqlType.Array(SqlType element) -> NODES.objectNode().set("array", encode(element));
            case SqlType.Map(SqlType key, SqlType value) ->
                    NODES.objectNode()
                            .set("map", NODES.arrayNode().add(encode(key)).add(encode(value)));
            case SqlType.Struct(List<SqlType.Field> fields) -> {
                var array = NODES.arrayNode();
                fields.forEach(f -> array.add(pair(f.name(), f.type())));
                yield NODES.objectNode().set("struct", array);
            }
        };
    }

    public static SqlType decodeType(JsonNode node) {
        if (node.isTextual()) {
            return SqlType.Primitive.valueOf(node.asText());
        }
        var member = node.properties().iterator().next();
        var value = member.getValue();
        return switch (member.getKey()) {
            case "decimal" -> new SqlType.Decimal(value.get(0).asInt(), value.get(1).asInt());
            case "array" -> new SqlType.Array(decodeType(value));
            case "map" -> new SqlType.Map(decodeType(value.get(0)), decodeType(value.get(1)));
            case "struct" -> {
                var fields = new ArrayList<SqlType.Field>();
                value.forEach(
                        f ->
                                fields.add(
                                        new SqlType.Field(
                                                f.get(0).asText(), decodeType(f.get(1)))));
                yield new SqlType.Struct(fields);
            }
            default -> throw new IllegalArgumentException("unknown type " + member.getKey());
        };
    }

    static ObjectNode encode(Source source) {
        var node = NODES.objectNode();
        node.put("name", source.name());
        node.put("kind", source.kind().name());
        node.set("key", encodeColumns(source.schema().key()));
        node.set("value", encodeColumns(source.schema().value()));
        if (!source.headers().isEmpty()) {
            var headers = node.putArray("headers");
            source.headers().forEach(h -> headers.addArray().add(h.name()).add(h.header()));
        }
        node.put("topic", source.topic());
        node.set("keyFormat", encode(source.keyFormat()));
        node.set("valueFormat", encode(source.valueFormat()));
        var window = source.window();
        if (window != null) {
            var w = node.putObject("window");
            w.put("type", window.type().name());
            window.size().ifPresent(size -> w.put("size", size));
        }
        var timestamp = source.timestamp();
        if (timestamp != null) {
            var t = node.putObject("timestamp");
            t.put("column", timestamp.column());
            if (timestamp.format() != null) {
                t.put("format", timestamp.format());
            }
        }
        if (source.readOnly()) {
            node.put("readOnly", true);
        }
        node.put("statement", source.statement());
        source.createdByQuery().ifPresent(id -> node.put("createdBy", id));
        return node;
    }

    static Source decodeSource(JsonNode node) {
        var window = node.get("window");
        var timestamp = node.get("timestamp");
        return new Source(
                text(node, "name"),
                SourceKind.valueOf(text(node, "kind")),
                RowSchema.of(
                        decodeColumns(required(node, "key")),
                        decodeColumns(required(node, "value"))),
                decodeHeaders(node.path("headers")),
                text(node, "topic"),
                decodeFormat(required(node, "keyFormat")),
                decodeFormat(required(node, "valueFormat")),
                window == null
                        ? null
                        : new KeyWindow(
                                KeyWindow.Type.valueOf(text(window, "type")),
                                window.has("size") ? window.get("size").asLong() : null),
                timestamp == null
                        ? null
                        : new TimestampColumn(
                                text(timestamp, "column"), optional(timestamp, "format")),
                node.path("readOnly").asBoolean(false),
                text(node, "statement"),
                optional(node, "createdBy"));
    }

    private static List<HeaderColumn> decodeHeaders(JsonNode node) {
        var headers = new ArrayList<HeaderColumn>();
        node.forEach(h -> headers.add(new HeaderColumn(h.get(0).asText(), h.get(1).asText())));
        return headers;
    }

    public static ArrayNode encodeColumns(List<Column> columns) {
        var array = NODES.arrayNode();
        columns.forEach(c -> array.add(pair(c.name(), c.type())));
        return array;
    }

    public static List<Column> decodeColumns(JsonNode node) {
        var columns = new ArrayList<Column>();
        node.forEach(c -> columns.add(new Column(c.get(0).asText(), decodeType(c.get(1)))));
        return columns;
    }

    private static ArrayNode pair(String name, SqlType type) {
        return NODES.arrayNode().add(name).add(encode(type));
    }

    public static ObjectNode encode(FormatSpec format) {
        var node = NODES.objectNode();
        node.put("name", format.name());
        if (!format.properties().isEmpty()) {
            var properties = node.putObject("properties");
            new TreeMap<>(format.properties()).forEach(properties::put);
        }
        if (format.wrapping() != FormatSpec.Wrapping.DEFAULT) {
            node.put("wrapping", format.wrapping().name());
        }
        return node;
    }

    public static FormatSpec decodeFormat(JsonNode node) {
        Map<String, String> properties = new LinkedHashMap<>();
        node.path("properties")
                .properties()
                .forEach(p -> properties.put(p.getKey(), p.getValue().asText()));
        var wrapping = optional(node, "wrapping");
        return new FormatSpec(
                text(node, "name"),
                properties,
                wrapping == null
                        ? FormatSpec.Wrapping.DEFAULT
                        : FormatSpec.Wrapping.valueOf(wrapping));
    }
}
