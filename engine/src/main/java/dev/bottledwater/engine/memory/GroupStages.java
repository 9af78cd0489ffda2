// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.Aggregation;
import dev.bottledwater.engine.operator.GroupInput;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.row.RowWeight;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Aggregations without windows, with their states in memory. */
final class GroupStages {
    private GroupStages() {}

    static Stage ofStream(
            Step.StreamAggregate step,
            ExpressionCompiler compiler,
            EvaluationErrors errors,
            StateBudget budget,
            Stage next) {
        var input = GroupInput.of(step.grouping(), step.calls(), compiler);
        var aggregation = new LoggedAggregation(Aggregation.overStream(step.calls()), errors);
        Map<Row, Row> states = new HashMap<>();
        return (_, row, timestamp) -> {
            var group = row == null ? null : input.group(row, errors);
            if (row == null || group == null) {
                return;
            }
            var before = states.get(group);
            if (before == null) {
                budget.take(RowWeight.of(group));
                before = aggregation.initial();
            }
            var after = aggregation.add(before, input.arguments(row, errors));
            states.put(group, after == null ? before : after);
            var result = after == null ? null : aggregation.result(group, after);
            if (result != null) {
                next.accept(group, result, timestamp);
            }
        };
    }

    /** What a row of a table gave to a group, so that it can be undone. */
    private record Contribution(Row group, Row arguments) {
        long weight() {
            return RowWeight.of(group) + RowWeight.of(arguments);
        }
    }

    static Stage ofTable(
            Step.TableAggregate step,
            ExpressionCompiler compiler,
            EvaluationErrors errors,
            StateBudget budget,
            Stage next) {
        var input = GroupInput.of(step.grouping(), step.calls(), compiler);
        var aggregation = new LoggedAggregation(Aggregation.overTable(step.calls()), errors);
        Map<Row, Row> states = new HashMap<>();
        Map<Object, Contribution> contributions = new HashMap<>();
        return (key, row, timestamp) -> {
            if (key == null) {
                return;
            }
            var group = row == null ? null : input.group(row, errors);
            var now =
                    row == null || group == null
                            ? null
                            : new Contribution(group, input.arguments(row, errors));
            var before = now == null ? contributions.remove(key) : contributions.put(key, now);
            if (before == null) {
                if (now != null) {
                    budget.take(now.weight());
                }
            } else if (now == null) {
                budget.giveBack(before.weight());
            } else {
                budget.resize(now.weight() - before.weight());
            }
            if (before != null) {
                states.computeIfPresent(
                        before.group(),
                        (_, s) ->
                                Objects.requireNonNullElse(
                                        aggregation.undo(s, before.arguments()), s));
                if (now == null || !now.group().equals(before.group())) {
                    emit(before.group(), states, aggregation, timestamp, next);
                }
            }
            if (now != null) {
                var state = states.get(now.group());
                if (state == null) {
                    budget.take(RowWeight.of(now.group()));
                    state = aggregation.initial();
                }
                var after = aggregation.add(state, now.arguments());
                if (after == null) { // so there is nothing to undo later
                    contributions.remove(key);
                    budget.giveBack(now.weight());
                }
                states.put(now.group(), after == null ? state : after);
                emit(now.group(), states, aggregation, timestamp, next);
            }
        };
    }

    private static void emit(
            Row group,
            Map<Row, Row> states,
            LoggedAggregation aggregation,
            long timestamp,
            Stage next) {
        var state = states.get(group);
        var result = state == null ? null : aggregation.result(group, state);
        if (result != null) {
            next.accept(group, result, timestamp);
        }
    }
}
