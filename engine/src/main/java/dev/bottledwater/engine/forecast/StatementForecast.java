// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.forecast;

import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.PhysicalPlanJson;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.resource.QueryTopics;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.engine.session.Script;
import dev.bottledwater.engine.topic.CleanupPolicy;
import dev.bottledwater.engine.topic.PlannedTopics;
import dev.bottledwater.engine.topic.TopicShape;
import dev.bottledwater.engine.topic.TopicSpec;
import dev.bottledwater.engine.topic.Topics;
import dev.bottledwater.engine.topology.DeadLetters;
import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.ConnectorStatement;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.InspectionStatement;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.ast.QueryControl;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.TypeStatement;
import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.SchemaFacts;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.sql.statement.TopicFacts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Plans the statements of a script, one on top of the other, with the engine's own planner, and
 * notes what each will have on the cluster. Nothing is written anywhere. Used once, by one thread.
 */
public final class StatementForecast {
    /** What Kafka has by default, which a sink's text names; its true value may not be read. */
    private static final long RETENTION_MILLIS = 604_800_000;

    private final Settings settings;
    private final StatementAnalyzer analyzer;
    private final PlannedTopics planned;
    private final Map<String, TopicSpec> topics = new LinkedHashMap<>();
    private final List<Forecast.Query> queries = new ArrayList<>();
    private final Map<String, Map<String, String>> connectors = new LinkedHashMap<>();
    private CatalogState state;
    private RequestSession session = RequestSession.of(Map.of(), Map.of());

    /**
     * What a server would know.
     *
     * @param serviceId names query applications
     * @param properties the server's, by KSQL's names
     * @param functions those that statements may call
     * @param formats those of topics
     * @param schemas what a schema registry tells
     * @param refresh whether state is written anew, as where topics delete by age whatever is
     *     compacted
     * @param repartition how long repartition topics are to keep records
     */
    public record Settings(
            String serviceId,
            Map<String, String> properties,
            FunctionRegistry functions,
            Formats formats,
            SchemaFacts schemas,
            boolean refresh,
            Duration repartition) {}

    private StatementForecast(Settings settings, CatalogState state, Topics existing) {
        this.settings = settings;
        this.state = state;
        this.planned = new PlannedTopics(existing);
        this.analyzer = new StatementAnalyzer(settings.functions());
    }

    /**
     * Plans a script.
     *
     * @param state the catalog that it will meet; the numbers of its queries follow from it
     * @param existing the topics that it will meet
     * @throws dev.bottledwater.sql.error.SqlException when a statement can't be planned
     * @throws IllegalArgumentException likewise
     */
    public static Forecast of(
            String script, CatalogState state, Topics existing, Settings settings) {
        StatementForecast forecast = new StatementForecast(settings, state, existing);
        for (ParsedStatement statement : Script.parse(script, forecast.session, true)) {
            forecast.plan(statement);
        }
        return new Forecast(
                List.copyOf(forecast.topics.values()), forecast.queries, forecast.connectors);
    }

    private void plan(ParsedStatement parsed) {
        switch (parsed.statement()) {
            case SourceStatement s ->
                    planned(
                            analyzer.analyze(
                                    s, state.catalog(), options(), facts(), settings.schemas()));
            case DataStatement.InsertSelect s ->
                    planned(
                            analyzer.analyze(
                                    s, state.catalog(), options(), facts(), settings.schemas()));
            case TypeStatement s -> planned(analyzer.analyze(s, state.catalog()));
            case QueryControl s -> planned(analyzer.analyze(s, state.catalog()));
            case SessionStatement.SetProperty s ->
                    session = session.withoutProperty(s.name()).withProperty(s.name(), s.value());
            case SessionStatement.UnsetProperty s -> session = session.withoutProperty(s.name());
            case ConnectorStatement.CreateConnector s -> connector(s);
            case SessionStatement _,
                    DataStatement _,
                    ConnectorStatement _,
                    InspectionStatement _,
                    AssertStatement _ -> {
                // Nothing that stays.
            }
        }
    }

    private void planned(AnalyzedStatement analyzed) {
        switch (analyzed) {
            case AnalyzedStatement.CreateSource s -> {
                topic(s.topic());
                change(new CatalogChange.PutSource(s.source()));
            }
            case AnalyzedStatement.CreateAsSelect s -> {
                String replaced = s.replaces();
                String id =
                        replaced == null
                                ? s.queryIdPrefix() + "_" + state.nextQueryNumber()
                                : replaced;
                Source sink = s.sink().writtenBy(id);
                topic(s.topic());
                change(
                        new CatalogChange.PutSource(sink),
                        query(id, sink.statement(), s.plan(), sink));
            }
            case AnalyzedStatement.InsertSelect s -> {
                String given = s.queryId();
                String id = given == null ? "INSERTQUERY_" + state.nextQueryNumber() : given;
                change(query(id, s.text(), s.plan(), s.target()));
            }
            case AnalyzedStatement.DropSource s -> drop(s);
            case AnalyzedStatement.AlterSource s -> change(new CatalogChange.PutSource(s.after()));
            case AnalyzedStatement.CreateType s ->
                    change(new CatalogChange.PutType(s.name(), s.type()));
            case AnalyzedStatement.DropType s -> change(new CatalogChange.DropType(s.name()));
            case AnalyzedStatement.ControlQueries s -> control(s);
            case AnalyzedStatement.InsertValues _, AnalyzedStatement.NothingToDo _ -> {
                // Nothing that stays.
            }
        }
    }

