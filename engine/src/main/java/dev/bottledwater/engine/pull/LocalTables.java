// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.pull.LocalTable.Partition;
import dev.bottledwater.engine.query.QueryRuntime;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.engine.topic.TopicShape;
import dev.bottledwater.engine.topic.Topics;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the tables whose stores are all in this process. Thread-safe. */
public final class LocalTables {
    private static final Logger LOG = LoggerFactory.getLogger(LocalTables.class);

    private final QueryRuntime runtime;
    private final Topics topics;
    private final TopicNames names;

    /** How many partitions the stores of queries have, which never changes. */
    private final Map<String, Integer> partitions = new ConcurrentHashMap<>();

    public LocalTables(QueryRuntime runtime, Topics topics, TopicNames names) {
        this.runtime = runtime;
        this.topics = topics;
        this.names = names;
    }

    /**
     * The table that a persistent query keeps.
     *
     * @param scope of the query that reads
     * @return empty when the query keeps none that can be read, doesn't run now, or shares its
     *     partitions with other processes: the table's topic has all rows
     */
    public Optional<TableRows> of(String queryId, QueryScope scope) {
        var definition = runtime.definition(queryId);
        var streams = runtime.streams(queryId);
        if (definition.isEmpty() || streams.isEmpty()) {
            partitions.remove(queryId);
            return Optional.empty();
        }
        return StoredTable.of(definition.get().plan().root(), scope)
                .flatMap(table -> local(queryId, table, streams.get()));
    }

    private Optional<TableRows> local(String queryId, StoredTable table, KafkaStreams streams) {
        try {
            var stores = new ArrayList<Partition>();
            for (int i = 0; i < count(queryId, table.store()); i++) {
                stores.add(store(table, i, streams, false));
            }
            return stores.isEmpty() ? Optional.empty() : Optional.of(new LocalTable(table, stores));
        } catch (InvalidStateStoreException | TopicException e) {
            LOG.debug("The stores of {} can't be read here now: {}", queryId, e.getMessage());
            return Optional.empty();
        }
    }

    /** How many partitions a table has; 0 when that isn't known now. */
    int partitions(String queryId, StoredTable table) {
        try {
            return count(queryId, table.store());
        } catch (TopicException e) {
            LOG.debug("The partitions of {} aren't known now: {}", queryId, e.getMessage());
            return 0;
        }
    }

    /** How many partitions a table that was read before has; 0 when that isn't known. */
    int knownPartitions(String queryId) {
        return partitions.getOrDefault(queryId, 0);
    }

    private int count(String queryId, String store) {
        var known = partitions.get(queryId);
        if (known != null) {
            return known;
        }
        var changelog = "%s-%s-changelog".formatted(runtime.applicationId(queryId), store);
        int found =
                topics.describe(names.logicalTopic(changelog))
                        .map(TopicShape::partitions)
                        .orElse(0);
        if (found > 0) {
            partitions.put(queryId, found);
        }
        return found;
    }

    /**
     * The store of one partition in this process.
     *
     * @param standby whether a copy that isn't the latest will do
     * @throws InvalidStateStoreException when it isn't here now
     */
    static Partition store(
            StoredTable table, int partition, KafkaStreams streams, boolean standby) {
        var window = table.window();
        if (window == null) {
            return new Partition.Plain(
                    store(
                            table,
                            partition,
                            streams,
                            standby,
                            QueryableStoreTypes.<Row, Row>timestampedKeyValueStore()));
        }
        return switch (window.type()) {
            case TUMBLING, HOPPING ->
                    new Partition.Windows(
                            store(
                                    table,
                                    partition,
                                    streams,
                                    standby,
                                    QueryableStoreTypes.<Row, Row>timestampedWindowStore()));
            case SESSION ->
                    new Partition.Sessions(
                            store(
                                    table,
                                    partition,
                                    streams,
                                    standby,
                                    QueryableStoreTypes.<Row, Row>sessionStore()));
        };
    }

    private static <S> S store(
            StoredTable table,
            int partition,
            KafkaStreams streams,
            boolean standby,
            QueryableStoreType<S> type) {
        var asked =
                StoreQueryParameters.fromNameAndType(table.store(), type).withPartition(partition);
        return streams.store(standby ? asked.enableStaleStores() : asked);
    }
}
