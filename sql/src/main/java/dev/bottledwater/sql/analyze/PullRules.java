// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Node;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.Relation;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.typing.Clause;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** What a pull query can't have (language reference, section 8.2). */
final class PullRules {
    private static final String PULL = "ksql.pull.queries.enable";
    private static final String STREAMS = "ksql.query.pull.stream.enabled";
    private static final String LIMITS = "ksql.query.pull.limit.clause.enabled";
    private static final String HELP =
            " See https://cnfl.io/queries for more info.\nAdd EMIT CHANGES if you intended to issue a push query.";

    private PullRules() {}

    /**
     * Refuses what the server has turned off, and clauses.
     *
     * @param kind of what is read
     */
    static void checkClauses(Query query, SourceKind kind, Map<String, String> properties) {
        if (!PullKeys.enabled(properties, PULL)) {
            throw refused(
                    "Pull queries are disabled. You can enable them by setting %s=true on the server."
                            .formatted(PULL),
                    query.span());
        }
        if (kind == SourceKind.STREAM && !PullKeys.enabled(properties, STREAMS)) {
            throw refused(
                    "Pull queries on streams are disabled. You can enable them by setting %s=true."
                            .formatted(STREAMS),
                    query.span());
        }
        if (query.from() instanceof Relation.Joined joined) {
            throw unsupported("JOIN clauses", joined.span());
        }
        check("WINDOW", query.window());
        check("GROUP BY", query.groupBy());
        check("PARTITION BY", query.partitionBy());
        check("HAVING", query.having());
        if (query.limit() != null && !PullKeys.enabled(properties, LIMITS)) {
            throw refused(
                    "LIMIT clause in pull queries is currently disabled. You can enable them by setting %s=true."
                            .formatted(LIMITS),
                    query.span());
        }
    }

    private static void check(String clause, @Nullable Node node) {
        if (node != null) {
            throw unsupported(clause + " clauses", node.span());
        }
    }

    /** A pull query has something that only push queries can have. */
    static SqlException unsupported(String what, SourceSpan span) {
        return refused("Pull queries don't support %s.".formatted(what), span);
    }

    /** A pull query is refused for a reason, one sentence. */
    static SqlException refused(String reason, SourceSpan span) {
        return new SqlException(
                ErrorCode.INVALID_QUERY, reason + HELP, span, "Add EMIT CHANGES for a push query.");
    }

    /** Refuses columns that only a record on its way has. */
    static void checkColumns(
            TypedExpression expression, Clause clause, FromScope scope, SourceSpan span) {
        var columns = scope.node().schema().columns();
        for (var pseudo : List.of(PseudoColumn.ROWPARTITION, PseudoColumn.ROWOFFSET)) {
            if (Expressions.columns(expression).stream()
                    .anyMatch(i -> columns.get(i).name().equals(pseudo.name()))) {
                throw new SqlException(
                        ErrorCode.INVALID_QUERY,
                        "Pull queries don't support the following columns in %s clauses: `%s`\n%s"
                                .formatted(clause.text(), pseudo, HELP),
                        span,
                        "Add EMIT CHANGES for a push query.");
            }
        }
    }
}
