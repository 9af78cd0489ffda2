// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Compares the cleanup policies of topics that are there with what is needed. Heroku's plans deny
 * the look at a topic's configuration; then nothing is known, and nothing is said.
 */
record TopicPolicies(Admin admin, HerokuCommands commands) {
    private static final Logger LOG = LoggerFactory.getLogger(TopicPolicies.class);

    List<Finding> check(Map<String, TopicNeed> topics) throws InterruptedException {
        Map<ConfigResource, TopicNeed> resources = new LinkedHashMap<>();
        topics.forEach(
                (topic, need) ->
                        resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), need));
        List<Finding> findings = new ArrayList<>();
        if (resources.isEmpty()) {
            return findings;
        }
        Map<ConfigResource, KafkaFuture<Config>> described =
                admin.describeConfigs(resources.keySet()).values();
        for (Map.Entry<ConfigResource, TopicNeed> entry : resources.entrySet()) {
            String topic = entry.getKey().name();
            try {
                ConfigEntry policy =
                        Answers.of(described, entry.getKey())
                                .get()
                                .get(TopicConfig.CLEANUP_POLICY_CONFIG);
                if (policy != null) {
                    compare(topic, String.valueOf(policy.value()), entry.getValue(), findings);
                }
            } catch (ExecutionException unknown) {
                LOG.debug("The cleanup policy of {} isn't known: {}", topic, unknown.getCause());
            }
        }
        return findings;
    }

    private void compare(String topic, String policy, TopicNeed need, List<Finding> findings) {
        if (need.cleanupPolicy().compacts() && !policy.contains("compact")) {
            findings.add(
                    Finding.error(
                            topic,
                            "The topic "
                                    + topic
                                    + " isn't compacted (cleanup.policy is "
                                    + policy
                                    + "), so what is in it would be lost with time.",
                            "Compact it: " + commands.enableCompaction(need)));
        } else if (need.cleanupPolicy() == CleanupPolicy.COMPACT && policy.contains("delete")) {
            findings.add(
                    Finding.warning(
                            topic,
                            "The topic "
                                    + topic
                                    + " also deletes by age (cleanup.policy is "
                                    + policy
                                    + "), so keys that aren't written again are lost with time.",
                            "Set BW_TOPIC_RETENTION to the topic's retention, so that what is live is written anew in time (on shared plans 24h is taken where nothing is set)."));
        } else if (!need.cleanupPolicy().compacts() && policy.contains("compact")) {
            findings.add(
                    Finding.error(
                            topic,
                            "The topic "
                                    + topic
                                    + " is compacted (cleanup.policy is "
                                    + policy
                                    + "), so older records of a key would be lost.",
                            "Turn compaction off: " + commands.disableCompaction(need)));
        }
    }
}
