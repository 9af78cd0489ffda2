// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.row.RowWeight;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Between the thread that reads Kafka and the reader of a query: bounded, so that a slow reader
 * stops the reading instead of filling the memory. Keeps its last event for ever. Thread-safe.
 */
final class EventQueue {
    /** About as much as as many rows of 1 kB take; one event may take more. */
    private static final long MOST_BYTES = 256 << 10;

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    private @Nullable Event last;

    /** About what the events take. */
    private long bytes;

    EventQueue(int capacity) {
        this.capacity = capacity;
    }

    /** How many events there is room for. */
    int capacity() {
        return capacity;
    }

    /**
     * Adds an event, and waits while there is no room for it.
     *
     * @return false when the query has ended, and nothing was added
     */
    boolean put(Event event) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long weight = weight(event);
            while (last == null && isFull(weight)) {
                changed.await();
            }
            if (last != null) {
                return false;
            }
            events.addLast(event);
            bytes += weight;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(long weight) {
        return events.size() >= capacity || !events.isEmpty() && bytes + weight > MOST_BYTES;
    }

    private static long weight(Event event) {
        return switch (event) {
            case Event.Row(var values, _) -> RowWeight.of(values);
            case Event.Line(var text) -> RowWeight.of(text);
            case Event.End _, Event.Failed _ -> 0;
        };
    }

    /**
     * Sets the last event, after those that are waiting; does nothing when there is one already.
     *
     * @param drop whether the events that are waiting are dropped
     */
    void end(Event event, boolean drop) {
        lock.lock();
        try {
            if (drop) {
                events.clear();
                bytes = 0;
            }
            if (last == null) {
                last = event;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next event; the last one again and again; empty when none came in time. */
    Optional<Event> next(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (events.isEmpty() && last == null) {
                if (left <= 0) {
                    return Optional.empty();
                }
                left = changed.awaitNanos(Math.min(left, TimeUnit.DAYS.toNanos(1)));
            }
            var event = events.pollFirst();
            bytes -= event == null ? 0 : weight(event);
            changed.signalAll();
            return Optional.ofNullable(event == null ? last : event);
        } finally {
            lock.unlock();
        }
    }
}
