// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.physical.PhysicalPlan;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.AutoOffsetReset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The topics that a query reads and writes, looked at before each of its starts: Kafka Streams
 * doesn't say which one is missing, and with {@code latest} it would leave out whatever comes while
 * a query is away. Used by the query's thread only.
 */
final class SourceTopics {
    private static final Logger LOG = LoggerFactory.getLogger(SourceTopics.class);

    /** With growing pauses that is longer than any member is kept that doesn't answer. */
    private static final int MOST_RENEWALS = 6;

    private static final int LOOKS = 2;
    private static final Duration LAG = Duration.ofMillis(300);

    private final Supplier<Admin> admin;
    private final TopicNames names;
    private final String group;
    private final List<String> sources;
    private final Set<String> sinks;

    /** The topics as they were at the last start; another id is another topic of that name. */
    private final Map<String, Uuid> ids = new HashMap<>();

    /**
     * How often sources weren't there when the query was to start. One look says little, since a
     * broker may lag behind; with two of them, all of a topic that appears is new.
     */
    private final Map<String, Integer> absent = new HashMap<>();

    private int renewals;

    /**
     * @param deadLetters the logical name of the topic for dead letters, null for none
     */
    SourceTopics(
            Supplier<Admin> admin,
            TopicNames names,
            String group,
            PhysicalPlan plan,
            @Nullable String deadLetters) {
        this.admin = admin;
        this.names = names;
        this.group = group;
        this.sources = plan.sourceTopics().stream().map(names::physicalTopic).toList();
        this.sinks =
                Stream.of(plan.sink().topic(), deadLetters)
                        .filter(Objects::nonNull)
                        .map(names::physicalTopic)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Looks whether all topics are there, and commits where the query is to begin: at the beginning
     * of a topic that was made anew, and for {@code latest} at the end of the topics when it starts
     * for the first time. So a query that begins again, and a new partition, are read from where
     * nothing is left out.
     *
     * @param asked where the query is to begin
     * @return where to begin in partitions without a committed offset
     * @throws UnrunnableQueryException for a topic that is missing
     * @throws KafkaException when Kafka denies something or doesn't answer
     */
    AutoOffsetReset ready(AutoOffsetReset asked) {
        var topics = describe();
        var renewed = partitions(topics, t -> isNew(t));
        if (!renewed.isEmpty()
                && !commit(renewed, OffsetSpec.earliest())
                && ++renewals < MOST_RENEWALS) {
            throw new UnrunnableQueryException(
                    QueryFailure.Kind.SYSTEM,
                    "A topic of the query was made anew, and readers of the old one are not gone yet; the query waits for that",
                    null);
        }
        renewals = 0;
        topics.forEach(
                t -> {
                    absent.remove(t.name());
                    ids.put(t.name(), t.topicId());
                });
        var fromEnd = asked.equals(AutoOffsetReset.latest());
        if (fromEnd && !topics.isEmpty()) {
            var committed = committedTopics();
            var unread = partitions(topics, t -> !committed.contains(t.name()));
            if (!unread.isEmpty()) {
                commit(unread, OffsetSpec.latest());
            }
        }
        throwMissing(topics);
        return fromEnd ? AutoOffsetReset.earliest() : asked;
    }

    /**
     * Looks whether all topics are those that the query started with. Kafka's clients take minutes
     * to notice, and read on in another topic of that name as if it were the same.
     *
     * @throws UnrunnableQueryException for one that isn't
     * @throws KafkaException when Kafka denies something or doesn't answer
     */
    void check() {
        var topics = describe();
        throwMissing(topics);
        for (var topic : topics) {
            if (isAnother(topic)) {
                throw new UnrunnableQueryException(
                        QueryFailure.Kind.USER,
                        "The topic %s was deleted and made anew: the query reads it from its beginning"
                                .formatted(names.logicalTopic(topic.name())),
                        null);
            }
        }
    }

    private boolean isNew(TopicDescription topic) {
        return ids.containsKey(topic.name())
                ? isAnother(topic)
                : absent.getOrDefault(topic.name(), 0) >= LOOKS;
    }

    private boolean isAnother(TopicDescription topic) {
        var known = ids.get(topic.name());
        return known != null && !known.equals(topic.topicId());
    }

    /** The topics that there are. */
    private List<TopicDescription> describe() {
        var all = new HashSet<>(sources);
        all.addAll(sinks);
        var topics = describe(all);
        topics.forEach(t -> all.remove(t.name()));
        if (!all.isEmpty()) {
            // a broker may not know yet what another has just made
            pause();
            topics.addAll(describe(all));
        }
        return topics;
    }

    private static void pause() {
        try {
            Thread.sleep(LAG);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    private List<TopicDescription> describe(Set<String> names) {
        var topics = new ArrayList<TopicDescription>();
        admin.get()
                .describeTopics(names)
                .topicNameValues()
                .values()
                .forEach(
                        future -> {
                            try {
                                topics.add(await(future));
                            } catch (UnknownTopicOrPartitionException e) {
                                LOG.debug("A topic is missing", e);
                            }
                        });
        return topics;
    }

    private void throwMissing(List<TopicDescription> topics) {
        var missing = new TreeSet<>(sources);
        missing.addAll(sinks);
        topics.forEach(t -> missing.remove(t.name()));
        if (missing.isEmpty()) {
            return;
        }
        missing.stream().filter(sources::contains).forEach(t -> absent.merge(t, 1, Integer::sum));
        throw new UnrunnableQueryException(
                QueryFailure.Kind.USER,
                "The topic %s doesn't exist: create it, and the query goes on by itself"
                        .formatted(
                                missing.stream()
                                        .map(names::logicalTopic)
                                        .collect(Collectors.joining(", "))),
                null);
    }

    private Set<TopicPartition> partitions(
            List<TopicDescription> topics, Predicate<TopicDescription> which) {
        var partitions = new HashSet<TopicPartition>();
        topics.stream()
                .filter(t -> sources.contains(t.name()))
                .filter(which)
                .forEach(
                        t ->
                                t.partitions()
                                        .forEach(
                                                p ->
                                                        partitions.add(
                                                                new TopicPartition(
                                                                        t.name(), p.partition()))));
        return partitions;
    }

    /**
     * @return false when the group has members
     */
    private boolean commit(Set<TopicPartition> partitions, OffsetSpec where) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(p -> asked.put(p, where));
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        await(admin.get().listOffsets(asked).all())
                .forEach((p, found) -> offsets.put(p, new OffsetAndMetadata(found.offset())));
        try {
            await(admin.get().alterConsumerGroupOffsets(group, offsets).all());
            return true;
        } catch (UnknownMemberIdException
                | GroupNotEmptyException
                | RebalanceInProgressException e) {
            // the query runs in another process already, or has not been given up yet
            LOG.debug("The group {} has members", group, e);
            return false;
        }
    }

    private Set<String> committedTopics() {
        var topics = new HashSet<String>();
        await(admin.get().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach(
                        (partition, offset) -> {
                            if (offset != null) {
                                topics.add(partition.topic());
                            }
                        });
        return topics;
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw Objects.requireNonNull(e.getCause()) instanceof RuntimeException cause
                    ? cause
                    : new KafkaException(e.getCause());
        }
    }
}
