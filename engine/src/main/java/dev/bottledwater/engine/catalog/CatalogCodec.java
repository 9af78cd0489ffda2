// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.sql.catalog.QueryInfo;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Entries of the catalog log as JSON. The format is written out by hand, so that renaming a class
 * can't change what is stored; {@code v} is its version.
 */
final class CatalogCodec {
    private static final int VERSION = 1;

    /** Only what older programs must not pass over is written in it. */
    private static final int NEWEST = SnapshotCodec.PARTS_VERSION;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CatalogCodec() {}

    static byte[] encode(CatalogEntry entry) {
        var node =
                header(VERSION, entry.id(), entry.base(), entry.writer(), entry.timestampMillis());
        node.set("command", encode(entry.command()));
        var array = node.putArray("changes");
        entry.changes().forEach(change -> array.add(encode(change)));
        return bytes(node);
    }

    static ObjectNode encode(CatalogEntry.Command command) {
        var node = NODES.objectNode();
        node.put("id", command.id());
        node.put("message", command.message());
        if (command.queryId() != null) {
            node.put("query", command.queryId());
        }
        return node;
    }

    static CatalogEntry.Command decodeCommand(JsonNode command) {
        return new CatalogEntry.Command(
                text(command, "id"), text(command, "message"), optional(command, "query"));
    }

    static ObjectNode header(int version, String id, long base, String writer, long at) {
        var node = NODES.objectNode();
        node.put("v", version);
        node.put("id", id);
        node.put("base", base);
        node.put("writer", writer);
        node.put("at", at);
        return node;
    }

    static byte[] bytes(ObjectNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    /**
     * @param topic and {@code offset} tell where the bytes were read, for the message
     * @throws CatalogLogException when they are neither an entry nor a snapshot, or of a newer
     *     format
     */
    static LogRecord decode(byte @Nullable [] bytes, String topic, long offset) {
        try {
            if (bytes == null) {
                throw new IllegalArgumentException("the record is empty");
            }
            var node = MAPPER.readTree(bytes);
            var version = required(node, "v").asInt();
            if (version > NEWEST) {
                throw new CatalogLogException(
                        "The catalog log, topic '%s', holds an entry of format %d at offset %d and this program knows formats up to %d: run a newer bottled-water."
                                .formatted(topic, version, offset, NEWEST),
                        null);
            }
            var command = required(node, "command");
            var changes = new ArrayList<CatalogChange>();
            required(node, "changes").forEach(change -> changes.add(decodeChange(change)));
            if (SnapshotCodec.isSnapshot(node)) {
                return SnapshotCodec.decode(node, changes);
            }
            return new CatalogEntry(
                    text(node, "id"),
                    required(node, "base").asLong(),
                    text(node, "writer"),
                    required(node, "at").asLong(),
                    decodeCommand(command),
                    changes);
        } catch (IOException | IllegalArgumentException e) {
            throw new CatalogLogException(
                    "The catalog log, topic '%s', holds something that is no entry at offset %d (%s); another program must not write to this topic. To go on without this record, and without what it may have changed, set KSQL_BW_CATALOG_SKIP=%d."
                            .formatted(topic, offset, reason(e), offset),
                    e);
        }
    }

    /** Jackson's own message has lines of positions behind its sentence. */
    private static String reason(Exception e) {
        return e instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(e.getMessage());
    }

    static ObjectNode encode(CatalogChange change) {
        var node = NODES.objectNode();
        switch (change) {
            case CatalogChange.PutSource put ->
                    node.set("putSource", SchemaJson.encode(put.source()));
            case CatalogChange.DropSource drop -> node.put("dropSource", drop.name());
            case CatalogChange.PutType put -> {
                var type = node.putObject("putType");
                type.put("name", put.name());
                type.set("type", SchemaJson.encode(put.type()));
            }
            case CatalogChange.DropType drop -> node.put("dropType", drop.name());
            case CatalogChange.PutQuery put -> node.set("putQuery", encode(put.query()));
            case CatalogChange.DropQuery drop -> node.put("dropQuery", drop.id());
            case CatalogChange.SetPaused set ->
                    node.put(set.paused() ? "pause" : "resume", set.id());
        }
        return node;
    }

    private static CatalogChange decodeChange(JsonNode node) {
        if (node.size() != 1) {
            throw new IllegalArgumentException("a change has one member");
        }
        var member = node.properties().iterator().next();
        var value = member.getValue();
        return switch (member.getKey()) {
            case "putSource" -> new CatalogChange.PutSource(SchemaJson.decodeSource(value));
            case "dropSource" -> new CatalogChange.DropSource(value.asText());
            case "putType" ->
                    new CatalogChange.PutType(
                            text(value, "name"), SchemaJson.decodeType(required(value, "type")));
            case "dropType" -> new CatalogChange.DropType(value.asText());
            case "putQuery" -> new CatalogChange.PutQuery(decodeQuery(value));
            case "dropQuery" -> new CatalogChange.DropQuery(value.asText());
            case "pause" -> new CatalogChange.SetPaused(value.asText(), true);
            case "resume" -> new CatalogChange.SetPaused(value.asText(), false);
            default -> throw new IllegalArgumentException("unknown change " + member.getKey());
        };
    }

    private static ObjectNode encode(StoredQuery query) {
        var node = NODES.objectNode();
        node.put("id", query.id());
        node.put("statement", query.info().statement());
        var sources = node.putArray("sources");
        query.info().sources().forEach(sources::add);
        node.put("sink", query.info().sink());
        node.put("plan", query.plan());
        var properties = node.putObject("properties");
        new TreeMap<>(query.properties()).forEach(properties::put);
        if (query.paused()) {
            node.put("paused", true);
        }
        return node;
    }

    private static StoredQuery decodeQuery(JsonNode node) {
        List<String> sources = new ArrayList<>();
        required(node, "sources").forEach(source -> sources.add(source.asText()));
        Map<String, String> properties = new LinkedHashMap<>();
        required(node, "properties")
                .properties()
                .forEach(p -> properties.put(p.getKey(), p.getValue().asText()));
        return new StoredQuery(
                new QueryInfo(
                        text(node, "id"), text(node, "statement"), sources, text(node, "sink")),
                text(node, "plan"),
                properties,
                node.path("paused").asBoolean(false));
    }

    static JsonNode required(JsonNode node, String member) {
        var value = node.get(member);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException("the member '" + member + "' is missing");
        }
        return value;
    }

    static String text(JsonNode node, String member) {
        return required(node, member).asText();
    }

    static @Nullable String optional(JsonNode node, String member) {
        var value = node.get(member);
        return value == null || value.isNull() ? null : value.asText();
    }
}
