// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import dev.bottledwater.engine.TopicProvisioner;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Objects;

/**
 * A topic to create.
 *
 * @param name logical name
 * @param partitions at least 1
 * @param replicas null for the cluster's default
 * @param retentionMillis -1 for ever; null for the cluster's default
 */
public record TopicSpec(
        String name,
        int partitions,
        @Nullable Integer replicas,
        CleanupPolicy cleanupPolicy,
        @Nullable Long retentionMillis) {
    public TopicSpec {
        Objects.requireNonNull(name);
        Objects.requireNonNull(cleanupPolicy);
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1: " + partitions);
        }
        if (replicas != null && replicas < 1) {
            throw new IllegalArgumentException("replicas must be at least 1: " + replicas);
        }
    }

    /** What the topic will look like; one replica stands for the cluster's default. */
    public TopicShape shape() {
        return new TopicShape(
                name, Collections.nCopies(partitions, replicas == null ? 1 : replicas));
    }

    /** The same for whoever creates it instead of this app's Kafka user. */
    public TopicProvisioner.Topic wanted() {
        return new TopicProvisioner.Topic(
                name,
                partitions,
                cleanupPolicy != CleanupPolicy.DELETE,
                cleanupPolicy != CleanupPolicy.COMPACT,
                retentionMillis);
    }
}
