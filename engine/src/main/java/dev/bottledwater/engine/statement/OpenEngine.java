// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.RowInserts;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.StatementEffect;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.catalog.CatalogListener;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.cluster.ClusterHosts;
import dev.bottledwater.engine.cluster.Siblings;
import dev.bottledwater.engine.cluster.Subject;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.compile.ExpressionCompilers;
import dev.bottledwater.engine.inspect.InspectionExecution;
import dev.bottledwater.engine.lookup.LookupPlans;
import dev.bottledwater.engine.lookup.TableLookup;
import dev.bottledwater.engine.processing.TopicLog;
import dev.bottledwater.engine.pull.LocalTables;
import dev.bottledwater.engine.pull.PullLimits;
import dev.bottledwater.engine.pull.RoutedTables;
import dev.bottledwater.engine.push.RowStreams;
import dev.bottledwater.engine.query.LocalStores;
import dev.bottledwater.engine.query.QueryActivities;
import dev.bottledwater.engine.query.QueryMeasures;
import dev.bottledwater.engine.query.QueryRuntime;
import dev.bottledwater.engine.query.RetryPolicy;
import dev.bottledwater.engine.result.HostStatus;
import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.serde.SchemaLookup;
import dev.bottledwater.engine.serde.SchemaRegistration;
import dev.bottledwater.engine.session.PropertyRules;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.session.ScriptEffect;
import dev.bottledwater.engine.topic.InternalTopics;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.statement.StatementAnalyzer;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The parts of an engine that reached Kafka, put together. */
public final class OpenEngine implements AutoCloseable {
    private static final ExpressionCompiler COMPILER = ExpressionCompilers.forQueries();
    private static final Duration LOOK = Duration.ofMillis(20);

    private final CatalogLog log;
    private final TopicAdmin topics;
    private final QueryRuntime runtime;
    private final PushQueries pushQueries;
    private final CatalogQueries queries;
    private final Siblings siblings;
    private final ClusterQueries cluster;
    private final CatalogCatchUp catchUp;
    private final ClusterHosts hosts;
    private final RoutedTables tables;
    private final RecordWriter records;
    private final QueryExecution rows;
    private final ScriptRunner scripts;
    private final RowInsertExecution inserts;
    private final ClusterTermination termination;

    private OpenEngine(
            EngineConfig config,
            TopicNames names,
            ProcessingLog processingLog,
            FunctionRegistry functions,
            PropertyRules rules,
            TopicAdmin topics,
            Formats formats,
            QueryRuntime runtime,
            CatalogListener listener) {
        this.topics = topics;
        this.runtime = runtime;
        this.records = new RecordWriter(config);
        var properties = config.properties();
        this.pushQueries = new PushQueries(number(properties, "ksql.max.push.queries", 100));
        this.queries = new CatalogQueries(runtime, functions);
        this.siblings =
                new Siblings(
                        config.peers(),
                        Duration.ofMillis(
                                number(
                                        properties,
                                        Siblings.PATIENCE,
                                        (int) Siblings.DEFAULT_PATIENCE.toMillis())));
        var internal =
                new InternalTopics(
                        config.properties(), names.logicalTopic(config.catalogTopic()), names);
        this.log = new CatalogLog(config, names, listener);
        this.cluster =
                new ClusterQueries(
                        log, queries, pushQueries, siblings, new QueryActivities(runtime, names));
        this.hosts = new ClusterHosts(siblings, new LocalStores(runtime, names)::all);
        this.catchUp = new CatalogCatchUp(log, topics, config.catalogTopic(), siblings);
        var analyzer = new StatementAnalyzer(functions);
        var schemas = new SchemaLookup(formats, config.registry(), names);
        var registration = new SchemaRegistration(formats, config.registry(), names);
        var topicChecks = new TopicChecks(internal);
        var sessions = new SessionExecution(rules);
        var insertValues =
                new InsertValuesExecution(
                        records,
                        names,
                        topicChecks,
                        ExpressionCompiler.interpreter(),
                        formats,
                        registration,
                        enabled(properties, "ksql.insert.into.values.enabled"));
        this.inserts = new RowInsertExecution(log, insertValues, records);
        var preparation =
                new StatementPreparation(
                        analyzer,
                        schemas,
                        properties,
                        new CreateSourceExecution(topicChecks),
                        new PersistentQueryExecution(
                                topicChecks,
                                new QueryChecks(
                                        properties, internal, topics.transactions(), runtime),
                                functions,
                                config.topicRetention().orElse(null)),
                        insertValues,
                        new DropSourceExecution(internal),
                        new QueryControlExecution(analyzer, cluster),
                        sessions,
                        new InspectionExecution(
                                config, names, topics, internal, functions, cluster),
                        new ConnectorExecution(config.connectors()),
                        AssertTopicExecution.of(topics, properties),
                        AssertSchemaExecution.of(config.registry(), properties));
        var substitute = enabled(properties, "ksql.variable.substitution.enable");
        this.tables =
                new RoutedTables(
                        new LocalTables(runtime, topics, names), runtime, siblings, properties);
        var rowStreams =
                new RowStreams(
                        config.kafkaClientProperties(),
                        properties,
                        names,
                        processingLog,
                        COMPILER,
                        formats,
                        tables::of);
        this.rows =
                new QueryExecution(
                        log,
                        topics,
                        internal,
                        new Analyzer(functions).with(properties),
                        sessions,
                        substitute,
                        pushQueries,
                        new PullLimits(properties),
                        rowStreams,
                        new LookupPlans(
                                (plan, catalog) ->
                                        TableLookup.of(
                                                plan,
                                                catalog,
                                                runtime.scope(
                                                        "query_" + System.currentTimeMillis()),
                                                tables)),
                        config.registry());
        var writer = new CatalogWriter(log, topics, registration, queries);
        this.termination = new ClusterTermination(log, writer, cluster);
        this.scripts = new ScriptRunner(log, writer, topics, preparation, sessions, substitute);
    }

