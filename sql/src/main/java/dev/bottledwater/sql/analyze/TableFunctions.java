// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.typing.Clause;
import dev.bottledwater.sql.typing.ExpressionTyper;
import dev.bottledwater.sql.typing.TableFunctionHandler;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Collects the table functions of a SELECT list (language reference, section 10). A call stands for
 * a column behind those of the input; {@link #over} makes the node that fills it.
 */
final class TableFunctions implements TableFunctionHandler {
    private static final String NAME = "KSQL_ROWS_";

    private final Query query;
    private final QueryKind kind;
    private final FromScope scope;
    private final ExpressionTyper arguments;
    private final int width;
    private final List<NamedExpression> lists = new ArrayList<>();
    private Expression.@Nullable FunctionCall first;

    TableFunctions(
            Query query,
            QueryKind kind,
            FromScope scope,
            Catalog catalog,
            FunctionRegistry functions) {
        this.query = query;
        this.kind = kind;
        this.scope = scope;
        this.width = scope.node().schema().columns().size();
        this.arguments =
                new ExpressionTyper(
                        scope,
                        Clause.SELECT,
                        catalog,
                        functions,
                        call -> {
                            throw withAggregation(call);
                        },
                        TableFunctionHandler.refused("the arguments of another one"));
    }

    @Override
    public TypedExpression type(Expression.FunctionCall call) {
        if (first == null) {
            first = call;
        }
        if (kind instanceof QueryKind.Transient && query.emit() == null) {
            throw PullRules.unsupported("table functions", call.span());
        }
        if (query.groupBy() != null || query.having() != null) {
            throw withAggregation(call);
        }
        if (scope.kind() == SourceKind.TABLE) {
            throw new SqlException(
                    ErrorCode.INVALID_QUERY,
                    "Table source is not supported with table functions",
                    call.span(),
                    "Use the function over the stream that the table is made of.");
        }
        TypedExpression list = arguments.tableCall(call);
        for (int i = 0; i < lists.size(); i++) {
            if (lists.get(i).expression().equals(list)) {
                return column(i);
            }
        }
        lists.add(new NamedExpression(NAME + lists.size(), list));
        return column(lists.size() - 1);
    }

    private TypedExpression column(int list) {
        Column element = lists.get(list).element();
        return new TypedExpression.ColumnRef(width + list, element.name(), element.type());
    }

    /** Refuses aggregate functions beside table functions. */
    void checkAggregates(boolean aggregates) {
        if (aggregates && first != null) {
            throw withAggregation(first);
        }
    }

    private static SqlException withAggregation(Expression.FunctionCall call) {
        return new SqlException(
                ErrorCode.INVALID_AGGREGATION,
                "Table functions cannot be used with aggregations.",
                call.span(),
                "Write the rows of the table function into a stream, and group that.");
    }

    /**
     * The node that makes the rows.
     *
     * @param onInput makes an expression over the source's rows one over the rows of {@code input},
     *     which end with those
     */
    PlanNode over(PlanNode input, UnaryOperator<TypedExpression> onInput) {
        return lists.isEmpty()
                ? input
                : new PlanNode.FlatMap(
                        input,
                        lists.stream()
                                .map(
                                        l ->
                                                new NamedExpression(
                                                        l.name(), onInput.apply(l.expression())))
                                .toList());
    }
}
