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
    private static final long NO_BASE = -1;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CatalogCodec() {}

    static byte[] encode(CatalogEntry entry) {
        var node = header(entry.id(), entry.base(), entry.writer(), entry.timestampMillis());
        var command = node.putObject("command");
        command.put("id", entry.command().id());
        command.put("message", entry.command().message());
        if (entry.command().queryId() != null) {
            command.put("query", entry.command().queryId());
        }
        return bytes(node, entry.changes());
    }

    /** To programs that know no snapshots it is an entry that never applies. */
    static byte[] encode(CatalogSnapshot snapshot) {
        var node = header(snapshot.id(), NO_BASE, snapshot.writer(), snapshot.timestampMillis());
        var command = node.putObject("command");
        command.put("id", "catalog/snapshot");
        command.put("message", "Catalog written anew");
        var snapshotted = node.putObject("snapshot");
        snapshotted.put("version", snapshot.state().version());
        snapshotted.put("readTo", snapshot.readTo());
        return bytes(node, snapshot.state().changesFromNothing());
    }

    private static ObjectNode header(String id, long base, String writer, long at) {
        var node = NODES.objectNode();
        node.put("v", VERSION);
        node.put("id", id);
        node.put("base", base);
        node.put("writer", writer);
        node.put("at", at);
        return node;
    }

    private static byte[] bytes(ObjectNode node, List<CatalogChange> changes) {
        var array = node.putArray("changes");
        changes.forEach(change -> array.add(encode(change)));
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
            if (version > VERSION) {
                throw new CatalogLogException(
                        "The catalog log, topic '%s', holds an entry of format %d at offset %d and this program knows formats up to %d: run a newer bottled-water."
                                .formatted(topic, version, offset, VERSION),
                        null);
            }
            var command = required(node, "command");
            var changes = new ArrayList<CatalogChange>();
            required(node, "changes").forEach(change -> changes.add(decodeChange(change)));
            if (node.has("snapshot")) {
                var snapshot = node.get("snapshot");
                return new CatalogSnapshot(
                        text(node, "id"),
                        text(node, "writer"),
                        required(node, "at").asLong(),
                        required(snapshot, "readTo").asLong(),
                        CatalogState.fromNothing(required(snapshot, "version").asLong(), changes));
            }
            return new CatalogEntry(
                    text(node, "id"),
                    required(node, "base").asLong(),
                    text(node, "writer"),
                    required(node, "at").asLong(),
                    new CatalogEntry.Command(
                            text(command, "id"),
                            text(command, "message"),
                            optional(command, "query")),
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

    private static ObjectNode encode(CatalogChange change) {
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
