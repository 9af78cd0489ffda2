// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import java.util.Optional;

/** What topics there are, by logical names. */
@FunctionalInterface
public interface Topics {

    /**
     * The topic, empty when it doesn't exist.
     *
     * @throws TopicException when Kafka doesn't say
     */
    Optional<TopicShape> describe(String name);
}
