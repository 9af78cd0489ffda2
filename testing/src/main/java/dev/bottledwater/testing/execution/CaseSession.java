// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.inspect.QueryReplacement;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.serde.SchemaLookup;
import dev.bottledwater.engine.serde.SchemaRegistration;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.AnalyzedStatement.ControlQueries.Action;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements of a case, carried out on a catalog and topics in memory. */
public final class CaseSession {
    private final StatementAnalyzer analyzer;
    private final TopicStore topics;
    private final Formats formats;
    private final SchemaLookup schemas;
    private final SchemaRegistration registration;
    private final Map<String, String> properties;
    private final List<RunningQuery> queries = new ArrayList<>();
    private Catalog catalog;
    private int nextQuery;

    /**
     * @param properties the session's, which SET and UNSET change
     */
    public CaseSession(
            StatementAnalyzer analyzer,
            TopicStore topics,
            SchemaRegistry registry,
            Formats formats,
            Map<String, String> properties) {
        this(analyzer, topics, registry, formats, properties, Catalog.EMPTY);
    }

    /**
     * A session over sources that are there already.
     *
     * @param properties the session's, which SET and UNSET change
     */
    public CaseSession(
            StatementAnalyzer analyzer,
            TopicStore topics,
            SchemaRegistry registry,
            Formats formats,
            Map<String, String> properties,
            Catalog catalog) {
        this.catalog = catalog;
        this.analyzer = analyzer;
        this.topics = topics;
        this.formats = formats;
        this.schemas = new SchemaLookup(formats, registry, TopicNames.unchanged());
        this.registration = new SchemaRegistration(formats, registry, TopicNames.unchanged());
        this.properties = new HashMap<>(properties);
    }

    /** The catalog as it is now. */
    public Catalog catalog() {
        return catalog;
    }

    /** The queries in the order in which they were first started. */
    public List<RunningQuery> queries() {
        return List.copyOf(queries);
    }

    /**
     * Carries a statement out.
     *
     * @throws SqlException when it can't be carried out
     * @throws IllegalArgumentException when the query can't be run, from its topology
     */
    public void execute(Statement statement) {
        var options = new StatementOptions(properties);
        switch (statement) {
            case SourceStatement s ->
                    apply(analyzer.analyze(s, catalog, options, topics, schemas), s);
            case DataStatement.InsertSelect s ->
                    apply(analyzer.analyze(s, catalog, options, topics, schemas), s);
            case DataStatement.InsertValues s -> apply(analyzer.analyze(s, catalog), s);
            case TypeStatement s -> apply(analyzer.analyze(s, catalog), s);
            case QueryControl s -> apply(analyzer.analyze(s, catalog), s);
            case SessionStatement.SetProperty s -> properties.put(s.name(), s.value());
            case SessionStatement.UnsetProperty s -> properties.remove(s.name());
            default ->
                    throw new SqlException(
                            ErrorCode.NOT_SUPPORTED,
                            "The test runner can't carry out this kind of statement",
                            statement.span(),
                            null);
        }
    }

    private void apply(AnalyzedStatement analyzed, Statement statement) {
        switch (analyzed) {
            case AnalyzedStatement.CreateSource(var source, var topic, _) -> {
                registration.registerMissing(source);
                topics.add(topic);
                catalog = catalog.withSource(source);
            }
            case AnalyzedStatement.CreateAsSelect(
                            var sink,
                            var topic,
                            var plan,
                            var prefix,
                            var replaces) -> {
                registration.register(sink);
                var query =
                        start(
                                replaces == null ? prefix + "_" + nextQuery : replaces,
                                plan,
                                sink,
                                statement);
                checkReplacement(query, statement);
                topics.add(topic);
                catalog = catalog.withSource(sink.writtenBy(query.id()));
                register(query, plan, sink.statement());
            }
            case AnalyzedStatement.InsertSelect(var target, var plan, var given, var text) ->
                    register(
                            start(
                                    given == null ? "INSERTQUERY_" + nextQuery : given,
                                    plan,
                                    target,
                                    statement),
                            plan,
                            text);
            case AnalyzedStatement.InsertValues insert ->
                    topics.append(
                            insert.target().topic(),
                            InsertedRow.record(insert, formats, statement.span()));
            case AnalyzedStatement.DropSource(var source, var deleteTopic, var ends, _) -> {
                if (ends != null) {
                    end(ends);
                }
                catalog = catalog.withoutSource(source.name());
                if (deleteTopic) {
                    topics.delete(source.topic());
                    registration.delete(source);
                }
            }
            case AnalyzedStatement.AlterSource(_, var after, _) ->
                    catalog = catalog.withSource(after);
            case AnalyzedStatement.CreateType(var name, var type) ->
                    catalog = catalog.withType(name, type);
            case AnalyzedStatement.DropType(var name) -> catalog = catalog.withoutType(name);
            case AnalyzedStatement.ControlQueries(var action, var ids) -> {
                if (action == Action.TERMINATE) {
                    ids.forEach(this::end);
                }
            }
            case AnalyzedStatement.NothingToDo _ -> {}
        }
    }

    private RunningQuery start(String id, QueryPlan plan, Source sink, Statement statement) {
        try {
            var query =
                    new RunningQuery(id, plan, PhysicalPlanner.plan(plan, sink), sink, properties);
            // a query that can't be built is refused by its statement
            QueryRun.topology(query, formats);
            return query;
        } catch (IllegalArgumentException e) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    String.valueOf(e.getMessage()),
                    statement.span(),
                    null);
        }
    }

    private void checkReplacement(RunningQuery replacement, Statement statement) {
        queries.stream()
                .filter(q -> q.id().equals(replacement.id()))
                .findFirst()
                .ifPresent(
                        old ->
                                QueryReplacement.check(
                                        replacement.id(),
                                        replacement.sink().name(),
                                        old.plan(),
                                        replacement.plan(),
                                        statement.span()));
    }

    private void register(RunningQuery query, QueryPlan plan, String text) {
        nextQuery++;
        catalog =
                catalog.withQuery(
                        new QueryInfo(query.id(), text, plan.sources(), query.sink().name()));
        for (int i = 0; i < queries.size(); i++) {
            if (queries.get(i).id().equals(query.id())) {
                queries.set(i, query);
                return;
            }
        }
        queries.add(query);
    }

    private void end(String id) {
        queries.removeIf(q -> q.id().equals(id));
        catalog = catalog.withoutQuery(id);
    }
}
