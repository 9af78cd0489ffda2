// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

/** How many rows and groups one transient query may keep in memory. Not thread-safe. */
final class StateBudget {

    /** The budget is spent; the message says what to write instead. */
    static final class Exceeded extends RuntimeException {
        Exceeded(String message) {
            super(message);
        }
    }

    private final int limit;
    private int used;

    StateBudget(int limit) {
        this.limit = limit;
    }

    void take() {
        if (++used > limit) {
            throw new Exceeded(
                    "The query needs more than %d rows or groups in memory. Create a table with CREATE TABLE … AS SELECT …, which keeps them on disk, and query that."
                            .formatted(limit));
        }
    }

    void giveBack(int count) {
        used -= count;
    }
}
