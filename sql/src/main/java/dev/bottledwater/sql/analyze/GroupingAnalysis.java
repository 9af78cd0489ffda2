// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.property.Formats;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.typing.Clause;
import dev.bottledwater.sql.typing.ExpressionText;
import dev.bottledwater.sql.typing.ExpressionTyper;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** GROUP BY, its aggregates and HAVING (language reference, section 10). */
final class GroupingAnalysis {
    private final Query query;
    private final QueryKind kind;
    private final FromScope scope;
    private final Catalog catalog;
    private final FunctionRegistry functions;
    private final Aggregation aggregation;

    GroupingAnalysis(
            Query query,
            QueryKind kind,
            FromScope scope,
            Catalog catalog,
            FunctionRegistry functions,
            Aggregation aggregation) {
        this.query = query;
        this.kind = kind;
        this.scope = scope;
        this.catalog = catalog;
        this.functions = functions;
        this.aggregation = aggregation;
    }

    /**
     * The plan up to the projection.
     *
     * @param typed the SELECT list over the aggregation's virtual row
     */
    SelectAnalysis.Shaped analyze(
            PlanNode input, List<SelectedColumn> columns, List<TypedExpression> typed) {
        var written =
                query.groupBy() == null ? List.<Expression>of() : query.groupBy().expressions();
        var typer =
                new ExpressionTyper(
                        aggregation.inputScope(),
                        Clause.GROUP_BY,
                        catalog,
                        functions,
                        Conditions.noAggregates(Clause.GROUP_BY));
        var keys = written.stream().map(typer::type).toList();
        var grouping = KeyColumns.named(written, keys, columns, scope);
        var having = query.having();
        var condition =
                having == null
                        ? null
                        : Conditions.type(
                                having,
                                new ExpressionTyper(
                                        aggregation.scope(),
                                        Clause.HAVING,
                                        catalog,
                                        functions,
                                        aggregation),
                                Clause.HAVING);
        checkAggregates(written);
        var selected = overResult(columns, typed, grouping);
        checkPersistent(written, columns, selected);
        var window = query.window();
        PlanNode node =
                new PlanNode.Aggregate(
                        input,
                        grouping,
                        aggregation.calls(),
                        window == null
                                ? null
                                : Windows.of(window, query.emit() == Query.Emit.FINAL));
        if (condition != null && having != null) {
            node =
                    new PlanNode.Filter(
                            node,
                            aggregation
                                    .overResult(condition, grouping)
                                    .orElseThrow(
                                            () ->
                                                    notGrouped(
                                                            "HAVING",
                                                            List.of(having),
                                                            having.span())));
        }
        return new SelectAnalysis.Shaped(
                node,
                KeyColumns.leading(
                        KeyColumns.Origin.GROUP_BY,
                        grouping.stream().map(NamedExpression::name).toList(),
                        written.stream().map(ExpressionText::of).toList()),
                selected,
                false);
    }

    private List<TypedExpression> overResult(
            List<SelectedColumn> columns,
            List<TypedExpression> typed,
            List<NamedExpression> grouping) {
        var selected = new ArrayList<TypedExpression>();
        var missing = new ArrayList<SelectedColumn>();
        for (int i = 0; i < typed.size(); i++) {
            var mapped = aggregation.overResult(typed.get(i), grouping);
            mapped.ifPresent(selected::add);
            if (mapped.isEmpty()) {
                missing.add(columns.get(i));
            }
        }
        if (!missing.isEmpty()) {
            throw notGrouped(
                    "SELECT",
                    missing.stream().map(SelectedColumn::expression).toList(),
                    missing.getFirst().span());
        }
        return selected;
    }

    private static SqlException notGrouped(
            String clause, List<Expression> expressions, SourceSpan span) {
        return new SqlException(
                ErrorCode.INVALID_AGGREGATION,
                "Non-aggregate %s expression(s) not part of GROUP BY: %s\nEither add the column(s) to the GROUP BY or remove them from the %s."
                        .formatted(clause, ExpressionText.list(expressions), clause),
                span,
                null);
    }

    private void checkAggregates(List<Expression> written) {
        if (aggregation.calls().isEmpty()) {
            throw new SqlException(
                    ErrorCode.INVALID_AGGREGATION,
                    "GROUP BY requires aggregate functions in either the SELECT or HAVING clause.",
                    query.groupBy() == null ? query.span() : query.groupBy().span(),
                    "Add an aggregate function such as COUNT(*).");
        }
        var bare =
                scope.sources().stream()
                        .map(SourceScope::source)
                        .filter(s -> s.valueFormat().name().equals("KAFKA"))
                        .map(Source::name)
                        .collect(Collectors.joining(", "));
        if (!bare.isEmpty() && !written.isEmpty()) {
            throw new SqlException(
                    ErrorCode.INVALID_FORMAT,
                    "Source(s) %s are using the 'KAFKA' value format. This format does not yet support GROUP BY."
                            .formatted(bare),
                    query.from().span(),
                    "Use another VALUE_FORMAT.");
        }
        var aggregators = aggregation.aggregators();
        if (Formats.isFlat(scope.leftMost().valueFormat().name())
                && aggregators.stream().anyMatch(a -> isNested(a.stateType()))) {
            throw new SqlException(
                    ErrorCode.INVALID_FORMAT,
                    "One of the functions used in the statement has an intermediate type that the value format can not handle. Please remove the function or change the format.",
                    query.span(),
                    "Give the source a VALUE_FORMAT that holds arrays and structs, such as JSON.");
        }
        if (scope.kind() == SourceKind.TABLE) {
            var stuck =
                    IntStream.range(0, aggregators.size())
                            .filter(i -> !aggregators.get(i).canUndo())
                            .mapToObj(i -> aggregation.calls().get(i).function().name())
                            .distinct()
                            .sorted()
                            .toList();
            if (!stuck.isEmpty()) {
                throw new SqlException(
                        ErrorCode.INVALID_AGGREGATION,
                        "The aggregation function(s) (%s) cannot be applied to a table source, only to a stream source."
                                .formatted(String.join(", ", stuck)),
                        query.span(),
                        "A table's rows change: only functions that can take a row back work on"
                                + " it.");
            }
        }
    }

    private static boolean isNested(SqlType type) {
        return switch (type) {
            case SqlType.Array _, SqlType.Map _, SqlType.Struct _ -> true;
            case SqlType.Primitive _, SqlType.Decimal _ -> false;
        };
    }

    private void checkPersistent(
            List<Expression> written,
            List<SelectedColumn> columns,
            List<TypedExpression> selected) {
        if (!(kind instanceof QueryKind.Persistent persistent)) {
            return;
        }
        if (written.isEmpty()) {
            throw new SqlException(
                    ErrorCode.INVALID_AGGREGATION,
                    "%s statement does not support aggregate function [%s] without a GROUP BY clause."
                            .formatted(
                                    persistent.statement(), String.join(", ", aggregation.texts())),
                    query.span(),
                    "Add GROUP BY.");
        }
        boolean onlyKey = true;
        for (int i = 0; i < selected.size(); i++) {
            onlyKey &=
                    !columns.get(i).isValueCopy()
                            && selected.get(i) instanceof TypedExpression.ColumnRef ref
                            && ref.index() < written.size();
        }
        if (onlyKey) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    "The projection contains no value columns.",
                    query.span(),
                    "Select at least one column that isn't a key.");
        }
    }
}
