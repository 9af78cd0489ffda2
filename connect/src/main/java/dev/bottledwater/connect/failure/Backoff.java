// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.failure;

import java.time.Duration;

/**
 * How long to wait between starts: doubling from the first delay up to the longest.
 *
 * @param first after the first failure
 * @param longest never exceeded
 */
public record Backoff(Duration first, Duration longest) {
    /** 1 s, 2 s, 4 s … 60 s. */
    public static final Backoff DEFAULT =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    public Backoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "A back-off needs a positive first delay that isn't longer than the longest, not "
                            + first
                            + " and "
                            + longest
                            + ".");
        }
    }

    /**
     * @param failures how many starts failed in a row, at least 1
     * @return the wait before the next start
     */
    public Duration after(int failures) {
        Duration delay = first;
        for (int i = 1; i < failures && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
