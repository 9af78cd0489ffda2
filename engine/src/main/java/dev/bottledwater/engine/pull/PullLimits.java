// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.LentRows;
import dev.bottledwater.engine.RowStream;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How many pull queries this process starts a second, and runs at a time. Those of a second may
 * come all at once. What instances ask each other doesn't count. Thread-safe.
 */
public final class PullLimits {
    private static final String RATE = "ksql.query.pull.max.qps";
    private static final String CONCURRENCY = "ksql.query.pull.max.concurrent.requests";
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int rate;
    private final int concurrency;
    private final LongSupplier nanos;
    private final Semaphore room;

    /** When the next query would start if all were spread evenly. */
    private final AtomicLong due;

    /**
     * @param properties the server's; without KSQL's names for the limits there is none
     * @throws IllegalArgumentException for a limit that is no whole number from 0 on
     */
    public PullLimits(Map<String, String> properties) {
        this(properties, System::nanoTime);
    }

    PullLimits(Map<String, String> properties, LongSupplier nanos) {
        this.rate = number(properties, RATE);
        this.concurrency = number(properties, CONCURRENCY);
        this.nanos = nanos;
        this.room = new Semaphore(concurrency);
        this.due = new AtomicLong(nanos.getAsLong());
    }

    private static int number(Map<String, String> properties, String name) {
        String text = properties.getOrDefault(name, "" + Integer.MAX_VALUE).strip();
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%s is '%s', but must be a whole number from 0 to %d"
                            .formatted(name, text, Integer.MAX_VALUE));
        }
        return Integer.parseInt(text);
    }

    /** There are too many queries; the message says which limit is reached. */
    public static final class ReachedException extends RuntimeException {
        ReachedException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Starts a query.
     *
     * @return its rows; closing them makes room for another query
     * @throws ReachedException when there are too many
     */
    public RowStream start(Supplier<RowStream> query) {
        if (rate != Integer.MAX_VALUE && !isDue()) {
            throw new ReachedException(
                    "This server starts at most %d pull queries a second (%s)."
                            .formatted(rate, RATE));
        }
        if (concurrency == Integer.MAX_VALUE) {
            return query.get();
        }
        if (!room.tryAcquire()) {
            throw new ReachedException(
                    "This server runs at most %d pull queries at a time (%s)."
                            .formatted(concurrency, CONCURRENCY));
        }
        try {
            return new LentRows(query.get(), room::release);
        } catch (Throwable e) {
            room.release();
            throw e;
        }
    }

    private boolean isDue() {
        if (rate == 0) {
            return false;
        }
        long apart = SECOND / rate;
        while (true) {
            long now = nanos.getAsLong();
            long known = due.get();
            long start = known - now > 0 ? known : now;
            if (start - now > SECOND - apart) {
                return false;
            }
            if (due.compareAndSet(known, start + apart)) {
                return true;
            }
        }
    }
}