    private static int number(Map<String, String> properties, String name, int otherwise) {
        var text = properties.get(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s must be a whole number, not '%s'".formatted(name, text), e);
        }
    }

    /** A switch that is on unless it is turned off. */
    private static boolean enabled(Map<String, String> properties, String name) {
        return Boolean.parseBoolean(properties.getOrDefault(name, "true"));
    }

    /**
     * Opens the parts but doesn't start to read the log yet.
     *
     * @param topics taken over: closed with the rest
     * @param listener told of the catalog
     */
    public static OpenEngine open(
            EngineConfig config,
            TopicNames names,
            ProcessingLog processingLog,
            FunctionRegistry functions,
            PropertyRules rules,
            TopicAdmin topics,
            CatalogListener listener) {
        var formats = Formats.builtIn(config.registry());
        var runtime =
                new QueryRuntime(
                        config, names, processingLog, COMPILER, formats, RetryPolicy.DEFAULT);
        try {
            return new OpenEngine(
                    config,
                    names,
                    processingLog,
                    functions,
                    rules,
                    topics,
                    formats,
                    runtime,
                    listener);
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    /** Starts to read the log. */
    public void start() {
        log.start();
        var services = new EnumMap<Subject, PeerChannel.Service>(cluster.services());
        services.putAll(hosts.services());
        services.put(Subject.ROWS, (_, request) -> tables.answer(request));
        siblings.serve(services);
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#execute}. */
    public List<StatementResult> execute(
            String sql, Map<String, ?> properties, Map<String, String> variables) {
        catchUp.catchUp();
        return scripts.run(sql, properties, variables);
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#effect}. */
    public StatementEffect effect(String sql, Map<String, String> variables) {
        return ScriptEffect.of(scripts.parse(sql, RequestSession.of(Map.of(), variables)));
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#query}. */
    public RowStream query(String sql, Map<String, ?> properties, Map<String, String> variables) {
        return catchUp.withLatest(() -> rows.start(sql, properties, variables));
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#rowsAtHand}. */
    public Optional<RowStream> rowsAtHand(
            String sql, Map<String, ?> properties, Map<String, String> variables) {
        return rows.atHand(sql, properties, variables);
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#awaitCommand}. */
    public boolean awaitCommand(long sequenceNumber, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!hasExecuted(sequenceNumber)) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#hasExecuted}. */
    public boolean hasExecuted(long sequenceNumber) {
        return log.state().version() >= sequenceNumber;
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#metrics}. */
    public List<QueryMetrics> metrics() {
        return QueryMeasures.of(runtime);
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#pushQueryCount}. */
    public int pushQueryCount() {
        return pushQueries.running().size();
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#inserts}. */
    public RowInserts inserts(String target) {
        return catchUp.withLatest(() -> inserts.open(target));
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#terminate}. */
    public StatementResult terminate(List<String> patterns) {
        catchUp.catchUp();
        return termination.terminate(patterns);
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#closeQuery}. */
    public boolean closeQuery(String queryId) {
        return cluster.closePushQuery(queryId);
    }

    /** See {@link dev.bottledwater.engine.SqlEngine#hosts}. */
    public Optional<SequencedMap<String, HostStatus>> hosts() {
        return siblings.areHeard() ? Optional.of(hosts.hosts()) : Optional.empty();
    }

    /** Waits until all is known here that other instances were told before. */
    public void catchUp() {
        catchUp.catchUp();
    }

    /** Starts the persistent queries of a catalog that was read for the first time. */
    public void startQueries(CatalogState catalog) {
        queries.start(catalog);
    }

    /** Makes the topic and the stream of the processing log. */
    public void prepare(TopicLog log) {
        log.prepare(topics, sql -> execute(sql, Map.of(), Map.of()));
    }

    /** Starts, pauses and ends persistent queries as the catalog says now. */
    public void follow(CatalogState before, CatalogState after) {
        queries.follow(before, after);
    }

    @Override
    public void close() {
        pushQueries.close();
        log.close();
        runtime.close();
        records.close();
        topics.close();
    }
}
