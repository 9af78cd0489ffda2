// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.JoinClause;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.Relation;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.rewrite.Rewriter;
import dev.bottledwater.sql.schema.SourceKind;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Turns queries into plans over the sources of a catalog. Immutable. */
public final class Analyzer {
    private static final String SUPPRESS = "ksql.suppress.enabled";

    private final FunctionRegistry functions;
    private final Map<String, String> properties;

    public Analyzer(FunctionRegistry functions) {
        this(functions, Map.of());
    }

    private Analyzer(FunctionRegistry functions, Map<String, String> properties) {
        this.functions = functions;
        this.properties = Map.copyOf(properties);
    }

    /**
     * An analyzer for statements under these properties, which override those that this one has.
     * Settings of functions and of pull queries count here.
     */
    public Analyzer with(Map<String, String> overrides) {
        if (overrides.isEmpty()) {
            return this;
        }
        var all = new HashMap<>(properties);
        all.putAll(overrides);
        return new Analyzer(functions, all);
    }

    /**
     * The rewritten plan of a SELECT whose rows go to a client: a push query with EMIT, else a pull
     * query.
     *
     * @throws SqlException when the query has no meaning or isn't supported yet, with KSQL's text
     */
    public QueryPlan analyze(Query query, Catalog catalog) {
        return analyze(query, catalog, new QueryKind.Transient()).plan();
    }

    /**
     * The rewritten plan of the query behind CREATE … AS SELECT and INSERT INTO … SELECT.
     *
     * @param sink the name of the source that it writes
     * @param statement for messages, e.g. {@code CREATE TABLE AS SELECT}
     * @throws SqlException when the query has no meaning or isn't supported yet, with KSQL's text
     */
    public PersistentQuery analyzePersistent(
            Query query, Catalog catalog, String sink, String statement) {
        var analyzed = analyze(query, catalog, new QueryKind.Persistent(sink, statement));
        return new PersistentQuery(
                analyzed.plan(),
                new CanonicalText(analyzed.scope()).query(query, analyzed.columns()),
                analyzed.scope().leftMost(),
                analyzed.keyless());
    }

    /** The rewritten plan of any query. */
    AnalyzedQuery analyze(Query query, Catalog catalog, QueryKind kind) {
        var scope = scope(query, catalog);
        checkClauses(query, kind, scope, properties);
        var analyzed =
                new SelectAnalysis(query, kind, scope, catalog, functions, properties).analyze();
        return new AnalyzedQuery(
                Rewriter.rewrite(analyzed.plan()),
                analyzed.columns(),
                analyzed.scope(),
                analyzed.keyless());
    }

    private FromScope scope(Query query, Catalog catalog) {
        return switch (query.from()) {
            case Relation.Source single -> source(single, catalog);
            case Relation.Joined joined ->
                    JoinAnalysis.of(
                            joined,
                            Stream.concat(
                                            Stream.of(joined.first()),
                                            joined.joins().stream().map(JoinClause::right))
                                    .map(s -> source(s, catalog))
                                    .toList(),
                            catalog,
                            functions);
        };
    }

    private static SourceScope source(Relation.Source written, Catalog catalog) {
        var name = written.name();
        var source =
                catalog.source(name.text())
                        .orElseThrow(
                                () -> {
                                    var hint =
                                            Suggestions.didYouMean(
                                                    name.text(), catalog.sources().keySet());
                                    return new SqlException(
                                            ErrorCode.UNKNOWN_SOURCE,
                                            "Exception while preparing statement: %s does not exist."
                                                    .formatted(name.text()),
                                            written.span(),
                                            hint.isEmpty() ? null : hint);
                                });
        return new SourceScope(source, written.alias().text());
    }

    private static void checkClauses(
            Query query, QueryKind kind, FromScope scope, Map<String, String> properties) {
        if (kind instanceof QueryKind.Transient && query.emit() == null) {
            PullRules.checkClauses(query, scope.kind(), properties);
        }
        var group = query.groupBy();
        var partition = query.partitionBy();
        if (partition != null && group != null) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    "Queries only support one of PARTITION BY and GROUP BY",
                    partition.span(),
                    null);
        }
        boolean table = scope.kind() == SourceKind.TABLE;
        if (partition != null && table) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    "PARTITION BY is only supported on streams: `%s` is a table."
                            .formatted(scope.leftMost().name()),
                    partition.span(),
                    "Use GROUP BY to give a table another key.");
        }
        var window = query.window();
        if (window != null && table) {
            throw new SqlException(
                    ErrorCode.INVALID_WINDOW,
                    "WINDOW clause is only supported over streams: `%s` is a table."
                            .formatted(scope.leftMost().name()),
                    window.span(),
                    null);
        }
        switch (kind) {
            case QueryKind.Transient() -> {}
            case QueryKind.Persistent persistent -> {
                if (query.limit() != null) {
                    throw new SqlException(
                            ErrorCode.INVALID_CLAUSE,
                            "%s statements don't support LIMIT clause."
                                    .formatted(persistent.statement()),
                            query.span(),
                            null);
                }
                if (table && scope.leftMost().isWindowed()) {
                    throw new SqlException(
                            ErrorCode.INVALID_QUERY,
                            "KSQL does not support persistent queries on windowed tables.",
                            query.from().span(),
                            null);
                }
            }
        }
        if (query.emit() == Query.Emit.FINAL && !PullKeys.enabled(properties, SUPPRESS)) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    "EMIT FINAL is disabled. You can enable it by setting %s=true on the server."
                            .formatted(SUPPRESS),
                    query.span(),
                    "Write EMIT CHANGES, which tells of every change of a window.");
        }
        if (query.emit() == Query.Emit.FINAL && window == null) {
            throw new SqlException(
                    ErrorCode.INVALID_WINDOW,
                    "EMIT FINAL is only supported for windowed aggregations.",
                    query.span(),
                    "Write EMIT CHANGES, or add a WINDOW and GROUP BY.");
        }
    }
}
