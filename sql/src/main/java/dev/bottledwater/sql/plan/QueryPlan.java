// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.plan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The plan of a SELECT.
 *
 * @param root emits the rows
 * @param output the columns of the SELECT list in its order, as indexes into the root's row
 * @param emit how results are refined; null for a pull query
 * @param limit null: none
 * @param sources names of the sources that are read, left to right
 */
public record QueryPlan(
        PlanNode root,
        List<OutputColumn> output,
        @Nullable Emit emit,
        @Nullable Long limit,
        List<String> sources) {
    public QueryPlan {
        output = List.copyOf(output);
        sources = List.copyOf(sources);
    }

    /** EMIT CHANGES or EMIT FINAL. */
    public enum Emit {
        CHANGES,
        FINAL
    }

    /** A column of the result: its name and its index in the root's row. */
    public record OutputColumn(String name, int index) {}
}
