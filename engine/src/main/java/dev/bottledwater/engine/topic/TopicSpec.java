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

    /** The command of Heroku's CLI that creates it; names there have no prefix. */
    public String herokuCommand() {
        var command =
                new StringBuilder("heroku kafka:topics:create ")
                        .append(name)
                        .append(" --partitions ")
                        .append(partitions);
        if (cleanupPolicy != CleanupPolicy.DELETE) {
            command.append(" --compaction");
        }
        if (cleanupPolicy != CleanupPolicy.COMPACT && retentionMillis != null) {
            command.append(" --retention-time ").append(retention(retentionMillis));
        }
        return command.toString();
    }

    /** Heroku knows no endless retention: two weeks are the most that every dedicated plan has. */
    private static String retention(long millis) {
        var hour = 3_600_000L;
        if (millis < 0) {
            return "14d";
        }
        if (millis % (24 * hour) == 0) {
            return millis / (24 * hour) + "d";
        }
        return millis % hour == 0 ? millis / hour + "h" : Long.toString(millis);
    }
}
