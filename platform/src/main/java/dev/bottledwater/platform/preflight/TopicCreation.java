// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Creates topics, trying once, and explains each refusal with the command that an owner of the app
 * can run instead.
 */
record TopicCreation(Admin admin, HerokuCommands commands) {
    private static final short BROKER_DEFAULT = -1;
    private static final int REPLICAS = 3;

    /**
     * A topic that wasn't created.
     *
     * @param denied whether the Kafka user may not create topics, which somebody else may
     */
    record Refused(String topic, boolean denied, Finding finding) {}

    List<Refused> create(Map<String, TopicNeed> missing) throws InterruptedException {
        short replicas = replicas();
        List<NewTopic> topics =
                missing.entrySet().stream()
                        .map(entry -> newTopic(entry.getKey(), entry.getValue(), replicas))
                        .toList();
        Map<String, KafkaFuture<Void>> created = admin.createTopics(topics).values();
        List<Refused> refused = new ArrayList<>();
        for (Map.Entry<String, TopicNeed> entry : missing.entrySet()) {
            Answers.failure(Answers.of(created, entry.getKey()))
                    .flatMap(failure -> refused(entry.getKey(), entry.getValue(), failure))
                    .ifPresent(refused::add);
        }
        return refused;
    }

    private static NewTopic newTopic(String topic, TopicNeed need, short replicas) {
        Map<String, String> configs = new LinkedHashMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, need.cleanupPolicy().config());
        if (need.cleanupPolicy().deletes()) {
            configs.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    need.unlimited() ? "-1" : Long.toString(need.retention().toMillis()));
        }
        return new NewTopic(topic, need.partitions(), replicas).configs(configs);
    }

    /**
     * A broker's default of one replica is common outside Heroku, and too few for what can't be
     * made again.
     */
    private short replicas() throws InterruptedException {
        try {
            return (short) Math.min(REPLICAS, admin.describeCluster().nodes().get().size());
        } catch (ExecutionException unknown) {
            return BROKER_DEFAULT;
        }
    }

    private Optional<Refused> refused(String topic, TopicNeed need, Throwable failure) {
        return switch (failure) {
            // Another instance was quicker.
            case TopicExistsException exists -> Optional.empty();
            case AuthorizationException denied ->
                    refused(
                            topic,
                            true,
                            "The topic "
                                    + topic
                                    + " doesn't exist, and the Kafka user may not create it.",
                            "Create it: " + commands.createTopic(need));
            case PolicyViolationException policy ->
                    refused(
                            topic,
                            false,
                            "The brokers' policy refuses the topic "
                                    + topic
                                    + ": "
                                    + KafkaFailure.text(policy),
                            "Create it as the policy wants: " + commands.createTopic(need));
            default ->
                    refused(
                            topic,
                            false,
                            "The topic "
                                    + topic
                                    + " couldn't be created: "
                                    + KafkaFailure.text(failure),
                            "Create it: " + commands.createTopic(need));
        };
    }

    private static Optional<Refused> refused(
            String topic, boolean denied, String message, String remedy) {
        return Optional.of(new Refused(topic, denied, Finding.error(topic, message, remedy)));
    }
}
