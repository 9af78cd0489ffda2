// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.result.HostStatus.Lag;
import dev.bottledwater.engine.result.HostStatus.Partition;
import dev.bottledwater.engine.result.HostStatus.QueryStores;
import dev.bottledwater.engine.result.HostStatus.Tasks;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.TopologyDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Which parts of persistent queries this process has. Thread-safe. */
public final class LocalStores {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStores.class);

    /** The stores of a query by the number of their part of the topology. */
    private record Layout(QueryDefinition definition, Map<Integer, Set<String>> stores) {}

    private final QueryRuntime runtime;
    private final TopicNames names;
    private final Map<String, Layout> layouts = new ConcurrentHashMap<>();

    public LocalStores(QueryRuntime runtime, TopicNames names) {
        this.runtime = runtime;
        this.names = names;
    }

    /** The parts of all queries that run here, by id. */
    public SequencedMap<String, QueryStores> all() {
        var all = new TreeMap<String, QueryStores>();
        var ids = runtime.statuses().sequencedKeySet();
        layouts.keySet().retainAll(ids);
        for (var id : ids) {
            of(id).ifPresent(stores -> all.put(id, stores));
        }
        return all;
    }

    private Optional<QueryStores> of(String queryId) {
        var definition = runtime.definition(queryId);
        var streams = runtime.streams(queryId);
        if (definition.isEmpty() || streams.isEmpty()) {
            return Optional.empty();
        }
        try {
            var stores = layout(definition.get()).stores();
            var threads = streams.get().metadataForLocalThreads();
            return Optional.of(
                    new QueryStores(
                            runtime.applicationId(queryId),
                            tasks(threads, ThreadMetadata::activeTasks, stores),
                            tasks(threads, ThreadMetadata::standbyTasks, stores),
                            lags(streams.get())));
        } catch (IllegalStateException | IllegalArgumentException | KafkaException e) {
            LOG.debug("Query {} doesn't tell of its stores now", queryId, e);
            return Optional.empty();
        }
    }

    private Layout layout(QueryDefinition definition) {
        return layouts.compute(
                definition.id(),
                (_, known) ->
                        known != null && known.definition() == definition
                                ? known
                                : new Layout(
                                        definition,
                                        stores(runtime.topology(definition).describe())));
    }

    private static Map<Integer, Set<String>> stores(TopologyDescription topology) {
        var stores = new TreeMap<Integer, Set<String>>();
        for (var part : topology.subtopologies()) {
            var found = new TreeSet<String>();
            for (var node : part.nodes()) {
                if (node instanceof TopologyDescription.Processor processor) {
                    found.addAll(processor.stores());
                }
            }
            stores.put(part.id(), found);
        }
        return stores;
    }

    private Tasks tasks(
            Collection<ThreadMetadata> threads,
            Function<ThreadMetadata, Set<TaskMetadata>> kind,
            Map<Integer, Set<String>> stores) {
        var tasks = threads.stream().flatMap(t -> kind.apply(t).stream()).toList();
        return new Tasks(
                tasks.stream()
                        .flatMap(
                                t ->
                                        stores
                                                .getOrDefault(t.taskId().subtopology(), Set.of())
                                                .stream())
                        .distinct()
                        .sorted()
                        .toList(),
                tasks.stream()
                        .flatMap(t -> t.topicPartitions().stream())
                        .map(p -> new Partition(names.logicalTopic(p.topic()), p.partition()))
                        .distinct()
                        .sorted(
                                Comparator.comparing(Partition::topic)
                                        .thenComparing(Partition::partition))
                        .toList());
    }

    private static SequencedMap<String, SequencedMap<Integer, Lag>> lags(KafkaStreams streams) {
        var lags = new TreeMap<String, SequencedMap<Integer, Lag>>();
        streams.allLocalStorePartitionLags()
                .forEach(
                        (store, partitions) -> {
                            var byPartition = new TreeMap<Integer, Lag>();
                            partitions.forEach(
                                    (partition, lag) ->
                                            byPartition.put(
                                                    partition,
                                                    new Lag(
                                                            lag.currentOffsetPosition(),
                                                            lag.endOffsetPosition())));
                            lags.put(store, byPartition);
                        });
        return lags;
    }
}
