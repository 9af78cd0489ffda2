// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.resource;

import org.apache.kafka.streams.TopologyDescription;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How many partitions Kafka Streams gives internal topics (its RepartitionTopics and
 * CopartitionedTopicsEnforcer): one that is read beside a topic of the cluster has as many as that;
 * one that is read alone has as many as the widest topic that is read where it is written; a
 * changelog has as many as the widest topic that is read beside its store.
 */
final class InternalPartitions {
    private final Set<TopologyDescription.Subtopology> parts;
    private final Map<String, Integer> cluster;
    private final Map<String, Integer> internal = new HashMap<>();

    /**
     * @param cluster partitions of the topics that aren't internal, by the names that the topology
     *     has
     */
    InternalPartitions(TopologyDescription topology, Map<String, Integer> cluster) {
        this.parts = topology.subtopologies();
        this.cluster = Map.copyOf(cluster);
        // Each round settles what follows from the one before; there are no circles.
        for (int round = 0; round <= parts.size(); round++) {
            parts.forEach(this::settle);
        }
    }

    private void settle(TopologyDescription.Subtopology part) {
        OptionalInt given = sources(part).filter(cluster::containsKey).mapToInt(cluster::get).max();
        int width = given.orElseGet(() -> widest(part));
        for (String source : sources(part).toList()) {
            if (!cluster.containsKey(source)) {
                internal.put(source, width);
            }
        }
        for (String sink : sinks(part)) {
            if (!cluster.containsKey(sink)) {
                internal.merge(sink, width, Math::max);
            }
        }
    }

    private int widest(TopologyDescription.Subtopology part) {
        return sources(part).mapToInt(this::partitions).max().orElse(1);
    }

    private int partitions(String topic) {
        Integer known = cluster.get(topic);
        return known == null ? internal.getOrDefault(topic, 1) : known;
    }

    /** Of a repartition topic by its name without the application's id. */
    int ofTopic(String topic) {
        return partitions(topic);
    }

    /** Of the changelog of a store. */
    int ofStore(String store) {
        return parts.stream()
                .filter(part -> stores(part).contains(store))
                .mapToInt(this::widest)
                .max()
                .orElse(1);
    }

    private static Stream<String> sources(TopologyDescription.Subtopology part) {
        return part.nodes().stream()
                .flatMap(
                        node ->
                                node instanceof TopologyDescription.Source source
                                                && source.topicSet() != null
                                        ? source.topicSet().stream()
                                        : Stream.empty())
                .distinct();
    }

    private static Set<String> sinks(TopologyDescription.Subtopology part) {
        Set<String> sinks = new HashSet<>();
        part.nodes()
                .forEach(
                        node -> {
                            if (node instanceof TopologyDescription.Sink sink
                                    && sink.topic() != null) {
                                sinks.add(sink.topic());
                            }
                        });
        return sinks;
    }

    private static Set<String> stores(TopologyDescription.Subtopology part) {
        Set<String> stores = new HashSet<>();
        part.nodes()
                .forEach(
                        node -> {
                            if (node instanceof TopologyDescription.Processor processor) {
                                stores.addAll(processor.stores());
                            }
                        });
        return stores;
    }
}
