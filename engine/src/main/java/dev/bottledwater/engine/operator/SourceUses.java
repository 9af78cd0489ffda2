// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.format.ValueUse;
import dev.bottledwater.engine.physical.Grouping;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.sql.ir.Expressions;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.plan.NamedExpression;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the columns of its sources a plan reads. A query over an envelope of change data that
 * takes three fields of {@code AFTER} decodes these three.
 */
public final class SourceUses {
    private final Map<String, List<ValueUse>> byStep = new HashMap<>();

    private SourceUses() {}

    /**
     * @param root whose rows are used as a whole
     */
    public static SourceUses of(Step root) {
        var uses = new SourceUses();
        uses.visit(root, whole(root));
        return uses;
    }

    /**
     * How the columns of a source's rows are used, in their order.
     *
     * @param step the name of a step of the plan that reads a source
     */
    public List<ValueUse> columns(String step) {
        var columns = byStep.get(step);
        if (columns == null) {
            throw new IllegalArgumentException("the plan has no source " + step);
        }
        return columns;
    }

    /**
     * @param columns how later steps use the step's rows
     */
    private void visit(Step step, ValueUse[] columns) {
        switch (step) {
            case Step.StreamSource s -> byStep.put(s.name(), List.of(columns));
            // what is kept is kept as a whole
            case Step.TableSource s ->
                    byStep.put(s.name(), List.of(s.store() == null ? columns : whole(s)));
            case Step.Filter s -> {
                read(s.condition(), ValueUse.WHOLE, columns);
                visit(s.input(), columns);
            }
            case Step.Project s -> {
                int keyCount = s.keyNames().size();
                var input = unread(s.input());
                System.arraycopy(columns, 0, input, 0, keyCount);
                for (int i = 0; i < s.values().size(); i++) {
                    read(s.values().get(i).expression(), columns[keyCount + i], input);
                }
                visit(s.input(), input);
            }
            case Step.FlatMap s -> {
                var input = Arrays.copyOf(columns, width(s.input()));
                readAll(s.lists(), input);
                visit(s.input(), input);
            }
            case Step.Repartition s -> {
                var input = Arrays.copyOfRange(columns, s.key().size(), columns.length);
                readAll(s.key(), input);
                visit(s.input(), input);
            }
            case Step.StreamAggregate s ->
                    visit(s.input(), grouped(s.input(), s.grouping(), s.calls()));
            case Step.WindowedAggregate s ->
                    visit(s.input(), grouped(s.input(), s.grouping(), s.calls()));
            case Step.TableAggregate s ->
                    visit(s.input(), grouped(s.input(), s.grouping(), s.calls()));
            // rows go through stores and repartition topics as a whole
            case Step.Join s -> {
                visit(s.left(), whole(s.left()));
                visit(s.right(), whole(s.right()));
            }
        }
    }

    private static ValueUse[] grouped(Step input, Grouping grouping, List<AggregateCall> calls) {
        var columns = unread(input);
        readAll(grouping.expressions(), columns);
        calls.forEach(c -> c.arguments().forEach(a -> read(a, ValueUse.WHOLE, columns)));
        return columns;
    }

    private static void readAll(List<NamedExpression> expressions, ValueUse[] columns) {
        expressions.forEach(e -> read(e.expression(), ValueUse.WHOLE, columns));
    }

    /** Adds what an expression reads when its own value is used so far. */
    private static void read(TypedExpression expression, ValueUse use, ValueUse[] columns) {
        switch (expression) {
            case TypedExpression.ColumnRef(int index, _, _) ->
                    columns[index] = ValueUse.both(columns[index], use);
            case TypedExpression.Field(var struct, int index, _, _) ->
                    read(struct, ValueUse.field(index, use), columns);
            case TypedExpression.IsNull(var operand, _) ->
                    read(operand, ValueUse.PRESENCE, columns);
            case TypedExpression other ->
                    Expressions.children(other).forEach(c -> read(c, ValueUse.WHOLE, columns));
        }
    }

    private static ValueUse[] unread(Step step) {
        return filled(step, ValueUse.PRESENCE);
    }

    private static ValueUse[] whole(Step step) {
        return filled(step, ValueUse.WHOLE);
    }

    private static ValueUse[] filled(Step step, ValueUse use) {
        var columns = new ValueUse[width(step)];
        Arrays.fill(columns, use);
        return columns;
    }

    private static int width(Step step) {
        return step.schema().columns().size();
    }
}
