// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import dev.bottledwater.engine.topic.TopicException.Reason;

/**
 * The topic of the catalog log.
 *
 * @param name logical name
 */
public record CatalogTopic(String name) {

    /**
     * Makes sure that the topic is there and has one partition.
     *
     * @throws TopicException with the remedy when it isn't there and can't be created, or has more
     *     partitions: they have no common order
     */
    public void ensure(TopicAdmin topics) {
        var found = topics.describe(name);
        if (found.isEmpty()) {
            // Created meanwhile by another instance is as good.
            topics.create(new TopicSpec(name, 1, null, CleanupPolicy.DELETE, -1L));
            found = topics.describe(name);
        }
        var partitions = found.map(TopicShape::partitions).orElse(1);
        if (partitions != 1) {
            throw new TopicException(
                    Reason.REFUSED,
                    "The catalog's topic '%s' must have 1 partition but has %d. Name another one with BW_CLUSTER, or delete it and start again."
                            .formatted(name, partitions),
                    null);
        }
    }
}
