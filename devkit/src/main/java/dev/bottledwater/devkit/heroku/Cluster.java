// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.heroku;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.HerokuPlan;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;

/**
 * A cluster as its owner sees it: carries out on an embedded broker what Heroku's own tools ask
 * for, within the limits of the plan.
 */
final class Cluster implements AutoCloseable {
    /** What dedicated plans give and allow. */
    private static final Duration DEDICATED_DEFAULT = Duration.ofHours(24);

    private static final Duration DEDICATED_SHORTEST = Duration.ofHours(6);
    private static final int REPLICAS = 3;

    private final EmbeddedKafka kafka;
    private final HerokuPlan plan;
    private final Admin admin;
    private final Set<String> groups = new TreeSet<>();

    Cluster(EmbeddedKafka kafka) {
        this.kafka = kafka;
        this.plan = kafka.plan();
        this.admin = Admin.create(kafka.adminProperties());
    }

    boolean shared() {
        return plan instanceof HerokuPlan.Shared;
    }

    Duration defaultRetention() {
        return plan instanceof HerokuPlan.Shared shared
                ? shared.defaultRetention()
                : DEDICATED_DEFAULT;
    }

    private Duration shortestRetention() {
        return plan instanceof HerokuPlan.Shared shared
                ? shared.shortestRetention()
                : DEDICATED_SHORTEST;
    }

    /** What {@code GET /clusters/:id} answers. */
    ObjectNode info() throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> topics = topics();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", "kafka-stand-in");
        json.put("shared_cluster", shared());
        json.put("topic_prefix", plan.prefix().isEmpty() ? null : plan.prefix());
        json.put("partition_replica_count", partitions(topics) * REPLICAS);
        json.putObject("state").put("message", "available");
        topics.keySet().forEach(json.withArray("/topics")::add);
        ObjectNode limits = json.putObject("limits");
        limits.put("minimum_retention_ms", shortestRetention().toMillis());
        limits.put("default_retention_ms", defaultRetention().toMillis());
        if (plan instanceof HerokuPlan.Shared shared) {
            if (shared.maxTopics() > 0) {
                limits.put("max_topics", shared.maxTopics());
            }
            limits.put("max_partition_replica_count", shared.maxPartitionReplicas());
        }
        return json;
    }

    private static int partitions(Map<String, TopicDescription> topics) {
        return topics.values().stream().mapToInt(topic -> topic.partitions().size()).sum();
    }

    /** The cluster's own topics are told in the answer too, as Heroku does it. */
    private Map<String, TopicDescription> topics() throws ExecutionException, InterruptedException {
        Set<String> names = new TreeSet<>(admin.listTopics().names().get());
        return new LinkedHashMap<>(admin.describeTopics(names).allTopicNames().get());
    }

    /**
     * Creates a topic.
     *
     * @param name with or without the prefix
     * @param retention null for none beside compaction
     */
    void createTopic(String name, int partitions, boolean compaction, @Nullable Duration retention)
            throws Refusal, ExecutionException, InterruptedException {
        if (name.isEmpty()) {
            throw new Refusal(422, "topic name can't be blank");
        }
        if (partitions < 1) {
            throw new Refusal(422, "partition count must be at least 1");
        }
        if (retention != null && retention.compareTo(shortestRetention()) < 0) {
            throw new Refusal(
                    422,
                    "retention time must be at least " + shortestRetention().toMillis() + " ms");
        }
        limits(partitions);
        Map<String, String> configs = new LinkedHashMap<>();
        configs.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                !compaction ? "delete" : retention == null ? "compact" : "compact,delete");
        if (retention != null) {
            configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        NewTopic topic = new NewTopic(prefixed(name), partitions, (short) 1).configs(configs);
        try {
            kafka.createTopics(List.of(topic));
        } catch (IllegalStateException failed) {
            if (failed.getCause() instanceof TopicExistsException) {
                throw new Refusal(422, "topic " + name + " already exists");
            }
            throw failed;
        }
    }

    private void limits(int partitions) throws Refusal, ExecutionException, InterruptedException {
        if (!(plan instanceof HerokuPlan.Shared shared)) {
            return;
        }
        Map<String, TopicDescription> topics = topics();
        topics.keySet().removeIf(topic -> !topic.startsWith(shared.prefix()));
        if (shared.maxTopics() > 0 && topics.size() >= shared.maxTopics()) {
            throw new Refusal(422, "this plan allows " + shared.maxTopics() + " topics");
        }
        int replicas = (partitions(topics) + partitions) * REPLICAS;
        if (shared.maxPartitionReplicas() > 0 && replicas > shared.maxPartitionReplicas()) {
            throw new Refusal(
                    422,
                    "this plan allows " + shared.maxPartitionReplicas() + " partition replicas");
        }
    }

    /** Creates a group, by its name with or without the prefix. */
    void createGroup(String name) throws Refusal {
        if (!(plan instanceof HerokuPlan.Shared shared)) {
            throw new Refusal(400, "this command is not required or enabled on dedicated clusters");
        }
        if (name.isEmpty()) {
            throw new Refusal(422, "consumer group name can't be blank");
        }
        String group = prefixed(name);
        kafka.grant(shared.groupAcls(kafka.principal(), group));
        synchronized (groups) {
            groups.add(group);
        }
    }

    /** The groups that were created, with the prefix. */
    Set<String> groups() {
        synchronized (groups) {
            return Set.copyOf(groups);
        }
    }

    private String prefixed(String name) {
        return name.startsWith(plan.prefix()) ? name : plan.prefix() + name;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
