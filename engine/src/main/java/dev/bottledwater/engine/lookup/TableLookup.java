// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.lookup;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.Projection;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.SourceLayout;
import dev.bottledwater.engine.operator.SourceUses;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.pull.RoutedTables;
import dev.bottledwater.engine.pull.TableHere;
import dev.bottledwater.engine.push.ResultRows;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.type.SqlType;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code SELECT … FROM table WHERE key = constant}, made ready once for all constants: what is left
 * for each is one read of a store and the projection. Thread-safe.
 */
public final class TableLookup {
    private static final Headers NO_HEADERS = new RecordHeaders();

    /** Making classes costs more than some rows do. */
    private static final ExpressionCompiler COMPILER = ExpressionCompiler.interpreter();

    private final SqlType keyType;
    private final TableHere table;
    private final Rows rows;
    private final ResultRows result;
    private final List<RowStream.ResultColumn> columns;

    private TableLookup(SqlType keyType, TableHere table, Rows rows, ResultRows result) {
        this.keyType = keyType;
        this.table = table;
        this.rows = rows;
        this.result = result;
        this.columns = result.columns(true);
    }

    /** The row that a step makes of one of the table; null for none. */
    @FunctionalInterface
    private interface Rows {
        @Nullable Row of(Row key, Row row, long recordTimestamp);
    }

    /**
     * Makes a lookup ready.
     *
     * @param plan of a pull query
     * @param catalog that it was analysed with
     * @param scope names the query in the processing log: failures of all constants are logged
     *     under the id of the first
     * @return empty when the plan isn't one, or its table isn't kept by a query
     * @throws IllegalArgumentException when it can't run
     */
    public static Optional<TableLookup> of(
            QueryPlan plan, Catalog catalog, QueryScope scope, RoutedTables tables) {
        var queryId = catalog.source(plan.sources().getFirst()).map(Source::createdBy);
        if (queryId.isEmpty()) {
            return Optional.empty();
        }
        var reading =
                new QueryScope(
                        scope.queryId(), COMPILER, scope.formats(), scope.names(), scope.log());
        var root = PhysicalPlanner.transientSteps(plan);
        return keyed(root)
                .map(
                        source ->
                                new TableLookup(
                                        source.source().keyColumns().getFirst().type(),
                                        tables.here(queryId.get(), reading),
                                        rows(root, SourceUses.of(root), reading),
                                        ResultRows.of(plan)));
    }

    /** The table whose key is compared with a constant; empty when that isn't what the plan is. */
    private static Optional<Step.TableSource> keyed(Step step) {
        return switch (step) {
            case Step.Project s -> keyed(s.input());
            case Step.Filter(_, Step.TableSource source, var condition) ->
                    source.source().window() == null && isKey(source, condition)
                            ? Optional.of(source)
                            : Optional.empty();
            case Step.Filter _,
                    Step.StreamSource _,
                    Step.TableSource _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.StreamAggregate _,
                    Step.WindowedAggregate _,
                    Step.TableAggregate _,
                    Step.Join _ ->
                    Optional.empty();
        };
    }

    /** Whether a condition compares the only key column with a constant of its type. */
    private static boolean isKey(Step.TableSource source, TypedExpression condition) {
        return source.source().keyColumns().size() == 1
                && condition
                        instanceof TypedExpression.Comparison(var operator, var left, var right)
                && operator == ComparisonOperator.EQUAL
                && left instanceof TypedExpression.ColumnRef ref
                && right instanceof TypedExpression.Literal
                && source.columns().get(ref.index()) instanceof ScanColumn.Key
                && left.type().equals(right.type());
    }

    /**
     * The condition isn't tested again: the row of a key is the one whose key column has the
     * constant.
     *
     * @param step of a plan that is {@link #keyed}
     */
    private static Rows rows(Step step, SourceUses uses, QueryScope scope) {
        return switch (step) {
            case Step.Project s ->
                    projected(
                            rows(s.input(), uses, scope),
                            Projection.of(s, scope.compiler()),
                            errors(s, scope));
            case Step.Filter s -> rows(s.input(), uses, scope);
            case Step.TableSource s -> source(s, uses, scope);
            case Step.StreamSource _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.StreamAggregate _,
                    Step.WindowedAggregate _,
                    Step.TableAggregate _,
                    Step.Join _ ->
                    throw new IllegalArgumentException("not a lookup");
        };
    }

    private static Rows projected(Rows input, Projection projection, StepErrors errors) {
        return (key, row, time) -> {
            var made = input.of(key, row, time);
            return made == null ? null : projection.apply(made, errors);
        };
    }

    private static Rows source(Step.TableSource step, SourceUses uses, QueryScope scope) {
        var layout =
                SourceLayout.of(
                        step.source(),
                        step.columns(),
                        uses.columns(step.name()),
                        scope.formats(),
                        scope.names().physicalTopic(step.source().topic()));
        var errors = errors(step, scope);
        return (key, row, recordTime) -> {
            var value = layout.value(row);
            long time;
            try {
                time = layout.timestamp(key, value, recordTime);
            } catch (IllegalArgumentException e) {
                errors.report(
                        ProcessingLog.Type.RECORD_PROCESSING_ERROR, String.valueOf(e.getMessage()));
                return null;
            }
            return layout.complete(key, value, time, RecordPosition.NONE, NO_HEADERS, 0, 0);
        };
    }

    private static StepErrors errors(Step step, QueryScope scope) {
        return new StepErrors(scope, step.name(), () -> RecordPosition.NONE);
    }

    /** The type of the constants. */
    SqlType keyType() {
        return keyType;
    }

    /**
     * Reads the rows of a constant.
     *
     * @param constant that the key is to be equal to
     * @return empty when the rows may be in another process, or can't be read here now
     */
    Optional<RowStream> at(TypedExpression.Literal constant) {
        var found = new ArrayList<RowStream.Event.Row>(1);
        var key = Row.of(constant.value());
        boolean here =
                table.lookUp(
                        key,
                        (_, row, time) -> {
                            var made = rows.of(key, row, time);
                            if (made != null) {
                                found.add(result.row(made));
                            }
                            return true;
                        });
        return here
                ? Optional.of(new RowsAtHand("query_" + System.currentTimeMillis(), columns, found))
                : Optional.empty();
    }
}
