// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

/**
 * Between the names that users and plans write and the names that the cluster has. The platform's
 * prefix lives behind it.
 */
public interface TopicNames {

    /** The cluster's name of a topic; idempotent. */
    String physicalTopic(String logical);

    /** The user's name of a topic; idempotent. */
    String logicalTopic(String physical);

    /** The cluster's name of a consumer group or application id; idempotent. */
    String physicalGroup(String logical);

    /** Names are the same on both sides. */
    static TopicNames unchanged() {
        return new TopicNames() {
            @Override
            public String physicalTopic(String logical) {
                return logical;
            }

            @Override
            public String logicalTopic(String physical) {
                return physical;
            }

            @Override
            public String physicalGroup(String logical) {
                return logical;
            }
        };
    }
}
