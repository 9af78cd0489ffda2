// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import java.util.concurrent.atomic.AtomicLong;

/** How many rows and groups one transient query may keep in memory. Not thread-safe. */
public final class StateBudget {

    /** The budget is spent; the message says what to write instead. */
    public static final class Exceeded extends RuntimeException {
        Exceeded(String message) {
            super(message);
        }
    }

    /** What all queries of the process hold together. Thread-safe. */
    public static final class Shared {
        private final long limit;
        private final AtomicLong used = new AtomicLong();

        /**
         * @param limit rows and groups
         */
        public Shared(long limit) {
            this.limit = limit;
        }

        /** How many they are now. */
        public long used() {
            return used.get();
        }
    }

    private final int limit;
    private final Shared shared;
    private int used;

    /**
     * @param limit rows and groups of this query
     */
    public StateBudget(int limit, Shared shared) {
        this.limit = limit;
        this.shared = shared;
    }

    /**
     * One more.
     *
     * @throws Exceeded when it would be too many
     */
    public void take() {
        if (used >= limit) {
            throw new Exceeded(
                    "The query needs more than %d rows or groups in memory. Create a table with CREATE TABLE … AS SELECT …, which keeps them on disk, and query that."
                            .formatted(limit));
        }
        if (shared.used.incrementAndGet() > shared.limit) {
            shared.used.decrementAndGet();
            throw new Exceeded(
                    "The queries that run now hold %d rows or groups in memory together, which is the most. End some of them, or create a table with CREATE TABLE … AS SELECT …, which keeps them on disk, and query that."
                            .formatted(shared.limit));
        }
        used++;
    }

    /** So many fewer. */
    public void giveBack(int count) {
        used -= count;
        shared.used.addAndGet(-count);
    }

    /** Gives everything back, when the query has ended. */
    public void giveBackAll() {
        giveBack(used);
    }
}
