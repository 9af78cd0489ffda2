// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * A topic that something can't do without.
 *
 * @param name the logical name; a name with the prefix is taken as well
 * @param partitions how many partitions to create it with, at least 1
 * @param cleanupPolicy what the broker may remove
 * @param retention how long records stay where the policy deletes, or {@link #UNLIMITED}; without
 *     effect otherwise
 * @param exactPartitions whether a topic with another number of partitions is of no use (else any
 *     number will do)
 */
public record TopicNeed(
        String name,
        int partitions,
        CleanupPolicy cleanupPolicy,
        Duration retention,
        boolean exactPartitions) {
    /** Keeps records for ever. */
    public static final Duration UNLIMITED = ChronoUnit.FOREVER.getDuration();

    /** Refuses what no broker would create. */
    public TopicNeed {
        if (name.isBlank() || partitions < 1 || !retention.isPositive()) {
            throw new IllegalArgumentException(
                    "A topic needs a name, a partition and a retention above zero: '"
                            + name
                            + "', "
                            + partitions
                            + ", "
                            + retention);
        }
    }

    /** A topic that must have exactly this number of partitions. */
    public TopicNeed(String name, int partitions, CleanupPolicy cleanupPolicy, Duration retention) {
        this(name, partitions, cleanupPolicy, retention, true);
    }

    /** Returns a compacted topic that must have exactly this number of partitions. */
    public static TopicNeed compacted(String name, int partitions) {
        return new TopicNeed(name, partitions, CleanupPolicy.COMPACT, UNLIMITED);
    }

    /** Returns the same need, content with a topic of any number of partitions. */
    public TopicNeed withAnyPartitions() {
        return new TopicNeed(name, partitions, cleanupPolicy, retention, false);
    }

    boolean unlimited() {
        return retention.equals(UNLIMITED);
    }
}
