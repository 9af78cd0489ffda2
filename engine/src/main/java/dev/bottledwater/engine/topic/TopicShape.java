// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import java.util.List;
import java.util.Objects;

/**
 * A topic as the cluster describes it.
 *
 * @param name logical name
 * @param replicas number of replicas of each partition
 */
public record TopicShape(String name, List<Integer> replicas) {
    public TopicShape {
        Objects.requireNonNull(name);
        replicas = List.copyOf(replicas);
        if (replicas.isEmpty()) {
            throw new IllegalArgumentException("topic " + name + " has no partitions");
        }
    }

    public int partitions() {
        return replicas.size();
    }

    /** Replicas of the first partition; all have the same number but during a reassignment. */
    public int replication() {
        return replicas.getFirst();
    }
}
