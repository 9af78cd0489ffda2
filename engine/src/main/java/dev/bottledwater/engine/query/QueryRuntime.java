// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.resource.InternalResources;
import dev.bottledwater.engine.result.Restoration;
import dev.bottledwater.engine.retention.StateRefresh;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.DeadLetters;
import dev.bottledwater.engine.topology.RecordFailures;
import dev.bottledwater.engine.topology.Topologies;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The persistent queries of this process. Methods return at once and are meant to be called in the
 * order of the catalog log; {@link #close()} waits. Thread-safe.
 */
public final class QueryRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueryRuntime.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(18);

    /** How often topics of running queries are looked at, in milliseconds. */
    public static final String CHECK_INTERVAL = "bw.topics.check.interval.ms";

    private static final Duration DEFAULT_CHECK_INTERVAL = Duration.ofSeconds(30);

    private final class Instances implements PersistentQuery.Instances {
        private final QueryDefinition definition;
        private final SourceTopics topics;

        /** Of the instance that was made last. */
        private volatile @Nullable RestoreProgress progress;

        Instances(QueryDefinition definition, SourceTopics topics) {
            this.definition = definition;
            this.topics = topics;
        }

        @Override
        public KafkaStreams make() {
            progress = null;
            var id = definition.id();
            var settings = settings(definition);
            budgets.threads().reserve(id, ThreadBudget.needed(Budgets.threads(settings)));
            var share = budgets.buffers().take(id, Budgets.cache(settings));
            var properties = properties(definition, share);
            provisioning.ensure(applicationId(id), definition.plan());
            var reset = topics.ready(properties.offsetReset());
            LocalState.create(config.stateDirectory());
            var streams =
                    new KafkaStreams(topology(definition, properties, reset), properties.streams());
            var restoring = new RestoreProgress(definition.id(), System::nanoTime, LOG::info);
            streams.setGlobalStateRestoreListener(restoring);
            progress = restoring;
            return streams;
        }

        @Override
        public void check() {
            topics.check();
        }

        @Nullable Restoration restoration() {
            var restoring = progress;
            return restoring == null ? null : restoring.now();
        }
    }

    /**
     * @param replaced completes when the query that this one takes the place of has ended, and all
     *     before it
     */
    private record Entry(
            QueryDefinition definition,
            Instances instances,
            PersistentQuery query,
            CompletableFuture<Boolean> replaced) {

        /** Completes with whether all that ran under this id have ended within the timeout. */
        CompletableFuture<Boolean> close() {
            return query.close(CLOSE_TIMEOUT)
                    .thenCombine(replaced, (ended, before) -> ended && before);
        }
    }

    private final EngineConfig config;
    private final TopicNames names;
    private final ProcessingLog log;
    private final ExpressionCompiler compiler;
    private final Formats formats;
    private final RetryPolicy retries;
    private final QueryProvisioning provisioning;
    private final Budgets budgets;
    private final RocksMemory memory;
    private final Map<String, Entry> queries = new ConcurrentSkipListMap<>();
    private final Thread checks;
    private @Nullable Admin admin;

    public QueryRuntime(
            EngineConfig config,
            TopicNames names,
            ProcessingLog log,
            ExpressionCompiler compiler,
            Formats formats,
            RetryPolicy retries) {
        this.config = config;
        this.names = names;
        this.log = log;
        this.compiler = compiler;
        this.formats = formats;
        this.retries = retries;
        this.provisioning = new QueryProvisioning(config, this::admin, names, formats);
        var interval =
                Duration.ofMillis(
                        Budgets.number(
                                config.properties(),
                                CHECK_INTERVAL,
                                DEFAULT_CHECK_INTERVAL.toMillis()));
        this.budgets = Budgets.of(config.properties(), applicationId(""));
        this.memory = new RocksMemory(budgets.rocksDb());
        LOG.info("Persistent queries share: {}", budgets.properties());
        this.checks = Thread.ofVirtual().name("query-checks").start(() -> checkEvery(interval));
    }

    private void checkEvery(Duration interval) {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(interval);
                queries.values().forEach(e -> e.query().check());
            }
        } catch (InterruptedException _) {
            LOG.debug("No more checks");
        }
    }

    /** Starts a query, or the new form of a query of this id. */
    public void start(QueryDefinition definition, boolean paused) {
        var topics =
                new SourceTopics(
                        this::admin,
                        names,
                        applicationId(definition.id()),
                        definition.plan(),
                        DeadLetters.topic(config.properties(), definition.properties())
                                .orElse(null));
        var instances = new Instances(definition, topics);
        var query =
                new PersistentQuery(
                        definition.id(),
                        instances,
                        new FailureReasons(definition.plan(), names),
                        retries,
                        Clock.systemUTC(),
                        paused);
        // one instance at a time: both would hold the same state directory
        var before = queries.get(definition.id());
        var replaced =
                before == null
                        ? CompletableFuture.completedFuture(true)
                        : before.close().exceptionally(_ -> false);
        queries.put(definition.id(), new Entry(definition, instances, query, replaced));
        replaced.thenRun(query::start);
    }

    /** Pauses a query; nothing happens when there is none. */
    public void pause(String queryId) {
        var entry = queries.get(queryId);
        if (entry != null) {
            entry.query().pause();
        }
    }

    /** Lets a paused query go on; nothing happens when there is none. */
    public void resume(String queryId) {
        var entry = queries.get(queryId);
        if (entry != null) {
            entry.query().resume();
        }
    }

    /**
     * Ends a query for good (TERMINATE, DROP): its state, internal topics and group are deleted.
     *
     * @return completes when that is done, but for a group that other processes have yet to leave
     */
    public CompletableFuture<Void> drop(String queryId) {
        var entry = queries.remove(queryId);
        if (entry == null) {
            return CompletableFuture.completedFuture(null);
        }
        var resources = InternalResources.of(applicationId(queryId), entry.definition().plan());
        return entry.close()
                .handleAsync(
                        (_, failure) -> {
                            if (failure != null) {
                                LOG.warn("Query {} did not end cleanly", queryId, failure);
                            }
                            release(queryId);
                            LocalState.delete(config.stateDirectory().resolve(resources.group()));
                            resources.delete(config.kafkaClientProperties());
                            return null;
                        },
                        job -> Thread.ofVirtual().name("query-cleanup-" + queryId).start(job));
    }

    /** A query of the same name may have begun meanwhile. */
    private void release(String queryId) {
        if (!queries.containsKey(queryId)) {
            budgets.threads().release(queryId);
            budgets.buffers().release(queryId);
        }
    }

    /** How a query is; empty when it doesn't run in this process. */
    public Optional<QueryStatus> status(String queryId) {
        return Optional.ofNullable(queries.get(queryId)).map(this::status);
    }

    /** How all queries are, by id. */
    public SequencedMap<String, QueryStatus> statuses() {
        var statuses = new LinkedHashMap<String, QueryStatus>();
        queries.forEach((id, entry) -> statuses.put(id, status(entry)));
        return statuses;
    }

    private QueryStatus status(Entry entry) {
        var state = entry.query().state();
        return new QueryStatus(
                state,
                entry.query().failures(),
                applicationId(entry.definition().id()),
                // one that failed meanwhile may not have told that it ended
                state instanceof QueryState.Rebalancing ? entry.instances().restoration() : null);
    }

    /** What a query runs; empty when it doesn't run in this process. */
    public Optional<QueryDefinition> definition(String queryId) {
        return Optional.ofNullable(queries.get(queryId)).map(Entry::definition);
    }

    /** The running instance of a query, for reads of its stores; empty when it doesn't run here. */
    public Optional<KafkaStreams> streams(String queryId) {
        return Optional.ofNullable(queries.get(queryId)).flatMap(e -> e.query().streams());
    }

    /**
     * The topology that a query runs as, or would run as.
     *
     * @throws IllegalArgumentException when it can't be built
     */
    public Topology topology(QueryDefinition definition) {
        var properties =
                properties(
                        definition,
                        budgets.buffers()
                                .look(definition.id(), Budgets.cache(settings(definition))));
        return topology(definition, properties, properties.offsetReset());
    }

    private Topology topology(
            QueryDefinition definition, StreamsProperties properties, AutoOffsetReset reset) {
        var scope = scope(definition.id());
        var topology = Topologies.build(definition.plan(), scope, properties.streams(), reset);
        config.topicRetention()
                .ifPresent(kept -> StateRefresh.add(topology, definition.plan(), scope, kept));
        return topology;
    }

    /** What the queries share. */
    public Budgets budgets() {
        return budgets;
    }

    /**
     * Why a query can't run in this process beside the others, with the numbers.
     *
     * @param properties those of its statement
     * @return empty when it can
     * @throws IllegalArgumentException for a property that can't be used
     */
    public Optional<String> refusal(String queryId, Map<String, String> properties) {
        return budgets.refusal(
                queryId, StreamsProperties.settings(config.properties(), properties, null));
    }

    /** The cluster's name of a query's group. */
    public String applicationId(String queryId) {
        return names.physicalGroup("_confluent-ksql-" + config.serviceId() + "query_" + queryId);
    }

    /** One for all queries, made when the first one starts. */
    private Admin admin() {
        synchronized (queries) {
            var made = admin;
            if (made == null) {
                var properties = new HashMap<String, Object>(config.kafkaClientProperties());
                properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "queries-" + config.instance());
                properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
                properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
                made = Admin.create(properties);
                admin = made;
            }
            return made;
        }
    }

    private Map<String, String> settings(QueryDefinition definition) {
        return StreamsProperties.settings(config.properties(), definition.properties(), null);
    }

    private StreamsProperties properties(QueryDefinition definition, BufferBudget.Share share) {
        return StreamsProperties.of(
                config,
                applicationId(definition.id()),
                definition.properties(),
                new RecordFailures(
                        scope(definition.id()),
                        DeadLetters.topic(config.properties(), definition.properties())
                                .map(names::physicalTopic)
                                .map(DeadLetters::new)
                                .orElse(null)),
                memory,
                share);
    }

    /** What the operators of a query are built with. */
    public QueryScope scope(String queryId) {
        return new QueryScope(queryId, compiler, formats, names, log);
    }

    /** Commits and leaves all groups, all queries at once, within 20 seconds. */
    @Override
    public void close() {
        checks.interrupt();
        var ends = queries.values().stream().map(Entry::close).toArray(CompletableFuture[]::new);
        queries.clear();
        boolean ended = false;
        try {
            CompletableFuture.allOf(ends)
                    .get(CLOSE_TIMEOUT.plusSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
            ended = true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Not every query ended in time", e);
        }
        if (ended) {
            memory.close();
        }
        synchronized (queries) {
            if (admin != null) {
                admin.close(Duration.ZERO);
            }
        }
    }
}
