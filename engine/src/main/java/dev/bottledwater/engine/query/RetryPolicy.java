// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import java.time.Duration;

/**
 * How long a failed query waits before it starts again: twice as long each time, and from the
 * beginning once it has run for {@code healthy}. KSQL begins with 10 seconds; a dyno's Kafka is
 * often back sooner.
 */
public record RetryPolicy(Duration first, Duration longest, Duration healthy) {

    public static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMinutes(1));

    /**
     * @param failures how many failures there were in a row, from 1
     */
    Duration delay(int failures) {
        var delay = first;
        for (int i = 1; i < failures && delay.compareTo(longest) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longest) > 0 ? longest : delay;
    }
}
