// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.operator.JoinedRow;
import dev.bottledwater.engine.operator.LeftOutRows;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.row.RowWeight;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.plan.JoinKind;
import dev.bottledwater.sql.plan.JoinMethod;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * Two streams: rows of one key that are close enough in time.
 *
 * <p>With a grace period, a row without a partner comes when none can come any more; without one,
 * at once, as KSQL has it. KSQL's 24 hours of grace for late rows would keep a day of both streams
 * in memory, so without a grace period rows are kept for late partners while there are not too many
 * of them.
 */
final class WindowedJoin {
    private static final int MOST_FOR_LATE_ONES = 10_000;

    private final EvaluationErrors errors;
    private final JoinedRow rows;
    private final StateBudget budget;
    private final Stage next;
    private final @Nullable Long grace;
    private final Side left;
    private final Side right;
    private final PriorityQueue<Held> oldestFirst =
            new PriorityQueue<>(Comparator.comparingLong(Held::end));
    private long time = Long.MIN_VALUE;

    /** A row that waits for partners. */
    private static final class Held {
        final Side side;
        final @Nullable Object key;
        final Row row;
        final long timestamp;
        boolean joined;

        Held(Side side, @Nullable Object key, Row row, long timestamp) {
            this.side = side;
            this.key = key;
            this.row = row;
            this.timestamp = timestamp;
        }

        /** The time of the last partner. */
        long end() {
            return timestamp + side.after;
        }
    }

    /** One side: how far before and after its rows their partners may be. */
    private static final class Side {
        final long before;
        final long after;
        final boolean keepsAll;
        final Map<Object, List<Held>> rows = new HashMap<>();

        Side(long before, long after, boolean keepsAll) {
            this.before = before;
            this.after = after;
            this.keepsAll = keepsAll;
        }
    }

    WindowedJoin(
            JoinKind kind,
            JoinMethod.Windowed windows,
            EvaluationErrors errors,
            JoinedRow rows,
            StateBudget budget,
            Stage next) {
        this.errors = errors;
        this.rows = rows;
        this.budget = budget;
        this.next = next;
        this.grace = windows.grace();
        this.left = new Side(windows.before(), windows.after(), kind.keepsLeft());
        this.right = new Side(windows.after(), windows.before(), kind.keepsRight());
    }

    void left(@Nullable Object key, @Nullable Row row, long timestamp) {
        accept(left, right, key, row, timestamp);
    }

    void right(@Nullable Object key, @Nullable Row row, long timestamp) {
        accept(right, left, key, row, timestamp);
    }

    private void accept(
            Side side, Side others, @Nullable Object key, @Nullable Row row, long timestamp) {
        time = Math.max(time, timestamp);
        if (row == null) {
            return;
        }
        release();
        var held = new Held(side, key, row, timestamp);
        if (key == null) {
            // it has no partner now or later (KIP-962)
            if (side.keepsAll) {
                emitAlone(held);
            } else {
                errors.failed(LeftOutRows.nullKey(), null);
            }
            return;
        }
        for (var other : others.rows.getOrDefault(key, List.of())) {
            if (other.timestamp >= timestamp - side.before
                    && other.timestamp <= timestamp + side.after) {
                held.joined = true;
                other.joined = true;
                emit(held, other);
            }
        }
        if (grace == null && !held.joined) {
            emitAlone(held);
            held.joined = true;
        }
        if (isOver(held)) {
            if (!held.joined) {
                emitAlone(held);
            }
            if (grace != null) {
                errors.failed(
                        LeftOutRows.late(timestamp, "its window of the join", time, grace), null);
            }
            return;
        }
        budget.take(RowWeight.of(row));
        side.rows.computeIfAbsent(key, _ -> new ArrayList<>()).add(held);
        oldestFirst.add(held);
    }

    private boolean isOver(Held held) {
        return held.end() + (grace == null ? 0 : grace) < time;
    }

    /** Forgets rows that wait in vain. */
    private void release() {
        for (var oldest = oldestFirst.peek();
                oldest != null
                        && isOver(oldest)
                        && (grace != null || oldestFirst.size() > MOST_FOR_LATE_ONES);
                oldest = oldestFirst.peek()) {
            var gone = oldest;
            oldestFirst.remove();
            gone.side.rows.computeIfPresent(
                    Objects.requireNonNull(gone.key),
                    (_, held) -> {
                        held.remove(gone);
                        return held.isEmpty() ? null : held;
                    });
            budget.giveBack(RowWeight.of(gone.row));
            if (!gone.joined) {
                emitAlone(gone);
            }
        }
    }

    private void emit(Held one, Held other) {
        var leftRow = one.side == left ? one.row : other.row;
        var rightRow = one.side == left ? other.row : one.row;
        next.accept(
                one.key,
                rows.of(Keys.row(one.key), leftRow, rightRow),
                Math.max(one.timestamp, other.timestamp));
    }

    private void emitAlone(Held held) {
        if (held.side.keepsAll) {
            next.accept(
                    held.key,
                    held.side == left
                            ? rows.of(Keys.row(held.key), held.row, null)
                            : rows.of(Keys.row(held.key), null, held.row),
                    held.timestamp);
        }
    }
}
