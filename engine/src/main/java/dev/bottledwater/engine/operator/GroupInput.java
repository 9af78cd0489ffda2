// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.ExpressionList;
import dev.bottledwater.engine.physical.Grouping;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What an aggregation takes of a row: the group that it belongs to, and the arguments of all calls
 * one after the other. Only the arguments travel through a repartition topic. Thread-safe.
 */
public final class GroupInput {
    private final ExpressionList group;
    private final ExpressionList arguments;
    private final List<Column> argumentColumns;

    private GroupInput(
            ExpressionList group, ExpressionList arguments, List<Column> argumentColumns) {
        this.group = group;
        this.arguments = arguments;
        this.argumentColumns = List.copyOf(argumentColumns);
    }

    public static GroupInput of(
            Grouping grouping, List<AggregateCall> calls, ExpressionCompiler compiler) {
        var expressions = new ArrayList<TypedExpression>();
        var columns = new ArrayList<Column>();
        for (var call : calls) {
            for (var argument : call.arguments()) {
                columns.add(new Column("ARG_" + columns.size(), argument.type()));
                expressions.add(argument);
            }
        }
        if (columns.isEmpty()) {
            // a row without columns has no bytes, which would be a delete on its way
            columns.add(new Column("ARG_0", Primitive.BOOLEAN));
            expressions.add(new TypedExpression.Literal(true, Primitive.BOOLEAN));
        }
        return new GroupInput(
                Columns.named(grouping.expressions(), compiler),
                Columns.all(expressions, "an argument of an aggregate function", compiler),
                columns);
    }

    /** Layout of {@link #arguments}. */
    public List<Column> argumentColumns() {
        return argumentColumns;
    }

    /** How many columns a group has. */
    public int groupSize() {
        return group.size();
    }

    /** The group; null when a grouping value is null, which means that the row is left out. */
    public @Nullable Row group(Row row, EvaluationErrors errors) {
        var values = new @Nullable Object[group.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = group.value(i, row, errors);
            if (values[i] == null) {
                return null;
            }
        }
        return Row.of(values);
    }

    /** The arguments of all calls. */
    public Row arguments(Row row, EvaluationErrors errors) {
        var values = new @Nullable Object[arguments.size()];
        arguments.evaluate(row, errors, values, 0);
        return Row.of(values);
    }
}
