// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import java.util.List;

/**
 * What isn't there yet, as far as the Kafka user can tell.
 *
 * @param topics in the order that they were asked for
 * @param groups consumer groups by their logical names, in the order that they were asked for
 */
public record Missing(List<TopicNeed> topics, List<String> groups) {
    /** Copies what it is given. */
    public Missing {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
    }

    /** Whether everything is there. */
    public boolean nothing() {
        return topics.isEmpty() && groups.isEmpty();
    }
}
