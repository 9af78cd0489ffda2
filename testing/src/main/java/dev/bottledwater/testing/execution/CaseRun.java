// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.testing.conformance.ConformanceCase;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One run of a case: its topics, its statements, and the data through its queries. */
public final class CaseRun {
    private final ConformanceCase testCase;
    private final TopicStore topics = new TopicStore();
    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final Formats formats = Formats.builtIn(registry);
    private final InputRecords inputs = new InputRecords(registry);
    private final StatementAnalyzer analyzer;
    private final CaseSession session;
    private final Set<String> writtenTopics = new HashSet<>();
    private final List<String> reported = new ArrayList<>();

    private CaseRun(ConformanceCase testCase, FunctionRegistry functions) {
        this.testCase = testCase;
        this.analyzer = new StatementAnalyzer(functions);
        this.session = new CaseSession(analyzer, topics, registry, formats, testCase.properties());
    }

    /** How far a case came. */
    public sealed interface Outcome {

        /** All data went through. */
        record Ran(CaseRun run) implements Outcome {}

        /**
         * A statement was refused.
         *
         * @param text the statement
         * @param last whether it was the last one, or the script could not be parsed
         */
        record Refused(RuntimeException error, String text, boolean last) implements Outcome {}

        /** All statements were carried out, but feeding or a query failed. */
        record Broke(RuntimeException error) implements Outcome {}
    }

    /**
     * Runs a case.
     *
     * @param stateDirectory an empty directory for the state of its queries
     */
    public static Outcome of(
            ConformanceCase testCase, FunctionRegistry functions, Path stateDirectory) {
        var script = String.join("\n", testCase.statements());
        List<ParsedStatement> statements;
        try {
            statements = SqlParser.parseScript(script);
        } catch (SqlException e) {
            return new Outcome.Refused(e, statementAt(script, e), true);
        }
        var run = new CaseRun(testCase, functions);
        run.addTopics(statements);
        for (int i = 0; i < statements.size(); i++) {
            try {
                run.session.execute(statements.get(i).statement());
            } catch (RuntimeException e) {
                return new Outcome.Refused(e, statements.get(i).text(), i == statements.size() - 1);
            }
        }
        try {
            run.feed(stateDirectory);
        } catch (RuntimeException e) {
            return new Outcome.Broke(e);
        }
        return new Outcome.Ran(run);
    }

    private static String statementAt(String script, SqlException e) {
        int at = e.span().map(s -> s.start()).orElse(0);
        return SqlParser.split(script).stream()
                .filter(s -> s.span().start() <= at && at <= s.span().end())
                .map(s -> s.text())
                .findFirst()
                .orElse(script);
    }

    /**
     * The topics of section 4.1; the first of a name wins. Topics that only outputs name are made
     * by the statements that write them: sinks take the partition count of their source, which need
     * not be the default.
     */
    private void addTopics(List<ParsedStatement> statements) {
        testCase.topics().forEach(t -> topics.add(t.name(), t.partitions(), t.replicas()));
        DeclaredTopics.add(topics, statements);
        testCase.inputs().forEach(r -> topics.add(r.topic(), TopicStore.DEFAULT_PARTITIONS, 1));
        new CaseSchemas(registry, registry::register, formats)
                .register(
                        testCase.topics(),
                        CaseSchemas.declared(
                                statements,
                                analyzer,
                                new StatementOptions(testCase.properties()),
                                topics));
    }

    private void feed(Path stateDirectory) {
        if (testCase.failure() == null && session.queries().isEmpty()) {
            throw new IllegalStateException("The statements started no persistent query");
        }
        record Input(String topic, LoggedRecord record) {}
        var given = new ArrayList<Input>();
        for (var input : testCase.inputs()) {
            var record = inputs.record(input, catalog());
            given.add(new Input(input.topic(), record));
            topics.append(input.topic(), record);
        }
        var inputTopics = new HashSet<String>();
        given.forEach(i -> inputTopics.add(i.topic()));
        for (var query : session.queries()) {
            ProcessingLog log = entry -> reported.add(entry.message());
            try (var running =
                    QueryRun.start(query, formats, log, stateDirectory.resolve(query.id()))) {
                var sources = new LinkedHashSet<>(query.plan().sourceTopics());
                for (var input : given) {
                    if (sources.contains(input.topic())) {
                        append(query, running.feed(input.topic(), input.record()));
                    }
                }
                for (var source : sources) {
                    if (!inputTopics.contains(source)) {
                        for (var record : topics.log(source)) {
                            append(query, running.feed(source, record));
                        }
                    }
                }
                writtenTopics.addAll(running.writtenTopics());
            }
        }
    }

    private void append(RunningQuery query, List<LoggedRecord> records) {
        records.forEach(r -> topics.append(query.plan().sink().topic(), r));
    }

    /** The first stream or table on a topic. */
    public Optional<Source> sourceOn(String topic) {
        return InputRecords.sourceOn(topic, catalog());
    }

    /** The catalog after all statements. */
    public Catalog catalog() {
        return session.catalog();
    }

    /** All records of a topic. */
    public List<LoggedRecord> records(String topic) {
        return topics.log(topic);
    }

    /** The schemas of topics. */
    public SchemaRegistry registry() {
        return registry;
    }

    /** The topics and their shapes. */
    public TopicStore topics() {
        return topics;
    }

    /** The names of all topics, those included that queries made for themselves. */
    public Set<String> allTopics() {
        var all = new LinkedHashSet<>(topics.names());
        all.addAll(writtenTopics);
        return all;
    }

    /** What the processing log got, in order. */
    public List<String> reported() {
        return List.copyOf(reported);
    }
}
