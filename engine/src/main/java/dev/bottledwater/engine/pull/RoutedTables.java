// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.PeerFailedException;
import dev.bottledwater.engine.cluster.Siblings;
import dev.bottledwater.engine.cluster.Subject;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlanJson;
import dev.bottledwater.engine.query.QueryDefinition;
import dev.bottledwater.engine.query.QueryRuntime;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the tables of persistent queries, whose partitions are shared by the instances, and answers
 * the others that ask for rows of partitions that are here. Who has which is what Kafka Streams
 * tells its members at each rebalance. Thread-safe.
 */
public final class RoutedTables {
    private static final Logger LOG = LoggerFactory.getLogger(RoutedTables.class);

    /** An answer that takes longer comes too late for its client, too. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** What a small plan carries in a few seconds; larger tables are read from their topic. */
    private static final int LARGEST_ANSWER = 256 << 10;

    private final LocalTables local;
    private final QueryRuntime runtime;
    private final Siblings siblings;
    private final Map<String, String> properties;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    /** What is made once for a query's plan. */
    private record Kept(QueryDefinition definition, int plan, StoredTable table, TableCodec codec) {
        static Optional<Kept> of(QueryDefinition definition, QueryScope scope) {
            var root = definition.plan().root();
            return StoredTable.of(root, scope)
                    .map(
                            table ->
                                    new Kept(
                                            definition,
                                            PhysicalPlanJson.encode(definition.plan()).hashCode(),
                                            table,
                                            new TableCodec(
                                                    table.keyColumns(),
                                                    root.schema().columns(),
                                                    table.window() != null)));
        }
    }

    /**
     * @param properties the server's
     */
    public RoutedTables(
            LocalTables local,
            QueryRuntime runtime,
            Siblings siblings,
            Map<String, String> properties) {
        this.local = local;
        this.runtime = runtime;
        this.siblings = siblings;
        this.properties = properties;
    }

    /**
     * The table that a persistent query keeps.
     *
     * @param scope of the query that reads
     * @param statement the properties of the statement that reads
     * @return empty when the query keeps none that can be read, or doesn't run here now: the
     *     table's topic has all rows
     */
    public Optional<TableRows> of(String queryId, QueryScope scope, Map<String, String> statement) {
        if (!siblings.areThere()) {
            return local.of(queryId, scope);
        }
        var kept = kept(queryId);
        if (kept.isEmpty() || runtime.streams(queryId).isEmpty()) {
            return Optional.empty();
        }
        int count = local.partitions(queryId, kept.get().table());
        return count == 0
                ? Optional.empty()
                : StoredTable.of(kept.get().definition().plan().root(), scope)
                        .map(
                                table ->
                                        new RoutedTable(
                                                table,
                                                new Shared(kept.get(), count, statement),
                                                PullSettings.of(properties, statement)));
    }

    /**
     * The table that a persistent query keeps, as far as it is in this process.
     *
     * @param scope of the queries that read
     */
    public TableHere here(String queryId, QueryScope scope) {
        return new TableHere(queryId, local, runtime, scope);
    }

    private Optional<Kept> kept(String queryId) {
        var definition = runtime.definition(queryId).orElse(null);
        if (definition == null) {
            kept.remove(queryId);
            return Optional.empty();
        }
        var known = kept.get(queryId);
        if (known != null && known.definition() == definition) {
            return Optional.of(known);
        }
        var made = Kept.of(definition, runtime.scope(queryId));
        made.ifPresent(k -> kept.put(queryId, k));
        return made;
    }

    /** The partitions of one table as Kafka Streams knows them. */
    private final class Shared implements Partitions {
        private final Kept kept;
        private final int count;
        private final PullSettings settings;

        Shared(Kept kept, int count, Map<String, String> statement) {
            this.kept = kept;
            this.count = count;
            this.settings = PullSettings.of(properties, statement);
        }

        @Override
        public String self() {
            return siblings.self();
        }

        @Override
        public int count() {
            return count;
        }

        private KafkaStreams streams() {
            return runtime.streams(kept.definition().id())
                    .orElseThrow(
                            () ->
                                    new UnreadableTableException(
                                            "the query doesn't run here now", false));
        }

