// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import org.apache.kafka.connect.util.SharedTopicAdmin;
import org.apache.kafka.connect.util.TopicAdmin;
import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;

/**
 * Lets Connect start where its topics delete records by age as well as compacting them: what is in
 * them is written anew in time. Connect itself refuses to start where it may see such a policy.
 */
final class LenientTopicAdmin extends SharedTopicAdmin {
    private final Map<String, Object> properties;

    LenientTopicAdmin(Map<String, Object> properties) {
        super(properties);
        this.properties = properties;
    }

    @Override
    protected TopicAdmin createAdmin(@Nullable TopicAdmin existing) {
        return existing == null ? new Lenient(properties) : existing;
    }

    private static final class Lenient extends TopicAdmin {
        Lenient(Map<String, Object> properties) {
            super(properties);
        }

        @Override
        public boolean verifyTopicCleanupPolicyOnlyCompact(
                String topic, String workerTopicConfig, String topicPurpose) {
            Set<String> policies = topicCleanupPolicy(topic);
            if (policies.contains("compact")) {
                return true;
            }
            return super.verifyTopicCleanupPolicyOnlyCompact(
                    topic, workerTopicConfig, topicPurpose);
        }
    }
}
