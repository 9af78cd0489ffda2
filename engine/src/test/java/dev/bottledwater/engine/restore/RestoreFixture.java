// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What a program of some version left on the cluster of one query, and how the query goes on.
 *
 * @param statements what the query was created with, to read; the plan is what runs
 * @param plan the plan as it is stored in the catalog log
 * @param before the input that made the state
 * @param underWay input of which the rows were still in a repartition topic
 * @param topics all internal topics with their records, by the part of their name behind the
 *     application's id
 * @param waiting what comes out for {@code underWay}
 * @param then further input and what comes out for each
 */
public record RestoreFixture(
        String statements,
        JsonNode plan,
        List<StoredRecord> before,
        List<StoredRecord> underWay,
        SequencedMap<String, List<StoredRecord>> topics,
        List<StoredRecord> waiting,
        List<Then> then) {
    static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** An input record and the output records that it leads to. */
    public record Then(StoredRecord in, List<StoredRecord> out) {}

    String json() {
        var node = MAPPER.createObjectNode();
        node.put("statements", statements);
        node.set("plan", plan);
        node.set("before", encode(before));
        node.set("underWay", encode(underWay));
        var byTopic = node.putObject("topics");
        topics.forEach((topic, records) -> byTopic.set(topic, encode(records)));
        node.set("waiting", encode(waiting));
        var further = node.putArray("then");
        then.forEach(
                t -> {
                    var step = further.addObject();
                    step.set("in", t.in().json());
                    step.set("out", encode(t.out()));
                });
        try {
            return MAPPER.writeValueAsString(node) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fixture of a case, as a program wrote it that stored plans of a version. */
    public static RestoreFixture load(int version, String name) {
        var file = "/restore/v%d/%s.json".formatted(version, name);
        try (var stored = RestoreFixture.class.getResourceAsStream(file)) {
            if (stored == null) {
                throw new IllegalArgumentException("there is no fixture " + file);
            }
            return of(MAPPER.readTree(new String(stored.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RestoreFixture of(JsonNode node) {
        var topics = new TreeMap<String, List<StoredRecord>>();
        for (Map.Entry<String, JsonNode> topic : node.get("topics").properties()) {
            topics.put(topic.getKey(), decode(topic.getValue()));
        }
        var then = new ArrayList<Then>();
        node.get("then")
                .forEach(
                        t ->
                                then.add(
                                        new Then(
                                                StoredRecord.of(t.get("in")),
                                                decode(t.get("out")))));
        return new RestoreFixture(
                node.get("statements").asText(),
                node.get("plan"),
                decode(node.get("before")),
                decode(node.get("underWay")),
                topics,
                decode(node.get("waiting")),
                then);
    }

    private static ArrayNode encode(List<StoredRecord> records) {
        var array = MAPPER.createArrayNode();
        records.forEach(r -> array.add(r.json()));
        return array;
    }

    private static List<StoredRecord> decode(JsonNode array) {
        var records = new ArrayList<StoredRecord>();
        array.forEach(r -> records.add(StoredRecord.of(r)));
        return records;
    }
}
