// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.Aggregation;
import dev.bottledwater.engine.operator.GroupInput;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.row.RowWeight;
import dev.bottledwater.sql.plan.Windowing;

import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.TimeWindow;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** An aggregation over tumbling or hopping windows, with its open windows in memory. */
final class WindowStage implements ClosingStage {
    /** KSQL's default GRACE PERIOD. */
    static final long GRACE = 24 * 60 * 60 * 1000L;

    private final Windowing windowing;
    private final long grace;
    private final GroupInput input;
    private final LoggedAggregation aggregation;
    private final EvaluationErrors errors;
    private final StateBudget budget;
    private final History history;
    private final Stage next;

    /** How far the time of the rows has come that are in a group. */
    private long newest = -1;

    /** States by group, by the window's start. */
    private final TreeMap<Long, Map<Row, Row>> windows = new TreeMap<>();

    WindowStage(
            Step.WindowedAggregate step,
            ExpressionCompiler compiler,
            EvaluationErrors errors,
            StateBudget budget,
            History history,
            Stage next) {
        this.windowing = step.windowing();
        var asked = windowing.grace();
        this.grace = asked == null ? GRACE : asked;
        this.input = GroupInput.of(step.grouping(), step.calls(), compiler);
        this.aggregation = new LoggedAggregation(Aggregation.overStream(step.calls()), errors);
        this.errors = errors;
        this.budget = budget;
        this.history = history;
        this.next = next;
    }

    @Override
    public void accept(@Nullable Object key, @Nullable Row row, long timestamp) {
        var group = row == null ? null : input.group(row, errors);
        if (row != null && group != null) {
            newest = Math.max(newest, timestamp);
            var arguments = input.arguments(row, errors);
            long first = Math.max(0, timestamp - windowing.size() + windowing.advance());
            for (long start = first - first % windowing.advance();
                    start <= timestamp;
                    start += windowing.advance()) {
                if (!isClosed(start)) {
                    add(start, group, arguments, timestamp);
                }
            }
        }
        closeWindows();
    }

    private boolean isClosed(long start) {
        return history.isRead() && start + windowing.size() + grace <= newest;
    }

    private void add(long start, Row group, Row arguments, long timestamp) {
        var states = windows.computeIfAbsent(start, _ -> new LinkedHashMap<>());
        var before = states.get(group);
        if (before == null) {
            budget.take(RowWeight.of(group));
            before = aggregation.initial();
        }
        var after = aggregation.add(before, arguments);
        states.put(group, after == null ? before : after);
        if (after != null && !windowing.emitFinal()) {
            emit(start, group, after, timestamp);
        }
    }

    @Override
    public void closeWindows() {
        while (!windows.isEmpty() && isClosed(windows.firstKey())) {
            var closed = windows.pollFirstEntry();
            closed.getValue().keySet().forEach(group -> budget.giveBack(RowWeight.of(group)));
            if (windowing.emitFinal()) {
                long start = closed.getKey();
                closed.getValue()
                        .forEach(
                                (group, states) ->
                                        emit(start, group, states, start + windowing.size() - 1));
            }
        }
    }

    private void emit(long start, Row group, Row states, long timestamp) {
        long end = start + windowing.size();
        var result = aggregation.result(group, states, start, end);
        if (result != null) {
            next.accept(new Windowed<>(group, new TimeWindow(start, end)), result, timestamp);
        }
    }
}
