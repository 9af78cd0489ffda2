// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import dev.bottledwater.sql.ast.JoinClause;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.Relation;
import dev.bottledwater.sql.ast.SelectItem;
import dev.bottledwater.sql.ast.TimeSpan;
import dev.bottledwater.sql.ast.WindowExpression;

import org.jspecify.annotations.Nullable;

import java.util.stream.Collectors;

/**
 * Queries as text: a line for each clause, and one for each item where the projection has several.
 */
final class QueryFormat {
    private QueryFormat() {}

    static String format(Query query) {
        StringBuilder out = new StringBuilder("SELECT");
        if (query.select().size() == 1) {
            out.append(' ').append(item(query.select().getFirst()));
        } else {
            out.append(
                    query.select().stream()
                            .map(QueryFormat::item)
                            .collect(Collectors.joining(",\n  ", "\n  ", "")));
        }
        out.append("\nFROM ").append(relation(query.from()));
        if (query.window() != null) {
            // the blank behind it is the canonical form's own
            out.append("\nWINDOW ").append(window(query.window())).append(' ');
        }
        if (query.where() != null) {
            out.append("\nWHERE ").append(ExpressionFormat.format(query.where()));
        }
        if (query.groupBy() != null) {
            out.append("\nGROUP BY ").append(keys(query.groupBy()));
        }
        if (query.partitionBy() != null) {
            out.append("\nPARTITION BY ").append(keys(query.partitionBy()));
        }
        if (query.having() != null) {
            out.append("\nHAVING ").append(ExpressionFormat.format(query.having()));
        }
        if (query.emit() != null) {
            out.append("\nEMIT ").append(query.emit());
        }
        if (query.limit() != null) {
            out.append("\nLIMIT ").append(query.limit());
        }
        return out.toString();
    }

    private static String keys(Query.Keys keys) {
        return keys.expressions().isEmpty() ? "()" : ExpressionFormat.list(keys.expressions());
    }

    private static String item(SelectItem item) {
        return switch (item) {
            case SelectItem.Single(var expression, var alias, _) ->
                    ExpressionFormat.format(expression)
                            + (alias == null ? "" : " " + Identifiers.name(alias.text()));
            case SelectItem.AllColumns(var source, _) ->
                    source == null ? "*" : Identifiers.name(source.text()) + ".*";
            case SelectItem.AllFields(var struct, _) -> ExpressionFormat.format(struct) + "->*";
        };
    }

    private static String relation(Relation relation) {
        return switch (relation) {
            case Relation.Source source -> source(source);
            case Relation.Joined(var first, var joins, _) ->
                    source(first)
                            + joins.stream().map(QueryFormat::join).collect(Collectors.joining());
        };
    }

    private static String source(Relation.Source source) {
        return Identifiers.name(source.name().text())
                + " "
                + Identifiers.name(source.alias().text());
    }

    private static String join(JoinClause join) {
        String kind =
                switch (join.kind()) {
                    case INNER -> "INNER";
                    case LEFT -> "LEFT OUTER";
                    case RIGHT -> "RIGHT OUTER";
                    case FULL -> "FULL OUTER";
                };
        return "\n%s JOIN %s%s ON (%s)"
                .formatted(
                        kind,
                        source(join.right()),
                        join.within() == null ? "" : " " + within(join.within()),
                        ExpressionFormat.format(join.criteria()));
    }

    private static String within(JoinClause.Window window) {
        String length =
                window.symmetric()
                        ? timeSpan(window.before())
                        : "(" + timeSpan(window.before()) + ", " + timeSpan(window.after()) + ")";
        return "WITHIN "
                + length
                + (window.grace() == null ? "" : " GRACE PERIOD " + timeSpan(window.grace()));
    }

    static String window(WindowExpression window) {
        return switch (window) {
            case WindowExpression.Tumbling(var size, var retention, var grace, _) ->
                    "TUMBLING ( SIZE " + timeSpan(size) + bounds(retention, grace) + " )";
            case WindowExpression.Hopping(var size, var advance, var retention, var grace, _) ->
                    "HOPPING ( SIZE "
                            + timeSpan(size)
                            + " , ADVANCE BY "
                            + timeSpan(advance)
                            + bounds(retention, grace)
                            + " )";
            case WindowExpression.Session(var gap, var retention, var grace, _) ->
                    "SESSION ( " + timeSpan(gap) + bounds(retention, grace) + " )";
        };
    }

    private static String bounds(@Nullable TimeSpan retention, @Nullable TimeSpan grace) {
        return (retention == null ? "" : " , RETENTION " + timeSpan(retention))
                + (grace == null ? "" : " , GRACE PERIOD " + timeSpan(grace));
    }

    static String timeSpan(TimeSpan span) {
        return span.amount() + " " + span.unit();
    }
}
