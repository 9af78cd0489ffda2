// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import static dev.bottledwater.engine.physical.StepJson.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.catalog.SchemaJson;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.schema.TimestampColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Scanned sources, their columns and windows as JSON. */
final class SourceJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SourceJson() {}

    static ObjectNode encode(ScannedSource source) {
        var node = NODES.objectNode();
        node.put("name", source.name());
        node.put("kind", source.kind().name());
        node.put("topic", source.topic());
        node.set("key", SchemaJson.encodeColumns(source.keyColumns()));
        node.set("value", SchemaJson.encodeColumns(source.valueColumns()));
        node.set("keyFormat", SchemaJson.encode(source.keyFormat()));
        node.set("valueFormat", SchemaJson.encode(source.valueFormat()));
        put(node, source.window());
        put(node, source.timestamp());
        return node;
    }

    static ScannedSource decode(JsonNode node) {
        return new ScannedSource(
                member(node, "name").asText(),
                SourceKind.valueOf(member(node, "kind").asText()),
                member(node, "topic").asText(),
                SchemaJson.decodeColumns(member(node, "key")),
                SchemaJson.decodeColumns(member(node, "value")),
                SchemaJson.decodeFormat(member(node, "keyFormat")),
                SchemaJson.decodeFormat(member(node, "valueFormat")),
                window(node),
                timestamp(node));
    }

    /** Columns by kind: {@code ["key",0,"ID","BIGINT"]}, {@code ["pseudo","ROWTIME"]}. */
    static ArrayNode encodeScan(List<ScanColumn> columns) {
        var array = NODES.arrayNode();
        for (var column : columns) {
            array.add(
                    switch (column) {
                        case ScanColumn.Key(int index, var c) -> indexed("key", index, c);
                        case ScanColumn.Value(int index, var c) -> indexed("value", index, c);
                        case ScanColumn.Pseudo(var pseudo) ->
                                NODES.arrayNode().add("pseudo").add(pseudo.name());
                        case ScanColumn.Header(var name, var header, var type) ->
                                NODES.arrayNode()
                                        .add("header")
                                        .add(name)
                                        .add(header)
                                        .add(SchemaJson.encode(type));
                    });
        }
        return array;
    }

    private static ArrayNode indexed(String kind, int index, Column column) {
        return NODES.arrayNode()
                .add(kind)
                .add(index)
                .add(column.name())
                .add(SchemaJson.encode(column.type()));
    }

    static List<ScanColumn> decodeScan(JsonNode array) {
        var columns = new ArrayList<ScanColumn>();
        for (var c : array) {
            columns.add(
                    switch (c.get(0).asText()) {
                        case "key" -> new ScanColumn.Key(c.get(1).asInt(), column(c));
                        case "value" -> new ScanColumn.Value(c.get(1).asInt(), column(c));
                        case "pseudo" ->
                                new ScanColumn.Pseudo(PseudoColumn.valueOf(c.get(1).asText()));
                        case "header" ->
                                new ScanColumn.Header(
                                        c.get(1).asText(),
                                        c.get(2).asText(),
                                        SchemaJson.decodeType(c.get(3)));
                        default ->
                                throw new IllegalArgumentException(
                                        "unknown column kind '" + c.get(0).asText() + "'");
                    });
        }
        return columns;
    }

    private static Column column(JsonNode node) {
        return new Column(node.get(2).asText(), SchemaJson.decodeType(node.get(3)));
    }

    static void put(ObjectNode node, @Nullable KeyWindow window) {
        if (window != null) {
            var w = node.putObject("window");
            w.put("type", window.type().name());
            window.size().ifPresent(size -> w.put("size", size));
        }
    }

    static @Nullable KeyWindow window(JsonNode node) {
        var w = node.get("window");
        return w == null
                ? null
                : new KeyWindow(
                        KeyWindow.Type.valueOf(member(w, "type").asText()),
                        w.has("size") ? w.get("size").asLong() : null);
    }

    static void put(ObjectNode node, @Nullable TimestampColumn timestamp) {
        if (timestamp != null) {
            var t = node.putObject("timestamp");
            t.put("column", timestamp.column());
            if (timestamp.format() != null) {
                t.put("format", timestamp.format());
            }
        }
    }

    static @Nullable TimestampColumn timestamp(JsonNode node) {
        var t = node.get("timestamp");
        return t == null
                ? null
                : new TimestampColumn(
                        member(t, "column").asText(),
                        t.has("format") ? t.get("format").asText() : null);
    }

    static ObjectNode encode(Windowing windowing) {
        var node = NODES.objectNode();
        node.put("type", windowing.type().name());
        node.put("size", windowing.size());
        node.put("advance", windowing.advance());
        if (windowing.retention() != null) {
            node.put("retention", windowing.retention());
        }
        if (windowing.grace() != null) {
            node.put("grace", windowing.grace());
        }
        if (windowing.emitFinal()) {
            node.put("final", true);
        }
        return node;
    }

    static Windowing decodeWindowing(JsonNode node) {
        return new Windowing(
                KeyWindow.Type.valueOf(member(node, "type").asText()),
                member(node, "size").asLong(),
                member(node, "advance").asLong(),
                node.has("retention") ? node.get("retention").asLong() : null,
                node.has("grace") ? node.get("grace").asLong() : null,
                node.path("final").asBoolean(false));
    }
}
