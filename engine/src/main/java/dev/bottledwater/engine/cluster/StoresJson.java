// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.result.HostStatus.Lag;
import dev.bottledwater.engine.result.HostStatus.Partition;
import dev.bottledwater.engine.result.HostStatus.QueryStores;
import dev.bottledwater.engine.result.HostStatus.Tasks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Which stores an instance has, as instances tell each other. Written out by hand: during a deploy
 * instances of different versions talk to each other.
 */
final class StoresJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StoresJson() {}

    static byte[] encode(Map<String, QueryStores> queries) {
        var root = JsonNodeFactory.instance.objectNode();
        queries.forEach(
                (id, stores) -> {
                    var query = root.putObject(id).put("app", stores.applicationId());
                    encode(query.putObject("active"), stores.active());
                    encode(query.putObject("standby"), stores.standby());
                    var lags = query.putObject("lags");
                    stores.lags()
                            .forEach(
                                    (store, partitions) -> {
                                        var byPartition = lags.putObject(store);
                                        partitions.forEach(
                                                (partition, lag) ->
                                                        byPartition
                                                                .putArray(partition.toString())
                                                                .add(lag.position())
                                                                .add(lag.end()));
                                    });
                });
        try {
            return MAPPER.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    private static void encode(ObjectNode node, Tasks tasks) {
        var stores = node.putArray("stores");
        tasks.stores().forEach(stores::add);
        var topics = node.putObject("partitions");
        tasks.partitions().forEach(p -> topics.withArray(p.topic()).add(p.partition()));
    }

    /**
     * @throws IllegalArgumentException for bytes that aren't so
     */
    static SequencedMap<String, QueryStores> decode(byte[] bytes) {
        try {
            var queries = new TreeMap<String, QueryStores>();
            for (var query : MAPPER.readTree(bytes).properties()) {
                var node = query.getValue();
                queries.put(
                        query.getKey(),
                        new QueryStores(
                                node.path("app").asText(),
                                tasks(node.path("active")),
                                tasks(node.path("standby")),
                                lags(node.path("lags"))));
            }
            return queries;
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private static Tasks tasks(JsonNode node) {
        var stores = new ArrayList<String>();
        node.path("stores").forEach(s -> stores.add(s.asText()));
        var partitions = new ArrayList<Partition>();
        for (var topic : node.path("partitions").properties()) {
            topic.getValue().forEach(p -> partitions.add(new Partition(topic.getKey(), p.asInt())));
        }
        return new Tasks(stores, partitions);
    }

    private static SequencedMap<String, SequencedMap<Integer, Lag>> lags(JsonNode node) {
        var lags = new TreeMap<String, SequencedMap<Integer, Lag>>();
        for (var store : node.properties()) {
            var byPartition = new TreeMap<Integer, Lag>();
            for (var lag : store.getValue().properties()) {
                byPartition.put(
                        Integer.valueOf(lag.getKey()),
                        new Lag(lag.getValue().path(0).asLong(), lag.getValue().path(1).asLong()));
            }
            lags.put(store.getKey(), byPartition);
        }
        return lags;
    }
}
