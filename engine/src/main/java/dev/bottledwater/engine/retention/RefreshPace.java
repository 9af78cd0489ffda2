// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.retention;

import java.time.Duration;

/**
 * How fast stores are walked. An entry is written anew at a third of the retention, which leaves
 * the rest for passes and for times in which no instance runs.
 *
 * @param oldAfterMillis the age at which an entry is written anew
 * @param restMillis the pause between the end of a pass and the next one
 */
record RefreshPace(long oldAfterMillis, long restMillis) {
    /** How often a slice of a store is walked. */
    static final Duration TICK = Duration.ofSeconds(1);

    /** The entries that a slice looks at, a few milliseconds of the query's thread. */
    static final int MOST_READ = 5_000;

    /** The entries that a slice writes: on the smallest plan a part of its 64 kB a second. */
    static final int MOST_WRITTEN = 200;

    private static final long LONGEST_REST = Duration.ofMinutes(10).toMillis();

    static RefreshPace of(Duration retention) {
        return new RefreshPace(
                retention.toMillis() / 3, Math.min(retention.toMillis() / 16, LONGEST_REST));
    }
}
