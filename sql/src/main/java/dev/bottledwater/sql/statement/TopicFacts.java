// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** What the statements need to know of Kafka's topics. */
@FunctionalInterface
public interface TopicFacts {

    /**
     * Looks at a topic; empty when it doesn't exist.
     *
     * @param name logical name, without the platform's prefix
     */
    Optional<Topic> find(String name);

    /**
     * Whether a statement that would make a topic differently than it is is refused. Not where
     * topics stand in for those that statements would have made.
     */
    default boolean shapesMustFit() {
        return true;
    }

    /**
     * A topic.
     *
     * @param retentionMillis its retention.ms, -1 for ever, null if that can't be known
     */
    record Topic(int partitions, int replicas, @Nullable Long retentionMillis) {}
}
