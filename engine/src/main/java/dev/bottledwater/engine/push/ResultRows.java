// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.plan.QueryPlan.OutputColumn;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.schema.RowSchema;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Picks the columns of the SELECT list from the rows of a plan's root. */
public record ResultRows(
        RowSchema schema, List<OutputColumn> output, Map<Integer, PseudoColumn> windowBounds) {

    /** The columns of a plan's SELECT list. */
    public static ResultRows of(QueryPlan plan) {
        var root = plan.root();
        var bounds = new HashMap<Integer, PseudoColumn>();
        for (int i = 0; i < root.schema().columns().size(); i++) {
            var bound = windowBound(root, i);
            if (bound != null) {
                bounds.put(i, bound);
            }
        }
        return new ResultRows(root.schema(), plan.output(), Map.copyOf(bounds));
    }

    /** WINDOWSTART or WINDOWEND of the source if a column is one, under whatever name. */
    private static @Nullable PseudoColumn windowBound(PlanNode node, int index) {
        return switch (node) {
            case PlanNode.Scan scan ->
                    scan.columns().get(index) instanceof ScanColumn.Pseudo(var column)
                                    && (column == PseudoColumn.WINDOWSTART
                                            || column == PseudoColumn.WINDOWEND)
                            ? column
                            : null;
            case PlanNode.Filter filter -> windowBound(filter.input(), index);
            case PlanNode.Project project -> {
                int value = index - project.keyNames().size();
                yield value >= 0
                                && project.values().get(value).expression()
                                        instanceof TypedExpression.ColumnRef ref
                        ? windowBound(project.input(), ref.index())
                        : null;
            }
            case PlanNode.Repartition _,
                    PlanNode.FlatMap _,
                    PlanNode.Aggregate _,
                    PlanNode.Join _ ->
                    null;
        };
    }

    /**
     * The result columns.
     *
     * @param markKeys whether key columns and the bounds of windows are marked, as in pull queries
     *     on tables
     */
    public List<ResultColumn> columns(boolean markKeys) {
        return output.stream()
                .map(
                        o ->
                                new ResultColumn(
                                        o.name(),
                                        schema.columns().get(o.index()).type(),
                                        markKeys
                                                && (o.index() < schema.keyCount()
                                                        || windowBounds.containsKey(o.index()))))
                .toList();
    }

    /** A row of the result from one of the plan's root. */
    public Event.Row row(Row row) {
        var values = new @Nullable Object[output.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(output.get(i).index());
        }
        return new Event.Row(values, false);
    }

    /** A delete, which has its key columns and the bounds of its window only. */
    Event.Row tombstone(Object key) {
        var values = new @Nullable Object[output.size()];
        var columns = Keys.row(key);
        for (int i = 0; i < values.length; i++) {
            int index = output.get(i).index();
            values[i] =
                    columns != null && index < schema.keyCount()
                            ? columns.get(index)
                            : bound(key, windowBounds.get(index));
        }
        return new Event.Row(values, true);
    }

    private static @Nullable Long bound(Object key, @Nullable PseudoColumn column) {
        return column == null
                ? null
                : column == PseudoColumn.WINDOWSTART
                        ? (Long) Keys.windowStart(key)
                        : (Long) Keys.windowEnd(key);
    }
}
