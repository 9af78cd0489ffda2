// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import java.time.Duration;

/**
 * When records are written anew. It is at a third of the retention, as the state of queries is,
 * which leaves the rest for passes and for times in which no worker runs.
 *
 * @param retention how long topics keep records, in milliseconds
 */
record RefreshPace(long retention) {
    /** Written in a second at most: on the smallest plan a part of its 64 kB. */
    static final int MOST_WRITTEN = 200;

    private static final long LONGEST_REST = Duration.ofMinutes(10).toMillis();

    static RefreshPace of(Duration retention) {
        return new RefreshPace(retention.toMillis());
    }

    /** The age at which a record is written anew. */
    long oldAfter() {
        return retention / 3;
    }

    /** The age at which it can't wait any longer for something else. */
    long urgentAfter() {
        return retention / 3 * 2;
    }

    /** The pause between two passes. */
    long rest() {
        return Math.clamp(retention / 16, 1, LONGEST_REST);
    }
}
