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
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * An aggregation over sessions, with Kafka Streams' rules: a row joins the sessions of its group
 * that are no more than the gap away and makes one of them; the deletes of those that became part
 * of a larger one come before its result. A row is late when its session would have been closed.
 */
final class SessionStage implements ClosingStage {
    private final Windowing windowing;
    private final long gap;
    private final long grace;
    private final long retention;
    private final GroupInput input;
    private final LoggedAggregation aggregation;
    private final EvaluationErrors errors;
    private final StateBudget budget;
    private final History history;
    private final Stage next;

    /** How far the time of the rows has come that are in a group. */
    private long newest = -1;

    /** The sessions of a group, which never overlap, by their starts. */
    private final Map<Row, NavigableMap<Long, Session>> sessions = new HashMap<>();

    /** All sessions, and those whose final results are still to come, by their ends. */
    private final TreeMap<Long, Map<Row, Session>> kept = new TreeMap<>();

    private final TreeMap<Long, Map<Row, Session>> open = new TreeMap<>();

    private record Session(Row group, long start, long end, Row states) {}

    SessionStage(
            Step.WindowedAggregate step,
            ExpressionCompiler compiler,
            EvaluationErrors errors,
            StateBudget budget,
            History history,
            Stage next) {
        this.windowing = step.windowing();
        this.gap = windowing.size();
        var asked = windowing.grace();
        this.grace = asked == null ? WindowStage.GRACE : asked;
        var kept = windowing.retention();
        this.retention = Math.max(gap + grace, kept == null ? 0 : kept);
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
            add(group, input.arguments(row, errors), timestamp);
        }
        closeWindows();
    }

    private void add(Row group, Row arguments, long timestamp) {
        var merged = near(group, timestamp);
        long start = timestamp;
        long end = timestamp;
        Row states = aggregation.initial();
        for (var session : merged) {
            start = Math.min(start, session.start());
            end = Math.max(end, session.end());
            states = states == null ? null : aggregation.merge(states, session.states());
        }
        var after = isClosed(end) || states == null ? null : aggregation.add(states, arguments);
        if (after == null) {
            return;
        }
        if (start < end) {
            for (var session : merged) {
                remove(session);
                if (!windowing.emitFinal()) {
                    next.accept(key(session), null, session.end());
                }
            }
        } else {
            merged.forEach(this::remove);
        }
        var session = new Session(group, start, end, after);
        put(session);
        if (!windowing.emitFinal()) {
            emit(session);
        }
    }

    /** The sessions of a group that a row belongs to, the first first. */
    private List<Session> near(Row group, long timestamp) {
        var all = sessions.get(group);
        var near = new ArrayList<Session>();
        if (all != null) {
            for (var session : all.headMap(timestamp + gap, true).descendingMap().values()) {
                if (session.end() < timestamp - gap) {
                    break;
                }
                near.addFirst(session);
            }
        }
        return near;
    }

    private boolean isClosed(long end) {
        return history.isRead() && end + gap + grace < newest;
    }

    private void put(Session session) {
        budget.take(RowWeight.of(session.group()));
        sessions.computeIfAbsent(session.group(), _ -> new TreeMap<>())
                .put(session.start(), session);
        kept.computeIfAbsent(session.end(), _ -> new LinkedHashMap<>())
                .put(session.group(), session);
        if (windowing.emitFinal()) {
            open.computeIfAbsent(session.end(), _ -> new LinkedHashMap<>())
                    .put(session.group(), session);
        }
    }

    private void remove(Session session) {
        budget.giveBack(RowWeight.of(session.group()));
        var ofGroup = sessions.get(session.group());
        if (ofGroup != null) {
            ofGroup.remove(session.start());
            if (ofGroup.isEmpty()) {
                sessions.remove(session.group());
            }
        }
        remove(session, kept);
        remove(session, open);
    }

    private static void remove(Session session, TreeMap<Long, Map<Row, Session>> byEnd) {
        var atEnd = byEnd.get(session.end());
        if (atEnd != null) {
            atEnd.remove(session.group());
            if (atEnd.isEmpty()) {
                byEnd.remove(session.end());
            }
        }
    }

    @Override
    public void closeWindows() {
        while (!open.isEmpty() && isClosed(open.firstKey())) {
            open.pollFirstEntry().getValue().values().forEach(this::emit);
        }
        forget();
    }

    /** Rows that aren't late can still join sessions that are closed, as long as they are kept. */
    private void forget() {
        while (!kept.isEmpty() && isForgotten(kept.firstKey())) {
            for (var session : List.copyOf(kept.firstEntry().getValue().values())) {
                remove(session);
            }
        }
    }

    private boolean isForgotten(long end) {
        return history.isRead()
                && end + retention <= newest
                && (!windowing.emitFinal() || isClosed(end));
    }

    private void emit(Session session) {
        var result =
                aggregation.result(
                        session.group(), session.states(), session.start(), session.end());
        if (result != null) {
            next.accept(key(session), result, session.end());
        }
    }

    private static Windowed<Row> key(Session session) {
        return new Windowed<>(session.group(), new SessionWindow(session.start(), session.end()));
    }
}
