// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.plan.QueryPlan.OutputColumn;
import dev.bottledwater.sql.schema.RowSchema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Picks the columns of the SELECT list from the rows of a plan's root. */
record ResultRows(RowSchema schema, List<OutputColumn> output) {

    static ResultRows of(QueryPlan plan) {
        return new ResultRows(plan.root().schema(), plan.output());
    }

    /**
     * The result columns.
     *
     * @param markKeys whether key columns are marked, as in pull queries on tables
     */
    List<ResultColumn> columns(boolean markKeys) {
        return output.stream()
                .map(
                        o ->
                                new ResultColumn(
                                        o.name(),
                                        schema.columns().get(o.index()).type(),
                                        markKeys && o.index() < schema.keyCount()))
                .toList();
    }

    Event.Row row(Row row) {
        var values = new @Nullable Object[output.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(output.get(i).index());
        }
        return new Event.Row(values, false);
    }

    /** A delete, which has its key columns only. */
    Event.Row tombstone(Object key) {
        var values = new @Nullable Object[output.size()];
        var columns = Keys.row(key);
        for (int i = 0; i < values.length; i++) {
            int index = output.get(i).index();
            values[i] = columns != null && index < schema.keyCount() ? columns.get(index) : null;
        }
        return new Event.Row(values, true);
    }
}