        @Override
        public Owners owners(int partition) {
            var found =
                    streams()
                            .queryMetadataForKey(
                                    kept.table().store(),
                                    partition,
                                    (_, _, _, _) -> Optional.of(Set.of(partition)));
            if (found == null || found.activeHost().equals(HostInfo.unavailable())) {
                throw new UnreadableTableException(
                        "nobody is known to have partition " + partition, false);
            }
            return new Owners(
                    found.activeHost().host(),
                    found.standbyHosts().stream().map(HostInfo::host).toList());
        }

        @Override
        public LocalTable.Partition local(int partition, boolean standby) {
            return open(kept, partition, standby, settings.mostBehind());
        }

        @Override
        public List<FoundRow> ask(
                String owner,
                Collection<Integer> partitions,
                @Nullable List<Row> keys,
                boolean standby)
                throws InterruptedException {
            if (settings.standbys() && !standby && siblings.isSilent(owner)) {
                throw new UnreadableTableException(
                        owner + " has just given no answer, and copies will do", false);
            }
            var request =
                    new RowsRequest(
                            kept.definition().id(),
                            kept.plan(),
                            standby,
                            settings.mostBehind(),
                            List.copyOf(partitions),
                            keys == null ? null : keys.stream().map(kept.codec()::key).toList());
            try {
                var in =
                        new TransferInput(
                                siblings.ask(owner, Subject.ROWS, request.encode(), TIMEOUT));
                return switch (in.readByte()) {
                    case TableCodec.ROWS -> kept.codec().read(in);
                    case TableCodec.NOT_HERE ->
                            throw new UnreadableTableException(
                                    owner + " doesn't have the partitions now", false);
                    case TableCodec.TOO_MANY ->
                            throw new UnreadableTableException(
                                    owner + " has more rows than fit an answer", true);
                    default ->
                            throw new UnreadableTableException(
                                    owner + " gave an answer of an unknown kind", true);
                };
            } catch (RowFormatException e) {
                throw new UnreadableTableException(
                        "the answer of %s can't be read: %s".formatted(owner, e.getMessage()),
                        true);
            } catch (PeerFailedException e) {
                throw new UnreadableTableException(String.valueOf(e.getMessage()), false);
            }
        }
    }

    private LocalTable.Partition open(Kept kept, int partition, boolean standby, long mostBehind) {
        var streams =
                runtime.streams(kept.definition().id())
                        .orElseThrow(
                                () ->
                                        new UnreadableTableException(
                                                "the query doesn't run here now", false));
        if (standby) {
            var lag =
                    streams.allLocalStorePartitionLags()
                            .getOrDefault(kept.table().store(), Map.of())
                            .get(partition);
            if (lag == null || lag.offsetLag() > mostBehind) {
                throw new UnreadableTableException("the copy is too far behind", false);
            }
        }
        return LocalTables.store(kept.table(), partition, streams, standby);
    }

    /**
     * What another instance is told that asks for rows.
     *
     * @throws dev.bottledwater.engine.format.RowFormatException for bytes that hold no request
     */
    public byte[] answer(byte[] bytes) throws InterruptedException {
        var request = RowsRequest.decode(bytes);
        var table = kept(request.queryId()).filter(k -> k.plan() == request.plan());
        if (table.isEmpty()) {
            return new byte[] {TableCodec.NOT_HERE};
        }
        var out = new TransferOutput();
        out.writeByte(TableCodec.ROWS);
        try {
            for (int partition : request.partitions()) {
                write(table.get(), request, partition, out);
                if (out.size() > LARGEST_ANSWER) {
                    return new byte[] {TableCodec.TOO_MANY};
                }
            }
        } catch (InvalidStateStoreException e) {
            LOG.debug("Partitions of {} can't be read here now", request.queryId(), e);
            return new byte[] {TableCodec.NOT_HERE};
        }
        return out.toByteArray();
    }

    private void write(Kept kept, RowsRequest request, int partition, TransferOutput out)
            throws InterruptedException {
        var rows =
                new LocalTable(
                        kept.table(),
                        List.of(open(kept, partition, request.standby(), request.mostBehind())));
        TableRows.Reader reader =
                (key, row, time) -> {
                    kept.codec().write(out, partition, key, row, time);
                    return out.size() <= LARGEST_ANSWER;
                };
        var keys = request.keys();
        if (keys == null) {
            rows.scan(reader);
        } else {
            rows.lookUp(keys.stream().map(kept.codec()::key).toList(), reader);
        }
    }
}
