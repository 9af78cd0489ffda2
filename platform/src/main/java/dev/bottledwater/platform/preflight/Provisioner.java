// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Sees to it that topics and groups are there. It looks before it creates, because a broker answers
 * a denied creation in the same way whether or not the topic exists, and asks for nothing on the
 * cluster itself.
 *
 * <p>Not safe for use by several threads at a time.
 */
public final class Provisioner implements AutoCloseable {
    private final KafkaSettings kafka;
    private final Names names;
    private final Duration timeout;
    private final HerokuCommands commands;
    private final Admin admin;

    /**
     * Opens an admin client; its connections are made when they are needed.
     *
     * @param timeout for each answer of the brokers
     */
    public Provisioner(KafkaSettings kafka, Names names, Duration timeout) {
        this.kafka = kafka;
        this.names = names;
        this.timeout = timeout;
        this.commands = new HerokuCommands(kafka, names);
        this.admin = AdminClients.open(kafka, timeout);
    }

    /**
     * Creates those of the topics that are missing, trying once, and checks those that are there.
     *
     * @return what stands in the way; empty where every topic is there and fits
     */
    public List<Finding> ensureTopics(List<TopicNeed> needs) {
        return topics(needs, true);
    }

    /**
     * Checks the topics and creates nothing.
     *
     * @return what {@link #ensureTopics} would have to mend, each with the command that mends it
     */
    public List<Finding> checkTopics(List<TopicNeed> needs) {
        return topics(needs, false);
    }

    /**
     * Checks that the Kafka user may use consumer groups. On shared plans a group must be created
     * beforehand.
     *
     * @param groups names with or without the prefix
     * @return a finding for each group that is denied
     */
    public List<Finding> checkGroups(List<String> groups) {
        List<Finding> findings = new ArrayList<>();
        try {
            for (String group : groups) {
                String physical = names.physicalGroup(group);
                // Describing would fail for groups of another kind than consumers, such as
                // Connect's.
                Answers.failure(
                                admin.listConsumerGroupOffsets(physical)
                                        .partitionsToOffsetAndMetadata())
                        .filter(failure -> !(failure instanceof GroupIdNotFoundException))
                        .map(
                                failure ->
                                        failure instanceof GroupAuthorizationException
                                                ? Finding.error(
                                                        physical,
                                                        "The Kafka user has no right to the consumer group "
                                                                + physical
                                                                + ".",
                                                        "Create it: " + commands.createGroup(group))
                                                : KafkaFailure.explain(failure, kafka, timeout))
                        .ifPresent(findings::add);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            findings.add(Preflight.interrupted(kafka));
        }
        return List.copyOf(findings);
    }

    private List<Finding> topics(List<TopicNeed> needs, boolean create) {
        Map<String, TopicNeed> byName = new LinkedHashMap<>();
        needs.forEach(need -> byName.put(names.physicalTopic(need.name()), need));
        try {
            return inspect(byName, create);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of(Preflight.interrupted(kafka));
        }
    }

    private List<Finding> inspect(Map<String, TopicNeed> needs, boolean create)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Map<String, TopicNeed> missing = new LinkedHashMap<>();
        Map<String, TopicNeed> present = new LinkedHashMap<>();
        Map<String, KafkaFuture<TopicDescription>> described =
                admin.describeTopics(needs.keySet()).topicNameValues();
        for (Map.Entry<String, TopicNeed> entry : needs.entrySet()) {
            String topic = entry.getKey();
            TopicNeed need = entry.getValue();
            try {
                int partitions = Answers.of(described, topic).get().partitions().size();
                present.put(topic, need);
                partitions(topic, partitions, need).ifPresent(findings::add);
            } catch (ExecutionException failed) {
                switch (KafkaFailure.unwrap(failed)) {
                    case UnknownTopicOrPartitionException absent -> missing.put(topic, need);
                    case TopicAuthorizationException denied ->
                            findings.add(
                                    Finding.error(
                                            topic,
                                            "The Kafka user has no right to the topic "
                                                    + topic
                                                    + ".",
                                            "Create it: " + commands.createTopic(need)));
                    case Throwable other -> {
                        // The connection as a whole is at fault, and would be for every other
                        // topic.
                        return List.of(KafkaFailure.explain(other, kafka, timeout));
                    }
                }
            }
        }
        findings.addAll(new TopicPolicies(admin, commands).check(present));
        if (create && !missing.isEmpty()) {
            findings.addAll(new TopicCreation(admin, commands).create(missing));
        } else {
            missing.forEach((topic, need) -> findings.add(absent(topic, need)));
        }
        return List.copyOf(findings);
    }

    private Optional<Finding> partitions(String topic, int partitions, TopicNeed need) {
        if (!need.exactPartitions() || partitions == need.partitions()) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.error(
                        topic,
                        "The topic "
                                + topic
                                + " has "
                                + count(partitions)
                                + " but must have "
                                + need.partitions()
                                + ".",
                        "A topic keeps its number of partitions, so if nothing in it is needed create it anew: "
                                + commands.destroyTopic(need)
                                + " && "
                                + commands.createTopic(need)));
    }

    private static String count(int partitions) {
        return partitions == 1 ? "1 partition" : partitions + " partitions";
    }

    private Finding absent(String topic, TopicNeed need) {
        return Finding.error(
                topic,
                "The topic " + topic + " doesn't exist.",
                "Create it: " + commands.createTopic(need));
    }

    /** Drops the connections without waiting. */
    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
