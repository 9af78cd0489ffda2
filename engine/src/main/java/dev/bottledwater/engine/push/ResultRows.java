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
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.HeaderColumn;
import dev.bottledwater.sql.schema.RowSchema;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks the columns of the SELECT list from the rows of a plan's root.
 *
 * @param windowBounds the columns that are WINDOWSTART or WINDOWEND of the source, under whatever
 *     name
 * @param headers the header columns, where the list is that of the source's own columns
 */
public record ResultRows(
        RowSchema schema,
        List<OutputColumn> output,
        Map<Integer, PseudoColumn> windowBounds,
        Map<Integer, HeaderColumn> headers) {

    /** The columns of a plan's SELECT list. */
    public static ResultRows of(QueryPlan plan) {
        var root = plan.root();
        var bounds = new HashMap<Integer, PseudoColumn>();
        var headers = new HashMap<Integer, HeaderColumn>();
        for (int i = 0; i < root.schema().columns().size(); i++) {
            var origin = origin(root, i);
            if (origin instanceof ScanColumn.Pseudo(var column) && isBound(column)) {
                bounds.put(i, column);
            } else if (origin instanceof ScanColumn.Header(var name, var header, _)) {
                headers.put(i, new HeaderColumn(name, header));
            }
        }
        return new ResultRows(
                root.schema(),
                plan.output(),
                Map.copyOf(bounds),
                takesSource(plan) ? Map.copyOf(headers) : Map.of());
    }

    /**
     * Whether the list is {@code *}: the key columns of the source, the bounds of its window, the
     * value columns, and then header columns, by their names.
     */
    private static boolean takesSource(QueryPlan plan) {
        var source = source(plan.root());
        if (source == null) {
            return false;
        }
        int keys = source.keyColumns().size();
        int all = keys + source.valueColumns().size();
        int taken = 0;
        for (var output : plan.output()) {
            var origin = origin(plan.root(), output.index());
            int place =
                    switch (origin) {
                        case null -> -1;
                        case ScanColumn.Key key -> key.index();
                        case ScanColumn.Value value -> keys + value.index();
                        case ScanColumn.Header _ -> all;
                        case ScanColumn.Pseudo(var column) -> isBound(column) ? keys : -1;
                    };
            if (origin == null || place != taken || !output.name().equals(origin.column().name())) {
                return false;
            }
            if (origin instanceof ScanColumn.Key || origin instanceof ScanColumn.Value) {
                taken++;
            }
        }
        return taken == all;
    }

    private static boolean isBound(PseudoColumn column) {
        return column == PseudoColumn.WINDOWSTART || column == PseudoColumn.WINDOWEND;
    }

    private static @Nullable ScannedSource source(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan -> scan.source();
            case PlanNode.Filter filter -> source(filter.input());
            case PlanNode.Project project -> source(project.input());
            case PlanNode.Repartition _,
                    PlanNode.FlatMap _,
                    PlanNode.Aggregate _,
                    PlanNode.Join _ ->
                    null;
        };
    }

    /** The column of the source that a column is; null for one that is made of others. */
    private static @Nullable ScanColumn origin(PlanNode node, int index) {
        return switch (node) {
            case PlanNode.Scan scan -> scan.columns().get(index);
            case PlanNode.Filter filter -> origin(filter.input(), index);
            case PlanNode.Project project -> {
                int value = index - project.keyNames().size();
                if (value < 0) {
                    yield origin(project.input(), index);
                }
                yield project.values().get(value).expression()
                                instanceof TypedExpression.ColumnRef ref
                        ? origin(project.input(), ref.index())
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
     * @param marked whether key columns, the bounds of windows and the headers of {@code *} are
     *     marked, as in pull queries on tables
     */
    public List<ResultColumn> columns(boolean marked) {
        return output.stream().map(o -> column(o, marked)).toList();
    }

    private ResultColumn column(OutputColumn output, boolean marked) {
        int index = output.index();
        var type = schema.columns().get(index).type();
        if (!marked) {
            return new ResultColumn(output.name(), type, false);
        }
        var header = headers.get(index);
        return new ResultColumn(
                output.name(),
                type,
                index < schema.keyCount() || windowBounds.containsKey(index),
                header == null ? null : header.role());
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
