// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.heroku;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What Heroku tells of a cluster.
 *
 * @param addon the add-on's name or id
 * @param prefix what names begin with on a shared cluster; else empty
 * @param shared whether other tenants use it too
 * @param topics the names of its topics, without Kafka's own; whether they begin with the prefix
 *     isn't documented
 * @param partitionReplicas how many replicas of partitions there are
 * @param maxTopics how many topics there may be; 0 where the plan doesn't say
 * @param maxPartitionReplicas how many replicas of partitions there may be; 0 where the plan
 *     doesn't say
 * @param shortestRetention the least that a topic may have; zero where the plan doesn't say
 * @param defaultRetention what a topic gets that asks for nothing; zero where the plan doesn't say
 */
public record ClusterInfo(
        String addon,
        String prefix,
        boolean shared,
        List<String> topics,
        int partitionReplicas,
        int maxTopics,
        int maxPartitionReplicas,
        Duration shortestRetention,
        Duration defaultRetention) {
    private static final String OFFSETS = "__consumer_offsets";

    /** Copies the names. */
    public ClusterInfo {
        topics = List.copyOf(topics);
    }

    static ClusterInfo of(String addon, JsonNode json) {
        List<String> topics = new ArrayList<>();
        for (JsonNode topic : json.path("topics")) {
            String name = topic.isTextual() ? topic.asText() : topic.path("name").asText();
            if (!name.isEmpty() && !name.equals(OFFSETS)) {
                topics.add(name);
            }
        }
        JsonNode limits = json.path("limits");
        return new ClusterInfo(
                addon,
                text(json.path("topic_prefix")),
                json.path("shared_cluster").asBoolean(false),
                topics,
                json.path("partition_replica_count").asInt(0),
                limits.path("max_topics").asInt(0),
                limits.path("max_partition_replica_count").asInt(0),
                Duration.ofMillis(limits.path("minimum_retention_ms").asLong(0)),
                Duration.ofMillis(limits.path("default_retention_ms").asLong(0)));
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : "";
    }

    /** Whether there is a topic of this name, whichever form it is given and listed in. */
    public boolean hasTopic(String name) {
        String logical = withoutPrefix(name);
        return topics.stream().anyMatch(topic -> withoutPrefix(topic).equals(logical));
    }

    private String withoutPrefix(String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /** Returns the retention that Heroku's own command line asks for where its user doesn't. */
    public Duration usualRetention() {
        return defaultRetention.isZero() ? shortestRetention : defaultRetention;
    }
}
