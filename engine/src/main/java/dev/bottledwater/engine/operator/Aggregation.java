// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.engine.eval.Failures;
import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.plan.AggregateCall;
import dev.bottledwater.sql.schema.Column;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The states of all calls of an aggregation as one row. Thread-safe; every method returns new rows.
 */
public final class Aggregation {
    private final Aggregator[] aggregators;
    private final int[] firstArgument;
    private final String[] functions;

    private Aggregation(Aggregator[] aggregators, int[] firstArgument, String[] functions) {
        this.aggregators = aggregators;
        this.firstArgument = firstArgument;
        this.functions = functions;
    }

    /** Over a stream, whose rows are never taken back. */
    public static Aggregation overStream(List<AggregateCall> calls) {
        return of(calls, call -> call.aggregator().withoutUndo());
    }

    /** Over a table. */
    public static Aggregation overTable(List<AggregateCall> calls) {
        return of(calls, AggregateCall::aggregator);
    }

    private static Aggregation of(
            List<AggregateCall> calls, Function<AggregateCall, Aggregator> aggregator) {
        var first = new int[calls.size()];
        for (int i = 0; i < calls.size() - 1; i++) {
            first[i + 1] = first[i] + calls.get(i).arguments().size();
        }
        return new Aggregation(
                calls.stream().map(aggregator).toArray(Aggregator[]::new),
                first,
                calls.stream().map(c -> c.function().name()).toArray(String[]::new));
    }

    /** Layout of the states. */
    public List<Column> stateColumns() {
        return IntStream.range(0, aggregators.length)
                .mapToObj(i -> new Column("STATE_" + i, aggregators[i].stateType()))
                .toList();
    }

    public Row initial() {
        var states = new @Nullable Object[aggregators.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = aggregators[i].initial();
        }
        return Row.of(states);
    }

    /**
     * The states after a row with these arguments, as {@link GroupInput#arguments} gives them.
     *
     * @throws FunctionException when a function can't take the row; so do {@link #undo} and {@link
     *     #merge}
     */
    public Row add(Row states, Row arguments) {
        var after = new @Nullable Object[aggregators.length];
        for (int i = 0; i < after.length; i++) {
            try {
                after[i] = aggregators[i].add(states.get(i), arguments, firstArgument[i]);
            } catch (RuntimeException e) {
                throw failed(i, e);
            }
        }
        return Row.of(after);
    }

    /** The states as if the row with these arguments had not been added; over a table only. */
    public Row undo(Row states, Row arguments) {
        var before = new @Nullable Object[aggregators.length];
        for (int i = 0; i < before.length; i++) {
            try {
                before[i] = aggregators[i].undo(states.get(i), arguments, firstArgument[i]);
            } catch (RuntimeException e) {
                throw failed(i, e);
            }
        }
        return Row.of(before);
    }

    /** The states of two adjacent sessions as one. */
    public Row merge(Row earlier, Row later) {
        var both = new @Nullable Object[aggregators.length];
        for (int i = 0; i < both.length; i++) {
            try {
                both[i] = aggregators[i].merge(earlier.get(i), later.get(i));
            } catch (RuntimeException e) {
                throw failed(i, e);
            }
        }
        return Row.of(both);
    }

    /** The step's row: the group, then a result per call. */
    public Row result(Row group, Row states) {
        return Row.of(resultColumns(group, states, 0));
    }

    /** The step's row for a window: the group, a result per call, WINDOWSTART and WINDOWEND. */
    public Row result(Row group, Row states, long windowStart, long windowEnd) {
        var target = resultColumns(group, states, 2);
        target[target.length - 2] = windowStart;
        target[target.length - 1] = windowEnd;
        return Row.of(target);
    }

    private @Nullable Object[] resultColumns(Row group, Row states, int more) {
        var target = new @Nullable Object[group.size() + aggregators.length + more];
        for (int i = 0; i < group.size(); i++) {
            target[i] = group.get(i);
        }
        for (int i = 0; i < aggregators.length; i++) {
            try {
                target[group.size() + i] = aggregators[i].result(states.get(i));
            } catch (RuntimeException e) {
                throw failed(i, e);
            }
        }
        return target;
    }

    private FunctionException failed(int index, RuntimeException failure) {
        return Failures.aggregate(failure, functions[index]);
    }
}
