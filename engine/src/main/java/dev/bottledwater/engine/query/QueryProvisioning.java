// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.resource.QueryTopics;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topic.TopicSpec;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Sees to it, where Kafka Streams may create nothing, that a query's internal topics and its group
 * are there before each of its starts.
 */
record QueryProvisioning(
        EngineConfig config, Supplier<Admin> admin, TopicNames names, Formats formats) {
    /** Where nothing says how long topics keep records: Kafka's own default. */
    private static final Duration USUAL = Duration.ofDays(7);

    /**
     * Creates what is missing.
     *
     * @throws UnrunnableQueryException for what can't be created, with the remedy
     */
    void ensure(String applicationId, PhysicalPlan plan) {
        if (!config.provisioner().isNeeded()) {
            return;
        }
        try {
            ensureAll(applicationId, plan);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnrunnableQueryException(QueryFailure.Kind.SYSTEM, "Interrupted.", e);
        }
    }

    private void ensureAll(String applicationId, PhysicalPlan plan) throws InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        List<String> topics = new ArrayList<>(plan.sourceTopics());
        topics.add(plan.sink().topic());
        for (String topic : topics) {
            Integer known = partitions(topic);
            if (known == null) {
                // Who looks at the sources next says which one is missing.
                return;
            }
            partitions.put(topic, known);
        }
        List<String> missing =
                config.provisioner()
                        .ensure(
                                new QueryTopics(formats, config.topicRetention().orElse(USUAL))
                                        .of(applicationId, plan, partitions).stream()
                                                .map(TopicSpec::wanted)
                                                .toList(),
                                List.of(applicationId));
        if (!missing.isEmpty()) {
            throw new UnrunnableQueryException(
                    QueryFailure.Kind.SYSTEM, String.join(" ", missing), null);
        }
    }

    private @Nullable Integer partitions(String topic) throws InterruptedException {
        String physical = names.physicalTopic(topic);
        try {
            return admin.get()
                    .describeTopics(List.of(physical))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw new UnrunnableQueryException(
                    QueryFailure.Kind.SYSTEM,
                    "The topic %s can't be looked at: %s".formatted(topic, e.getCause()),
                    e);
        }
    }
}
