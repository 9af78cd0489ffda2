// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

/**
 * Snapshots as JSON. One that fits is one record, which programs that know no snapshots take for an
 * entry that never applies. A larger one is several, of a format that programs which don't know
 * parts refuse: to them it would be a catalog with holes.
 */
final class SnapshotCodec {
    /**
     * What brokers take of a record by default is 1 MB, and it is compressed to a tenth or so.
     * Larger than that is only a single statement's change that is.
     */
    static final int MOST_BYTES = 2 << 20;

    static final int PARTS_VERSION = 2;
    private static final int VERSION = 1;
    private static final long NO_BASE = -1;
    private static final String SNAPSHOT = "snapshot";
    private static final String PART = "part";
    private static final String COMMANDS = "commands";

    private SnapshotCodec() {}

    /** A part under way. */
    private static final class Chunk {
        private final List<JsonNode> changes = new ArrayList<>();
        private final List<JsonNode> commands = new ArrayList<>();
        private int bytes;
    }

    /**
     * The records that a snapshot is, in the order to write them.
     *
     * @param mostBytes of a record, but for one whose single change is larger
     */
    static List<byte[]> encode(CatalogSnapshot snapshot, int mostBytes) {
        var chunks = chunks(snapshot, mostBytes);
        var records = new ArrayList<byte[]>();
        for (int i = 0; i < chunks.size(); i++) {
            boolean whole = chunks.size() == 1;
            var node =
                    CatalogCodec.header(
                            whole ? VERSION : PARTS_VERSION,
                            snapshot.id(),
                            NO_BASE,
                            snapshot.writer(),
                            snapshot.timestampMillis());
            var command = node.putObject("command");
            command.put("id", "catalog/snapshot");
            command.put("message", "Catalog written anew");
            var about = node.putObject(SNAPSHOT);
            about.put("version", snapshot.state().version());
            about.put("readTo", snapshot.readTo());
            if (!whole) {
                about.put(PART, i);
                about.put("of", chunks.size());
            }
            node.putArray("changes").addAll(chunks.get(i).changes);
            if (!chunks.get(i).commands.isEmpty()) {
                node.putArray(COMMANDS).addAll(chunks.get(i).commands);
            }
            records.add(CatalogCodec.bytes(node));
        }
        return records;
    }

    private static List<Chunk> chunks(CatalogSnapshot snapshot, int mostBytes) {
        var chunks = new ArrayList<Chunk>();
        chunks.add(new Chunk());
        for (var change : snapshot.state().changesFromNothing()) {
            var node = CatalogCodec.encode(change);
            fitting(chunks, node, mostBytes).changes.add(node);
        }
        for (var command : snapshot.commands()) {
            var node = CatalogCodec.encode(command);
            fitting(chunks, node, mostBytes).commands.add(node);
        }
        return chunks;
    }

    private static Chunk fitting(List<Chunk> chunks, ObjectNode node, int mostBytes) {
        int size = CatalogCodec.bytes(node).length + 1;
        var last = chunks.getLast();
        if (last.bytes > 0 && last.bytes + size > mostBytes) {
            last = new Chunk();
            chunks.add(last);
        }
        last.bytes += size;
        return last;
    }

    /** Whether a record is a snapshot or a part of one. */
    static boolean isSnapshot(JsonNode node) {
        return node.has(SNAPSHOT);
    }

    /**
     * @param changes of the record
     * @throws IllegalArgumentException for something else
     */
    static LogRecord decode(JsonNode node, List<CatalogChange> changes) {
        var about = CatalogCodec.required(node, SNAPSHOT);
        var id = CatalogCodec.text(node, "id");
        var writer = CatalogCodec.text(node, "writer");
        long at = CatalogCodec.required(node, "at").asLong();
        long readTo = CatalogCodec.required(about, "readTo").asLong();
        long version = CatalogCodec.required(about, "version").asLong();
        var commands = new ArrayList<CatalogEntry.Command>();
        node.path(COMMANDS).forEach(c -> commands.add(CatalogCodec.decodeCommand(c)));
        if (about.has(PART)) {
            return new SnapshotPart(
                    id,
                    writer,
                    at,
                    readTo,
                    version,
                    about.get(PART).asInt(),
                    CatalogCodec.required(about, "of").asInt(),
                    changes,
                    commands);
        }
        return new CatalogSnapshot(
                id, writer, at, readTo, CatalogState.fromNothing(version, changes), commands);
    }
}
