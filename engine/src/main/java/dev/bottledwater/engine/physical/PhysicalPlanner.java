// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a logical plan into a physical one: chooses operators, decides what needs a store or a
 * repartition topic, and names everything as KSQL does ({@code KsqlTopic-Reduce}, {@code
 * Aggregate-GroupBy}, {@code Aggregate-Aggregate-Materialize}).
 */
public final class PhysicalPlanner {
    private static final String SOURCE = "KsqlTopic";
    private static final String AGGREGATE = "Aggregate";
    private static final String JOIN = "Join";

    private final FormatSpec groupKeyFormat;
    private final Map<String, Integer> used = new HashMap<>();

    private PhysicalPlanner(FormatSpec groupKeyFormat) {
        this.groupKeyFormat = groupKeyFormat;
    }

    /**
     * The plan of a persistent query.
     *
     * @param sink the source that the query creates or writes to
     * @throws IllegalArgumentException when the rows don't fit the sink, or the plan can't run as a
     *     persistent query
     */
    public static PhysicalPlan plan(QueryPlan plan, Source sink) {
        return plan(plan, sink, false);
    }

    /**
     * The plan of a persistent query.
     *
     * @param sink the source that the query creates or writes to
     * @param keepsTable whether the rows of a table must be in a store, from which they can be
     *     written again
     * @throws IllegalArgumentException when the rows don't fit the sink, or the plan can't run as a
     *     persistent query
     */
    public static PhysicalPlan plan(QueryPlan plan, Source sink, boolean keepsTable) {
        if (plan.limit() != null) {
            throw new IllegalArgumentException("LIMIT is not supported in persistent queries");
        }
        var root = new PhysicalPlanner(sink.keyFormat()).step(plan.root(), keepsTable);
        checkFits(root, sink);
        return new PhysicalPlan(
                root,
                new Sink(
                        sink.name(),
                        sink.topic(),
                        sink.schema(),
                        sink.keyFormat(),
                        sink.valueFormat(),
                        root.window(),
                        sink.timestamp()));
    }

    /** The steps of a transient query, which has no sink and keeps its state in memory. */
    public static Step transientSteps(QueryPlan plan) {
        return new PhysicalPlanner(FormatSpec.of("NONE")).step(plan.root(), false);
    }

    private static void checkFits(Step root, Source sink) {
        if (!types(root.schema()).equals(types(sink.schema()))
                || root.schema().keyCount() != sink.schema().keyCount()) {
            throw new IllegalArgumentException(
                    "The query's rows (%s) do not fit the columns of %s (%s)"
                            .formatted(root.schema(), sink.name(), sink.schema()));
        }
        if (root.kind() != sink.kind()) {
            throw new IllegalArgumentException(
                    "The query emits a %s, but %s is a %s"
                            .formatted(root.kind(), sink.name(), sink.kind()));
        }
    }

    private static List<?> types(RowSchema schema) {
        return schema.columns().stream().map(Column::type).toList();
    }

    /**
     * @param oldRows whether a step above needs the old row of a change
     */
    private Step step(PlanNode node, boolean oldRows) {
        return switch (node) {
            case PlanNode.Scan scan -> source(scan, oldRows);
            case PlanNode.Filter filter -> {
                var input = step(filter.input(), true);
                yield new Step.Filter(
                        unique(overAggregate(input) ? "Aggregate-HavingFilter" : "WhereFilter"),
                        input,
                        filter.condition());
            }
            case PlanNode.Project project -> {
                var input = step(project.input(), oldRows);
                yield new Step.Project(
                        unique(overAggregate(input) ? "Aggregate-Project" : "Project"),
                        input,
                        project.keyNames(),
                        project.values());
            }
            case PlanNode.Repartition repartition ->
                    new Step.Repartition(
                            unique("PartitionBy"),
                            step(repartition.input(), false),
                            repartition.key());
            case PlanNode.FlatMap(var input, var lists) ->
                    new Step.FlatMap(unique("FlatMap"), step(input, false), lists);
            case PlanNode.Aggregate aggregate -> aggregate(aggregate);
            case PlanNode.Join join -> join(join, JOIN);
        };
    }