    private void drop(AnalyzedStatement.DropSource drop) {
        List<CatalogChange> changes = new ArrayList<>();
        String query = drop.terminates();
        if (query != null) {
            changes.add(new CatalogChange.DropQuery(query));
        }
        changes.add(new CatalogChange.DropSource(drop.source().name()));
        change(changes.toArray(CatalogChange[]::new));
        if (drop.deleteTopic()) {
            planned.planDeletion(drop.source().topic());
        }
    }

    private void control(AnalyzedStatement.ControlQueries control) {
        boolean ends = control.action() == AnalyzedStatement.ControlQueries.Action.TERMINATE;
        change(
                control.queryIds().stream()
                        .filter(_ -> ends)
                        .map(CatalogChange.DropQuery::new)
                        .toArray(CatalogChange[]::new));
    }

    /** Each statement makes one entry, and so a new version. */
    private void change(CatalogChange... changes) {
        CatalogState tried = state.tryOut(Arrays.asList(changes));
        state = new CatalogState(state.version() + 1, tried.catalog(), tried.queries());
    }

    private CatalogChange query(String id, String text, QueryPlan plan, Source sink) {
        PhysicalPlan physical = PhysicalPlanner.plan(plan, sink, settings.refresh());
        String application = "_confluent-ksql-" + settings.serviceId() + "query_" + id;
        Map<String, Integer> cluster = new HashMap<>();
        for (String topic : physical.sourceTopics()) {
            cluster.put(topic, partitions(topic));
        }
        cluster.putIfAbsent(sink.topic(), partitions(sink.topic()));
        queries.removeIf(known -> known.id().equals(id));
        queries.add(
                new Forecast.Query(
                        id,
                        application,
                        new QueryTopics(settings.formats(), settings.repartition())
                                .of(application, physical, cluster)));
        DeadLetters.topic(settings.properties(), session.properties())
                .ifPresent(
                        topic ->
                                missing(new TopicSpec(topic, 1, null, CleanupPolicy.DELETE, null)));
        return new CatalogChange.PutQuery(
                new StoredQuery(
                        new QueryInfo(id, text, plan.sources(), sink.name()),
                        PhysicalPlanJson.encode(physical),
                        session.properties(),
                        false));
    }

    private int partitions(String topic) {
        return planned.describe(topic).map(TopicShape::partitions).orElse(1);
    }

    private void topic(dev.bottledwater.sql.statement.TopicSpec topic) {
        missing(
                new TopicSpec(
                        topic.name(),
                        Objects.requireNonNullElse(topic.partitions(), 1),
                        topic.replicas(),
                        Arrays.stream(CleanupPolicy.values())
                                .filter(policy -> policy.text().equals(topic.cleanupPolicy()))
                                .findFirst()
                                .orElse(CleanupPolicy.DELETE),
                        topic.retentionMillis()));
    }

    private void missing(TopicSpec topic) {
        if (planned.describe(topic.name()).isEmpty()) {
            planned.plan(topic);
            topics.put(topic.name(), topic);
        }
    }

    private void connector(ConnectorStatement.CreateConnector create) {
        Map<String, String> config = new LinkedHashMap<>();
        create.properties()
                .entries()
                .forEach(property -> config.put(property.name(), text(property.value())));
        connectors.put(create.name().text(), config);
    }

    private static String text(Literal literal) {
        return switch (literal) {
            case Literal.StringLiteral(var value, _) -> value;
            case Literal.BooleanLiteral(var value, _) -> String.valueOf(value);
            case Literal.IntegerLiteral(var value, _) -> String.valueOf(value);
            case Literal.LongLiteral(var value, _) -> String.valueOf(value);
            case Literal.DecimalLiteral(var value, _) -> value.toPlainString();
            case Literal.DoubleLiteral(var value, _) -> String.valueOf(value);
            case Literal.NullLiteral _ -> "";
        };
    }

    private StatementOptions options() {
        Map<String, String> properties = new HashMap<>(settings.properties());
        properties.putAll(session.properties());
        return new StatementOptions(properties);
    }

    private TopicFacts facts() {
        return name ->
                found(name)
                        .map(
                                topic ->
                                        new TopicFacts.Topic(
                                                topic.partitions(),
                                                topic.replication(),
                                                RETENTION_MILLIS));
    }

    private Optional<TopicShape> found(String name) {
        return planned.describe(name);
    }
}
