// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
        Map<String, TopicNeed> wanted = new LinkedHashMap<>(needs);
        TopicCensus census = TopicCensus.take(admin, wanted.keySet());
        if (create && !census.missing().isEmpty()) {
            Map<String, TopicNeed> missing = new LinkedHashMap<>(wanted);
            missing.keySet().retainAll(census.missing());
            findings.addAll(new TopicCreation(admin, commands).create(missing));
            findings.forEach(refused -> wanted.remove(refused.subject()));
            census = TopicCensus.takeWhenKnown(admin, wanted.keySet(), timeout);
        }
        for (Map.Entry<String, TopicNeed> entry : wanted.entrySet()) {
            String topic = entry.getKey();
            TopicNeed need = entry.getValue();
            Integer partitions = census.partitions().get(topic);
            if (partitions != null) {
                partitions(topic, partitions, need).ifPresent(findings::add);
                continue;
            }
            switch (census.failures().get(topic)) {
                case UnknownTopicOrPartitionException absent -> findings.add(absent(topic, need));
                case TopicAuthorizationException denied -> findings.add(denied(topic, need));
                case InvalidTopicException invalid -> findings.add(invalid(topic));
                case null, default -> {
                    // The connection as a whole is at fault, and would be for every other topic.
                    return List.of(failure(topic, census));
                }
            }
        }
        wanted.keySet().retainAll(census.partitions().keySet());
        findings.addAll(new TopicPolicies(admin, commands).check(wanted));
        return List.copyOf(findings);
    }

    private Finding failure(String topic, TopicCensus census) {
        Throwable failure =
                Objects.requireNonNull(
                        census.failures().get(topic), "each topic is described or not");
        return KafkaFailure.explain(failure, kafka, timeout);
    }

    private Finding denied(String topic, TopicNeed need) {
        return Finding.error(
                topic,
                "The Kafka user has no right to the topic " + topic + ".",
                "Create it: " + commands.createTopic(need));
    }

    private static Finding invalid(String topic) {
        return Finding.error(
                topic,
                "'" + topic + "' can't be a topic's name.",
                "Use at most 249 letters, digits, dots, underscores and hyphens.");
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
