// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.typing.AggregateHandler;
import dev.bottledwater.sql.typing.Clause;
import dev.bottledwater.sql.typing.ExpressionText;
import dev.bottledwater.sql.typing.ExpressionTyper;
import dev.bottledwater.sql.typing.Literals;
import dev.bottledwater.sql.typing.Scope;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One query: source, filter, then a new key and the rows of table functions, or an aggregation,
 * then the projection.
 */
final class SelectAnalysis {
    private final Query query;
    private final QueryKind kind;
    private final FromScope scope;
    private final Catalog catalog;
    private final FunctionRegistry functions;
    private final Map<String, String> properties;

    SelectAnalysis(
            Query query,
            QueryKind kind,
            FromScope scope,
            Catalog catalog,
            FunctionRegistry functions,
            Map<String, String> properties) {
        this.query = query;
        this.kind = kind;
        this.scope = scope;
        this.catalog = catalog;
        this.functions = functions;
        this.properties = properties;
    }

    AnalyzedQuery analyze() {
        var aggregation =
                new Aggregation(scope, query.window() != null, catalog, functions, properties);
        var tables = new TableFunctions(query, kind, scope, catalog, functions);
        var typer =
                new ExpressionTyper(
                        aggregation.scope(),
                        Clause.SELECT,
                        catalog,
                        functions,
                        aggregation,
                        tables);
        var columns =
                SelectList.expand(
                        query.select(),
                        scope,
                        typer,
                        kind instanceof QueryKind.Transient,
                        newKey());
        checkNames(columns);
        boolean keys = query.groupBy() != null || query.partitionBy() != null;
        var typed =
                columns.stream()
                        .map(c -> keys ? typer.type(c.expression()) : typer.column(c.expression()))
                        .toList();
        PlanNode input = filtered(scope.node());
        boolean aggregates =
                query.groupBy() != null || !aggregation.calls().isEmpty() || query.having() != null;
        tables.checkAggregates(aggregates);
        var shaped =
                aggregates
                        ? new GroupingAnalysis(query, kind, scope, catalog, functions, aggregation)
                                .analyze(input, columns, typed)
                        : query.partitionBy() != null
                                ? repartitioned(input, columns, typed, query.partitionBy(), tables)
                                : sourceKeyed(input, typed, tables);
        checkWindow(aggregates);
        return project(columns, shaped);
    }

    /**
     * The plan up to the projection.
     *
     * @param selected the SELECT list over the node's rows
     */
    record Shaped(PlanNode node, KeyColumns key, List<TypedExpression> selected, boolean keyless) {}

    private ExpressionTyper typer(Scope names, Clause clause, AggregateHandler aggregates) {
        return new ExpressionTyper(names, clause, catalog, functions, aggregates);
    }

    private void checkWindow(boolean aggregates) {
        var window = query.window();
        if (window != null && !aggregates) {
            throw new SqlException(
                    ErrorCode.INVALID_WINDOW,
                    "WINDOW clause requires a GROUP BY clause.",
                    window.span(),
                    null);
        }
    }

    private List<Expression> newKey() {
        var keys = query.partitionBy();
        return keys == null || keys.expressions().stream().anyMatch(Literals::isNull)
                ? List.of()
                : keys.expressions();
    }

    /** Names of pseudo columns can't be those of stored columns but of a new key. */
    private void checkNames(List<SelectedColumn> columns) {
        if (!(kind instanceof QueryKind.Persistent)) {
            return;
        }
        for (var column : columns) {
            boolean key = newKey().stream().anyMatch(k -> k == column.expression());
            if (!key && PseudoColumn.isName(column.name())) {
                throw new SqlException(
                        ErrorCode.INVALID_COLUMN,
                        column.aliased() && !isItself(column)
                                ? "`%s` is a reserved column name. You cannot use it as an alias for a column."
                                        .formatted(column.name())
                                : "Reserved column name in select: `%s`. Please remove or alias the column."
                                        .formatted(column.name()),
                        column.span(),
                        "Give it another name with AS.");
            }
        }
    }

