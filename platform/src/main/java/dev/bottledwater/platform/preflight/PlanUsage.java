// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.heroku.ClusterInfo;
import dev.bottledwater.platform.heroku.DataApi;
import dev.bottledwater.platform.heroku.DataApiException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * What an app has of topics, and would have with those that are missing, against what its plan
 * allows.
 *
 * @param topics that are there and begin with the app's prefix
 * @param partitions of those topics
 * @param missingTopics to be created
 * @param missingPartitions of those topics
 * @param maxTopics how many the plan allows; 0 where that isn't known
 * @param maxPartitionReplicas how many replicas of partitions the plan allows; 0 where that isn't
 *     known
 * @param shared whether this is a shared plan
 */
public record PlanUsage(
        int topics,
        int partitions,
        int missingTopics,
        int missingPartitions,
        int maxTopics,
        int maxPartitionReplicas,
        boolean shared) {
    /**
     * What every plan on Heroku keeps of each partition (Dev Center, multi-tenant and managing).
     */
    private static final int REPLICAS = 3;

    /** The shared plans' published limits of partitions, the smallest plan's first. */
    private static final String SHARED_LIMITS = "240 on basic-0, 480 on basic-1 and 960 on basic-2";

    /**
     * Looks at the cluster, and asks Heroku for its limits where there is a key.
     *
     * @param timeout for each answer of the brokers
     * @return empty where Kafka doesn't tell, or there is nothing to count: dedicated plans have
     *     room for thousands
     */
    public static Optional<PlanUsage> of(Settings settings, Missing missing, Duration timeout) {
        KafkaSettings kafka = settings.kafka();
        int missingPartitions = missing.topics().stream().mapToInt(TopicNeed::partitions).sum();
        try (Admin admin = AdminClients.open(kafka, timeout)) {
            List<String> own = new ArrayList<>(admin.listTopics().names().get());
            own.removeIf(topic -> !topic.startsWith(kafka.prefix()));
            Map<String, TopicDescription> described =
                    admin.describeTopics(own).allTopicNames().get();
            ClusterInfo plan = plan(settings);
            return Optional.of(
                    new PlanUsage(
                            described.size(),
                            described.values().stream()
                                    .mapToInt(topic -> topic.partitions().size())
                                    .sum(),
                            missing.topics().size(),
                            missingPartitions,
                            plan == null ? 0 : plan.maxTopics(),
                            plan == null ? 0 : plan.maxPartitionReplicas(),
                            !kafka.prefix().isEmpty()));
        } catch (ExecutionException | KafkaException unknown) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static @Nullable ClusterInfo plan(Settings settings) throws InterruptedException {
        if (settings.heroku().isEmpty()) {
            return null;
        }
        try (DataApi api = new DataApi(settings.heroku().get(), settings.kafka().attachment())) {
            return api.cluster();
        } catch (DataApiException unknown) {
            return null;
        }
    }

    /** Returns what the plan doesn't allow; empty where all fits, or nothing is known. */
    public Optional<Finding> excess() {
        int allTopics = topics + missingTopics;
        int replicas = (partitions + missingPartitions) * REPLICAS;
        if (maxTopics > 0 && allTopics > maxTopics) {
            return Optional.of(tooMany(allTopics + " topics", maxTopics + " topics"));
        }
        if (maxPartitionReplicas > 0 && replicas > maxPartitionReplicas) {
            return Optional.of(
                    tooMany(
                            replicas + " replicas of partitions",
                            maxPartitionReplicas
                                    + " replicas ("
                                    + REPLICAS
                                    + " of each partition)"));
        }
        return Optional.empty();
    }

    private static Finding tooMany(String would, String allowed) {
        return Finding.error(
                "plan",
                "The app would have " + would + ", and the plan allows " + allowed + ".",
                "Take fewer partitions, delete topics that are of no more use, or take a larger plan.");
    }

    /** Returns the numbers in one line. */
    @Override
    public String toString() {
        String sum =
                "%s with %s are there, and %s with %s missing"
                        .formatted(
                                count(topics, "topic"),
                                count(partitions, "partition"),
                                count(missingTopics, "topic"),
                                count(missingPartitions, "partition"));
        int replicas = (partitions + missingPartitions) * REPLICAS;
        if (maxPartitionReplicas > 0) {
            return sum
                    + "; with them "
                    + replicas
                    + " of the plan's "
                    + maxPartitionReplicas
                    + " replicas of partitions"
                    + (maxTopics > 0
                            ? " and "
                                    + (topics + missingTopics)
                                    + " of its "
                                    + maxTopics
                                    + " topics"
                            : "");
        }
        return shared ? sum + "; shared plans allow partitions: " + SHARED_LIMITS : sum;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
