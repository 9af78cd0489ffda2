// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many rows and groups one transient query may keep in memory, and how many bytes they may
 * take, which is estimated ({@link dev.bottledwater.engine.row.RowWeight}). Not thread-safe.
 */
public final class StateBudget {
    /** What a row or group takes beside its values: places in maps, times. */
    private static final int ENTRY = 100;

    /** What to do instead of a query that keeps much. */
    public static final String REMEDY =
            "Create a table with CREATE TABLE … AS SELECT …, which keeps them on disk, and query that.";

    /** The budget is spent; the message says what to do instead. */
    public static final class Exceeded extends RuntimeException {
        Exceeded(String message) {
            super(message);
        }
    }

    /** What all queries of the process hold together. Thread-safe. */
    public static final class Shared {
        private final long entries;
        private final long bytes;
        private final AtomicLong used = new AtomicLong();
        private final AtomicLong usedBytes = new AtomicLong();

        /**
         * @param entries rows and groups
         * @param bytes that they take
         */
        public Shared(long entries, long bytes) {
            this.entries = entries;
            this.bytes = bytes;
        }

        /** How many rows and groups there are now. */
        public long used() {
            return used.get();
        }

        /** How many bytes they take now. */
        public long usedBytes() {
            return usedBytes.get();
        }
    }

    private final int limit;
    private final long limitBytes;
    private final Shared shared;
    private final String remedy;
    private int used;
    private long usedBytes;

    /**
     * @param limit rows and groups of this query
     * @param limitBytes that they may take
     * @param remedy a sentence that says what to do where the budget isn't enough
     */
    public StateBudget(int limit, long limitBytes, Shared shared, String remedy) {
        this.limit = limit;
        this.limitBytes = limitBytes;
        this.shared = shared;
        this.remedy = remedy;
    }

    /**
     * One more.
     *
     * @param bytes that it takes
     * @throws Exceeded when it would be too many, or too much
     */
    public void take(long bytes) {
        if (used >= limit) {
            throw new Exceeded(
                    "The query needs more than %d rows or groups in memory. %s"
                            .formatted(limit, remedy));
        }
        if (shared.used.incrementAndGet() > shared.entries) {
            shared.used.decrementAndGet();
            throw new Exceeded(
                    "The queries that run now hold %d rows or groups in memory together, which is the most. End some of them. Or else: %s"
                            .formatted(shared.entries, remedy));
        }
        used++;
        resize(bytes + ENTRY);
    }

    /**
     * An entry takes so many bytes more.
     *
     * @param bytes negative for fewer
     * @throws Exceeded when it would be too much
     */
    public void resize(long bytes) {
        if (bytes > 0 && usedBytes + bytes > limitBytes) {
            throw new Exceeded(
                    "The query needs more than %,d bytes for rows and groups in memory. %s"
                            .formatted(limitBytes, remedy));
        }
        long all = shared.usedBytes.addAndGet(bytes);
        if (bytes > 0 && all > shared.bytes) {
            shared.usedBytes.addAndGet(-bytes);
            throw new Exceeded(
                    "The queries that run now need more than %,d bytes for rows and groups in memory together, which is the most. End some of them. Or else: %s"
                            .formatted(shared.bytes, remedy));
        }
        usedBytes += bytes;
    }

    /**
     * One fewer.
     *
     * @param bytes what it was taken with and resized by
     */
    public void giveBack(long bytes) {
        used--;
        shared.used.decrementAndGet();
        resize(-bytes - ENTRY);
    }

    /** Gives everything back, when the query has ended. */
    public void giveBackAll() {
        shared.used.addAndGet(-used);
        shared.usedBytes.addAndGet(-usedBytes);
        used = 0;
        usedBytes = 0;
    }
}