    /**
     * @param name of the last join of a chain {@code Join}, of the one before it {@code L_Join}
     */
    private Step join(PlanNode.Join join, String name) {
        return new Step.Join(
                unique(name),
                joined(join.left(), "L_" + name, join.leftMoves()),
                joined(join.right(), "R_" + name, join.rightMoves()),
                join.joinKind(),
                join.method(),
                join.key(),
                join.keyFormat(),
                join.leftMoves(),
                join.rightMoves());
    }

    /** A side of a join; the old rows of a table are needed, which a move keeps by itself. */
    private Step joined(PlanNode side, String name, boolean moves) {
        return switch (side) {
            case PlanNode.Join join -> join(join, name);
            case PlanNode.Repartition(var input, var key) ->
                    new Step.Repartition(unique("PartitionBy"), joined(input, name, false), key);
            case PlanNode.Scan _,
                    PlanNode.Filter _,
                    PlanNode.Project _,
                    PlanNode.FlatMap _,
                    PlanNode.Aggregate _ ->
                    step(side, !moves);
        };
    }

    private Step source(PlanNode.Scan scan, boolean oldRows) {
        ScannedSource source = scan.source();
        var name = unique(SOURCE);
        return switch (source.kind()) {
            case STREAM -> new Step.StreamSource(name, source, scan.columns());
            case TABLE ->
                    new Step.TableSource(
                            name, source, scan.columns(), oldRows ? name + "-Reduce" : null);
        };
    }

    private Step aggregate(PlanNode.Aggregate aggregate) {
        var input = step(aggregate.input(), true);
        var name = unique(AGGREGATE);
        var store = name + "-Aggregate-Materialize";
        var windowing = aggregate.windowing();
        boolean moves = input.kind() == SourceKind.TABLE || !groupsByKey(aggregate, input);
        var grouping =
                new Grouping(
                        aggregate.grouping(), moves ? name + "-GroupBy" : null, groupKeyFormat);
        if (input.kind() == SourceKind.TABLE) {
            if (windowing != null) {
                throw new IllegalArgumentException(
                        "WINDOW needs a stream, but the input is a table");
            }
            for (var call : aggregate.aggregates()) {
                if (!call.aggregator().canUndo()) {
                    throw new IllegalArgumentException(
                            "The aggregation function %s cannot be applied to a table source, only to a stream source."
                                    .formatted(call.function().name()));
                }
            }
            return new Step.TableAggregate(name, input, grouping, aggregate.aggregates(), store);
        }
        return windowing == null
                ? new Step.StreamAggregate(name, input, grouping, aggregate.aggregates(), store)
                : new Step.WindowedAggregate(
                        name, input, grouping, aggregate.aggregates(), windowing, store);
    }

    /**
     * Whether the groups are the keys, so that the rows of a group are in one partition already.
     */
    private static boolean groupsByKey(PlanNode.Aggregate aggregate, Step input) {
        var grouping = aggregate.grouping();
        if (input.window() != null
                || grouping.isEmpty()
                || grouping.size() != input.schema().keyCount()) {
            return false;
        }
        for (int i = 0; i < grouping.size(); i++) {
            if (!(grouping.get(i).expression() instanceof TypedExpression.ColumnRef ref)
                    || ref.index() != i) {
                return false;
            }
        }
        return true;
    }

    private static boolean overAggregate(Step step) {
        return switch (step) {
            case Step.StreamAggregate _, Step.WindowedAggregate _, Step.TableAggregate _ -> true;
            case Step.Filter f -> overAggregate(f.input());
            case Step.Project p -> overAggregate(p.input());
            case Step.StreamSource _,
                    Step.TableSource _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.Join _ ->
                    false;
        };
    }

    private String unique(String name) {
        int count = used.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "-" + count;
    }
}