    /** Whether a column's alias is the name that it has anyway. */
    private static boolean isItself(SelectedColumn column) {
        return column.expression() instanceof Expression.ColumnRef ref
                && ref.name().text().equals(column.name());
    }

    private PlanNode filtered(PlanNode input) {
        var where = query.where();
        if (where == null) {
            checkKeys();
            return input;
        }
        var condition =
                Conditions.type(
                        where,
                        typer(
                                whereScope(),
                                Clause.WHERE,
                                call -> {
                                    call.arguments()
                                            .forEach(
                                                    typer(
                                                                    whereScope(),
                                                                    Clause.WHERE,
                                                                    Conditions.noAggregates(
                                                                            Clause.WHERE))
                                                            ::typing);
                                    return Conditions.noAggregates(Clause.WHERE).type(call);
                                }),
                        Clause.WHERE);
        if (query.emit() == null && kind instanceof QueryKind.Transient) {
            PullRules.checkColumns(condition, Clause.WHERE, scope, where.span());
        }
        checkKeys();
        return new PlanNode.Filter(input, condition);
    }

    private void checkKeys() {
        if (query.emit() == null
                && kind instanceof QueryKind.Transient
                && scope.kind() == SourceKind.TABLE) {
            PullKeys.check(scope.leftMost(), query.where(), query.span(), properties);
        }
    }

    /** The bounds of windows aren't known before rows are grouped. */
    private Scope whereScope() {
        if (query.window() == null) {
            return scope;
        }
        return new Scope() {
            @Override
            public Optional<TypedExpression> resolve(
                    @Nullable Identifier source, Identifier name, Clause clause) {
                if (name.text().equals(PseudoColumn.WINDOWSTART.name())
                        || name.text().equals(PseudoColumn.WINDOWEND.name())) {
                    throw new SqlException(
                            ErrorCode.UNKNOWN_COLUMN,
                            "Error in WHERE expression: Unknown column %s.".formatted(name.text()),
                            name.span(),
                            "Select it with an alias and filter the result.");
                }
                return scope.resolve(source, name, clause);
            }

            @Override
            public java.util.Collection<String> names() {
                return scope.names();
            }
        };
    }

    private Shaped sourceKeyed(PlanNode input, List<TypedExpression> typed, TableFunctions tables) {
        return new Shaped(tables.over(input, e -> e), scope.key(), typed, false);
    }

    private Shaped repartitioned(
            PlanNode input,
            List<SelectedColumn> columns,
            List<TypedExpression> typed,
            Query.Keys partitionBy,
            TableFunctions tables) {
        if (partitionBy.expressions().isEmpty()) {
            throw new SqlException(
                    ErrorCode.INVALID_CLAUSE,
                    "PARTITION BY requires at least one expression",
                    partitionBy.span(),
                    "PARTITION BY NULL makes a stream without a key.");
        }
        boolean keyless =
                partitionBy.expressions().size() == 1
                        && Literals.isNull(partitionBy.expressions().getFirst());
        var written = keyless ? List.<Expression>of() : partitionBy.expressions();
        var typer = typer(scope, Clause.PARTITION_BY, Conditions.noAggregates(Clause.PARTITION_BY));
        var keys = written.stream().map(typer::type).toList();
        if (isSourceKey(keys) && written.stream().noneMatch(SelectedColumn::isValueCopy)) {
            return sourceKeyed(input, typed, tables);
        }
        var named = KeyColumns.named(written, keys, columns, scope);
        var node = tables.over(new PlanNode.Repartition(input, named), e -> overKey(e, named));
        var selected = typed.stream().map(e -> overKey(e, named)).toList();
        var qualified = new CanonicalText(scope);
        return new Shaped(
                node,
                KeyColumns.leading(
                        KeyColumns.Origin.PARTITION_BY,
                        named.stream().map(NamedExpression::name).toList(),
                        written.stream().map(qualified::qualify).map(ExpressionText::of).toList()),
                selected,
                keyless);
    }

