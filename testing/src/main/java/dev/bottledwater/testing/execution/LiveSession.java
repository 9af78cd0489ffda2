// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.TopicFacts;
import dev.bottledwater.testing.conformance.CaseRecord;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statements and records in turn, as against a running server: a query runs from the statement that
 * starts it, and every record goes through all queries before the next statement.
 */
public final class LiveSession implements AutoCloseable {
    /**
     * Wall-clock throttles of Kafka Streams off: the clock stands still, and what is to come out
     * would never.
     */
    private static final Map<String, String> PROPERTIES =
            Map.of(
                    "ksql.streams.__emit.interval.ms.kstreams.outer.join.spurious.results.fix__",
                    "0",
                    "ksql.streams.__emit.interval.ms.kstreams.windowed.aggregation__",
                    "0");

    private final TopicStore topics = new TopicStore();
    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final Formats formats = Formats.builtIn(registry);
    private final InputRecords inputs = new InputRecords(registry);
    private final List<ProcessingLog.Entry> reported = new ArrayList<>();
    private final Analyzer analyzer;
    private final CaseSession session;
    private final LiveQueries queries;

    /**
     * @param stateDirectory an empty directory for the state of queries
     */
    public LiveSession(FunctionRegistry functions, Path stateDirectory) {
        this.analyzer = new Analyzer(functions);
        this.session =
                new CaseSession(
                        new StatementAnalyzer(functions), topics, registry, formats, PROPERTIES);
        this.queries = new LiveQueries(topics, formats, reported::add, stateDirectory);
    }

    /** Adds the topics that sources of the statements declare and that aren't there yet. */
    public void declareTopics(List<ParsedStatement> statements) {
        DeclaredTopics.add(topics, statements);
    }

    /** Adds a topic unless it is there. */
    public void addTopic(String name, int partitions) {
        topics.add(name, partitions, 1);
    }

    /** Registers a schema as the newest version of a subject. */
    public void register(String subject, SchemaText schema) {
        registry.register(subject, schema);
    }

    /**
     * Carries a statement out, other than a SELECT.
     *
     * @throws SqlException when it is refused
     * @throws RuntimeException what ended a query
     */
    public void execute(Statement statement) {
        session.execute(statement);
        queries.become(session.queries());
        queries.drain();
    }

    /**
     * A record as it lies in its topic, in the formats of the source on it.
     *
     * @throws dev.bottledwater.testing.record.UnwritableInputException when there is none, or those
     *     can't hold it
     */
    public LoggedRecord encode(CaseRecord record) {
        return inputs.record(record, session.catalog());
    }

    /**
     * Writes a record as it is.
     *
     * @throws RuntimeException what ended a query
     */
    public void write(String topic, LoggedRecord record) {
        topics.add(topic, TopicStore.DEFAULT_PARTITIONS, 1);
        topics.append(topic, record);
        queries.drain();
    }

    /** All records of a topic so far. */
    public List<LoggedRecord> records(String topic) {
        return topics.log(topic);
    }

    /** The first stream or table on a topic. */
    public Optional<Source> sourceOn(String topic) {
        return InputRecords.sourceOn(topic, session.catalog());
    }

    /** The catalog as it is now. */
    public Catalog catalog() {
        return session.catalog();
    }

    /** The queries in the order in which they were first started. */
    public List<RunningQuery> queries() {
        return session.queries();
    }

    /** The formats of topics. */
    public Formats formats() {
        return formats;
    }

    /** A topic's shape; empty when there is none. */
    public Optional<TopicFacts.Topic> topic(String name) {
        return topics.find(name);
    }

    /** The schemas of topics. */
    public MemorySchemaRegistry registry() {
        return registry;
    }

    /** What the processing log got, in order. */
    public List<ProcessingLog.Entry> reported() {
        return List.copyOf(reported);
    }

    /** The query plan of a SELECT; empty for every other statement. */
    public Optional<QueryPlan> transientPlan(Statement statement) {
        return statement instanceof DataStatement.Select select
                ? Optional.of(analyzer.analyze(select.query(), session.catalog()))
                : Optional.empty();
    }

    @Override
    public void close() {
        queries.close();
    }
}
