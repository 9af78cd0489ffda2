// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Topics as they will be after statements that are on trial: a later statement of a script may use
 * a topic that an earlier one will create. Used by one thread.
 */
public final class PlannedTopics implements Topics {
    private final Topics existing;
    private final Map<String, Optional<TopicShape>> planned = new HashMap<>();

    public PlannedTopics(Topics existing) {
        this.existing = existing;
    }

    @Override
    public Optional<TopicShape> describe(String name) {
        var known = planned.get(name);
        if (known == null) {
            known = existing.describe(name);
            planned.put(name, known);
        }
        return known;
    }

    /** The topic will be created. */
    public void plan(TopicSpec topic) {
        planned.put(topic.name(), Optional.of(topic.shape()));
    }

    /** The topic will be deleted. */
    public void planDeletion(String name) {
        planned.put(name, Optional.empty());
    }
}
