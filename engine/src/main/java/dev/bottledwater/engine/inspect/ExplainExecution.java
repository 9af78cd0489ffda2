// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.physical.PhysicalPlanJson;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.physical.UnreadablePlanException;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.result.StatementResult.FieldInfo;
import dev.bottledwater.engine.result.StatementResult.QueryDescription;
import dev.bottledwater.engine.session.RequestSession;
import dev.bottledwater.sql.analyze.Analyzer;
import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.schema.KeyWindow;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** EXPLAIN, and SHOW QUERIES EXTENDED, which explains all. */
final class ExplainExecution {
    private static final Pattern EXPLAIN = Pattern.compile("(?i)\\A\\s*EXPLAIN\\s+");

    private final FunctionRegistry functions;
    private final Analyzer analyzer;
    private final Listings listings;
    private final QueryGroups groups;

    ExplainExecution(
            FunctionRegistry functions, Analyzer analyzer, Listings listings, QueryGroups groups) {
        this.functions = functions;
        this.analyzer = analyzer;
        this.listings = listings;
        this.groups = groups;
    }

    Supplier<StatementResult> query(
            String text, Identifier id, SourceSpan span, CatalogState state) {
        var query =
                state.query(id.text())
                        .orElseThrow(
                                () -> {
                                    var guess =
                                            Suggestions.didYouMean(
                                                    id.text(), state.queries().keySet());
                                    return new SqlException(
                                            ErrorCode.UNKNOWN_QUERY,
                                            "Query with id:%s does not exist, use SHOW QUERIES to view the full set of queries."
                                                    .formatted(id.text()),
                                            span,
                                            guess.isEmpty() ? null : guess);
                                });
        return () ->
                new StatementResult.QueryDescriptions(
                        text,
                        false,
                        List.of(description(query, listings.running().look(List.of(query), true))));
    }

    Supplier<StatementResult> all(String text, CatalogState state) {
        return () -> {
            var view = listings.running().look(state.queries().values(), true);
            return new StatementResult.QueryDescriptions(
                    text,
                    true,
                    state.queries().values().stream()
                            .sorted(Comparator.comparing(StoredQuery::id))
                            .map(q -> description(q, view))
                            .toList());
        };
    }

    Supplier<StatementResult> statement(
            String text,
            Statement explained,
            SourceSpan span,
            CatalogState state,
            RequestSession session) {
        var query =
                query(explained)
                        .orElseThrow(
                                () ->
                                        new SqlException(
                                                ErrorCode.INVALID_QUERY,
                                                "The provided statement does not run a ksql query",
                                                span,
                                                "EXPLAIN takes a query id, a SELECT, a CREATE … AS SELECT or an INSERT INTO … SELECT."));
        var plan = analyzer.with(session.properties()).analyze(query, state.catalog());
        var steps = PhysicalPlanner.transientSteps(plan);
        var description =
                new QueryDescription(
                        "transient_%s_%d"
                                .formatted(
                                        String.join("_", plan.sources()),
                                        ThreadLocalRandom.current().nextLong(Long.MAX_VALUE)),
                        EXPLAIN.matcher(text).replaceFirst(""),
                        window(steps.window()),
                        Listings.fields(plan.root().schema()),
                        plan.sources(),
                        List.of(),
                        "",
                        PlanText.of(steps, "transient"),
                        sorted(session.properties()),
                        Listings.PUSH,
                        new LinkedHashMap<>(),
                        List.of(),
                        List.of(),
                        null,
                        null);
        return () -> new StatementResult.QueryDescriptions(text, false, List.of(description));
    }

    private static Optional<Query> query(Statement statement) {
        if (statement instanceof DataStatement.Select select) {
            return Optional.of(select.query());
        }
        if (statement instanceof SourceStatement.CreateAsSelect create) {
            return Optional.of(create.query());
        }
        return statement instanceof DataStatement.InsertSelect insert
                ? Optional.of(insert.query())
                : Optional.empty();
    }

    private QueryDescription description(StoredQuery query, ClusterView view) {
        try {
            var plan = PhysicalPlanJson.decode(query.plan(), functions);
            return description(
                    query,
                    view,
                    window(plan.sink().window()),
                    Listings.fields(plan.sink().schema()),
                    listings.running().topology(query),
                    PlanText.of(plan, query.id()));
        } catch (UnreadablePlanException e) {
            // A query that can't run must still be seen, and dropped.
            return description(query, view, null, List.of(), "", String.valueOf(e.getMessage()));
        }
    }

    private QueryDescription description(
            StoredQuery query,
            ClusterView view,
            @Nullable String window,
            List<FieldInfo> fields,
            String topology,
            String executionPlan) {
        return new QueryDescription(
                query.id(),
                query.info().statement(),
                window,
                fields,
                query.info().sources(),
                List.of(query.info().sink()),
                topology,
                executionPlan,
                sorted(query.properties()),
                Listings.PERSISTENT,
                view.states(query.id()),
                view.errors(query.id()),
                view.tasks(query.id()),
                groups.group(query.id()),
                view.restoration(query.id()));
    }

    private static SequencedMap<String, String> sorted(Map<String, String> properties) {
        return new TreeMap<>(properties);
    }

    private static @Nullable String window(@Nullable KeyWindow window) {
        return window == null ? null : window.type().name();
    }
}
