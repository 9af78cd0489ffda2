// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.resource;

import dev.bottledwater.engine.physical.Grouping;
import dev.bottledwater.engine.physical.JoinNames;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.Step;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * What a query has on the cluster beside its sink: changelog and repartition topics, and its
 * group's offsets.
 *
 * @param group the group, which is the application id
 * @param topics the topics' names on the cluster
 */
public record InternalResources(String group, List<String> topics) {
    private static final Logger LOG = LoggerFactory.getLogger(InternalResources.class);

    /** Longer than Kafka takes a member that was killed for one. */
    private static final Duration GROUP_PATIENCE = Duration.ofMinutes(1);

    private static final Duration GROUP_PAUSE = Duration.ofMillis(500);

    /** What a query of this plan has. */
    public static InternalResources of(String applicationId, PhysicalPlan plan) {
        return new InternalResources(
                applicationId,
                plan.steps().stream()
                        .flatMap(InternalResources::suffixes)
                        .map(suffix -> applicationId + "-" + suffix)
                        .toList());
    }

    private static Stream<String> suffixes(Step step) {
        return switch (step) {
            case Step.TableSource s ->
                    s.store() == null ? Stream.empty() : Stream.of(s.store() + "-changelog");
            case Step.StreamAggregate s -> suffixes(s.grouping(), s.store());
            case Step.WindowedAggregate s -> suffixes(s.grouping(), s.store());
            case Step.TableAggregate s -> suffixes(s.grouping(), s.store());
            case Step.Join s -> new JoinNames(s).topics().stream();
            case Step.StreamSource _,
                    Step.Filter _,
                    Step.Project _,
                    Step.Repartition _,
                    Step.FlatMap _ ->
                    Stream.empty();
        };
    }

    private static Stream<String> suffixes(Grouping grouping, String store) {
        return Stream.concat(
                Stream.ofNullable(grouping.repartition()).map(r -> r + "-repartition"),
                Stream.of(store + "-changelog"));
    }

    /**
     * Deletes all of it; what can't be deleted is logged, since the query is gone all the same. A
     * group that other processes have yet to leave is deleted in the background, within a minute.
     */
    public void delete(Map<String, String> clientProperties) {
        var properties = new HashMap<String, Object>(clientProperties);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        try (var admin = Admin.create(properties)) {
            for (var topic : topics) {
                deleteTopic(admin, topic);
            }
            if (!deleteGroup(admin, Duration.ZERO)) {
                Thread.ofVirtual()
                        .name("group-cleanup-" + group)
                        .start(() -> deleteLeftGroup(properties));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteLeftGroup(Map<String, Object> properties) {
        try (var admin = Admin.create(properties)) {
            if (!deleteGroup(admin, GROUP_PATIENCE)) {
                LOG.warn(
                        "The consumer group {} was not deleted (it still has members): its offsets expire by themselves",
                        group);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void deleteTopic(Admin admin, String topic) throws InterruptedException {
        try {
            admin.deleteTopics(Set.of(topic)).all().get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case UnknownTopicOrPartitionException _ -> LOG.debug("{} is gone already", topic);
                case AuthorizationException _ ->
                        LOG.warn(
                                "The internal topic {} is of no more use, but this client may not delete topics: run `heroku kafka:topics:destroy {}`",
                                topic,
                                topic);
                case null, default ->
                        LOG.warn(
                                "The internal topic {} was not deleted ({}): delete it by hand",
                                topic,
                                reason(e.getCause()));
            }
        }
    }

    /** Whether it is gone, or can't be deleted; members of other processes leave on their own. */
    private boolean deleteGroup(Admin admin, Duration patience) throws InterruptedException {
        long began = System.nanoTime();
        while (true) {
            try {
                admin.deleteConsumerGroups(Set.of(group)).all().get();
                return true;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof GroupIdNotFoundException) {
                    return true;
                }
                if (e.getCause() instanceof GroupNotEmptyException) {
                    if (System.nanoTime() - began >= patience.toNanos()) {
                        return false;
                    }
                    Thread.sleep(GROUP_PAUSE);
                    continue;
                }
                LOG.warn(
                        "The consumer group {} was not deleted ({}): its offsets expire by themselves",
                        group,
                        reason(e.getCause()));
                return true;
            }
        }
    }

    private static String reason(@Nullable Throwable cause) {
        return cause == null ? "unknown" : String.valueOf(cause.getMessage());
    }
}
