// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.JoinClause;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.Relation;
import dev.bottledwater.sql.ast.SelectItem;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.TimeSpan;
import dev.bottledwater.sql.ast.WindowExpression;
import dev.bottledwater.sql.parse.grammar.KsqlParser;
import dev.bottledwater.sql.parse.grammar.KsqlParser.AliasedSourceContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.GroupByContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.HoppingWindowContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.JoinClauseContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.JoinKindContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.PartitionByContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.QueryContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.RelationContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SelectAllContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SelectAllOfContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SelectExpressionContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SelectFieldsContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SelectItemContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.SessionWindowContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.TimeSpanContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.TumblingWindowContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.WindowBoundsContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.WindowContext;
import dev.bottledwater.sql.parse.grammar.KsqlParser.WithinClauseContext;

import org.jspecify.annotations.Nullable;

/** Makes queries of parse trees. */
final class QueryBuilder {
    private final Positions positions;
    private final Names names;
    private final Numbers numbers;
    private final ExpressionBuilder expressions;

    QueryBuilder(Positions positions, Names names, Numbers numbers, ExpressionBuilder expressions) {
        this.positions = positions;
        this.names = names;
        this.numbers = numbers;
        this.expressions = expressions;
    }

    Query query(QueryContext context) {
        return new Query(
                context.selectItem().stream().map(this::item).toList(),
                relation(context.relation()),
                context.window() == null ? null : window(context.window()),
                expressions.optional(context.where),
                context.groupBy() == null ? null : groupBy(context.groupBy()),
                context.partitionBy() == null ? null : partitionBy(context.partitionBy()),
                expressions.optional(context.having),
                context.emit == null
                        ? null
                        : context.emit.getType() == KsqlParser.FINAL
                                ? Query.Emit.FINAL
                                : Query.Emit.CHANGES,
                context.limit == null ? null : numbers.limit(context.limit),
                positions.of(context));
    }

    private SelectItem item(SelectItemContext context) {
        SourceSpan span = positions.of(context);
        return switch (context) {
            case SelectExpressionContext item ->
                    new SelectItem.Single(
                            expressions.expression(item.expression()),
                            item.identifier() == null ? null : names.identifier(item.identifier()),
                            span);
            case SelectAllOfContext item ->
                    new SelectItem.AllColumns(names.identifier(item.identifier()), span);
            case SelectFieldsContext item ->
                    new SelectItem.AllFields(expressions.primary(item.primary()), span);
            case SelectAllContext _ -> new SelectItem.AllColumns(null, span);
            default -> throw SyntaxErrors.unknownTree(context);
        };
    }

    private Query.Keys groupBy(GroupByContext context) {
        return new Query.Keys(
                context.value().isEmpty()
                        ? expressions.expressions(context.expression())
                        : context.value().stream().map(expressions::value).toList(),
                positions.of(context));
    }

    private Query.Keys partitionBy(PartitionByContext context) {
        return new Query.Keys(
                context.value().isEmpty()
                        ? expressions.expressions(context.expression())
                        : context.value().stream().map(expressions::value).toList(),
                positions.of(context));
    }

    private Relation relation(RelationContext context) {
        Relation.Source first = source(context.aliasedSource());
        return context.joinClause().isEmpty()
                ? first
                : new Relation.Joined(
                        first,
                        context.joinClause().stream().map(this::join).toList(),
                        positions.of(context));
    }

    private Relation.Source source(AliasedSourceContext context) {
        Identifier name = names.identifier(context.sourceName().identifier());
        Identifier alias =
                context.identifier() == null ? name : names.identifier(context.identifier());
        return new Relation.Source(name, alias, positions.of(context));
    }

    private JoinClause join(JoinClauseContext context) {
        return new JoinClause(
                kind(context.joinKind()),
                source(context.aliasedSource()),
                context.withinClause() == null ? null : within(context.withinClause()),
                expressions.expression(context.expression()),
                positions.of(context));
    }

    private static JoinClause.Kind kind(@Nullable JoinKindContext context) {
        if (context == null || context.INNER() != null) {
            return JoinClause.Kind.INNER;
        }
        if (context.LEFT() != null) {
            return JoinClause.Kind.LEFT;
        }
        return context.RIGHT() != null ? JoinClause.Kind.RIGHT : JoinClause.Kind.FULL;
    }

    private JoinClause.Window within(WithinClauseContext context) {
        boolean symmetric = context.symmetric != null;
        return new JoinClause.Window(
                numbers.timeSpan(symmetric ? context.symmetric : context.before),
                numbers.timeSpan(symmetric ? context.symmetric : context.after),
                symmetric,
                timeSpan(context.grace),
                positions.of(context));
    }

    private WindowExpression window(WindowContext context) {
        SourceSpan span = positions.of(context);
        return switch (context) {
            case TumblingWindowContext window ->
                    new WindowExpression.Tumbling(
                            numbers.timeSpan(window.timeSpan()),
                            retention(window.windowBounds()),
                            grace(window.windowBounds()),
                            span);
            case HoppingWindowContext window ->
                    new WindowExpression.Hopping(
                            numbers.timeSpan(window.timeSpan(0)),
                            numbers.timeSpan(window.timeSpan(1)),
                            retention(window.windowBounds()),
                            grace(window.windowBounds()),
                            span);
            case SessionWindowContext window ->
                    new WindowExpression.Session(
                            numbers.timeSpan(window.timeSpan()),
                            retention(window.windowBounds()),
                            grace(window.windowBounds()),
                            span);
            default -> throw SyntaxErrors.unknownTree(context);
        };
    }

    private @Nullable TimeSpan retention(WindowBoundsContext context) {
        return timeSpan(context.retention);
    }

    private @Nullable TimeSpan grace(WindowBoundsContext context) {
        return timeSpan(context.grace);
    }

    private @Nullable TimeSpan timeSpan(@Nullable TimeSpanContext context) {
        return context == null ? null : numbers.timeSpan(context);
    }
}
