// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.PeerFailedException;
import dev.bottledwater.engine.cluster.Siblings;
import dev.bottledwater.engine.cluster.Subject;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.query.QueryRuntime;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

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
    /** An answer that takes longer comes too late for its client, too. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final LocalTables local;
    private final QueryRuntime runtime;
    private final Siblings siblings;
    private final Map<String, String> properties;
    private final RowsService service;
    private final Map<String, KeptTable> kept = new ConcurrentHashMap<>();

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
        this.service = new RowsService(this::kept, runtime);
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

    private Optional<KeptTable> kept(String queryId) {
        var definition = runtime.definition(queryId).orElse(null);
        if (definition == null) {
            kept.remove(queryId);
            return Optional.empty();
        }
        var known = kept.get(queryId);
        if (known != null && known.definition() == definition) {
            return Optional.of(known);
        }
        var made = KeptTable.of(definition, runtime.scope(queryId));
        made.ifPresent(k -> kept.put(queryId, k));
        return made;
    }

    /** The partitions of one table as Kafka Streams knows them. */
    private final class Shared implements Partitions {
        private final KeptTable kept;
        private final int count;
        private final PullSettings settings;

        Shared(KeptTable kept, int count, Map<String, String> statement) {
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
            return kept.open(runtime, partition, standby, settings.mostBehind());
        }

        @Override
        public RowsAnswer ask(
                String owner, Collection<Integer> partitions, WantedRows wanted, boolean standby)
                throws InterruptedException {
            if (settings.standbys() && !standby && siblings.isSilent(owner)) {
                throw new UnreadableTableException(
                        owner + " has just given no answer, and copies will do", false);
            }
            var keys = wanted.keys();
            var after = wanted.after();
            var request =
                    new RowsRequest(
                            kept.definition().id(),
                            kept.plan(),
                            standby,
                            settings.mostBehind(),
                            List.copyOf(partitions),
                            keys == null ? null : keys.stream().map(kept.codec()::key).toList(),
                            keys == null,
                            after == null ? null : kept.codec().key(after.key()),
                            after == null ? 0 : after.start(),
                            wanted.most());
            try {
                var in =
                        new TransferInput(
                                siblings.ask(owner, Subject.ROWS, request.encode(), TIMEOUT));
                return switch (in.readByte()) {
                    case TableCodec.PAGE -> {
                        int complete = (int) in.readVarint();
                        yield new RowsAnswer(kept.codec().read(in), complete);
                    }
                    case TableCodec.ROWS -> {
                        if (after != null) {
                            throw new UnreadableTableException(
                                    owner + " can't go on in the middle of a table", true);
                        }
                        yield new RowsAnswer(kept.codec().read(in), partitions.size());
                    }
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

    /**
     * What another instance is told that asks for rows.
     *
     * @throws dev.bottledwater.engine.format.RowFormatException for bytes that hold no request
     */
    public byte[] answer(byte[] bytes) throws InterruptedException {
        return service.answer(bytes);
    }
}