    /** Whether rows are partitioned by these expressions already. */
    private boolean isSourceKey(List<TypedExpression> keys) {
        int count = scope.node().schema().keyCount();
        return scope.node().window() == null
                && keys.size() == count
                && IntStream.range(0, count)
                        .allMatch(
                                i ->
                                        keys.get(i) instanceof TypedExpression.ColumnRef ref
                                                && scope.key()
                                                        .columns()
                                                        .get(i)
                                                        .contains(ref.index()));
    }

    /** An expression over the source's rows as one over rows that begin with the new key. */
    private static TypedExpression overKey(TypedExpression expression, List<NamedExpression> keys) {
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).expression().equals(expression)) {
                return new TypedExpression.ColumnRef(i, keys.get(i).name(), expression.type());
            }
        }
        return expression instanceof TypedExpression.ColumnRef(int i, var name, var type)
                ? new TypedExpression.ColumnRef(i + keys.size(), name, type)
                : Expressions.mapChildren(expression, e -> overKey(e, keys));
    }

    private AnalyzedQuery project(List<SelectedColumn> columns, Shaped shaped) {
        int keyCount = shaped.node().schema().keyCount();
        var slots = new ArrayList<List<SelectedColumn>>();
        for (int i = 0; i < keyCount; i++) {
            slots.add(shaped.key().references(i, columns, shaped.selected(), partitionsByCopy(i)));
        }
        if (kind instanceof QueryKind.Persistent persistent) {
            shaped.key().check(persistent.sink(), slots, query.span());
        }
        var keyNames = new ArrayList<String>();
        for (int i = 0; i < keyCount; i++) {
            keyNames.add(
                    slots.get(i).isEmpty()
                            ? shaped.key().names().get(i)
                            : slots.get(i).getFirst().name());
        }
        var values = new ArrayList<NamedExpression>();
        var output = new ArrayList<QueryPlan.OutputColumn>();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            if (query.emit() == null && kind instanceof QueryKind.Transient) {
                PullRules.checkColumns(
                        shaped.selected().get(i), Clause.SELECT, scope, column.span());
            }
            int key =
                    IntStream.range(0, keyCount)
                            .filter(
                                    k ->
                                            !slots.get(k).isEmpty()
                                                    && slots.get(k).getFirst() == column)
                            .findFirst()
                            .orElse(-1);
            if (key < 0) {
                values.add(new NamedExpression(column.name(), shaped.selected().get(i)));
            }
            output.add(
                    new QueryPlan.OutputColumn(
                            column.name(), key < 0 ? keyCount + values.size() - 1 : key));
        }
        return new AnalyzedQuery(
                new QueryPlan(
                        new PlanNode.Project(shaped.node(), keyNames, values),
                        output,
                        emit(),
                        query.limit() == null ? null : query.limit().longValue(),
                        scope.sources().stream().map(s -> s.source().name()).toList()),
                columns,
                scope,
                shaped.keyless());
    }

    /** Whether a key column is {@code PARTITION BY AS_VALUE(…)}, which that expression selects. */
    private boolean partitionsByCopy(int key) {
        var partitionBy = query.partitionBy();
        return partitionBy != null
                && SelectedColumn.isValueCopy(partitionBy.expressions().get(key));
    }

    private QueryPlan.@Nullable Emit emit() {
        var emit = query.emit();
        if (emit == null) {
            return kind instanceof QueryKind.Persistent ? QueryPlan.Emit.CHANGES : null;
        }
        return switch (emit) {
            case CHANGES -> QueryPlan.Emit.CHANGES;
            case FINAL -> QueryPlan.Emit.FINAL;
        };
    }
}
