// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.result.StatementResult.GroupOffsets;
import dev.bottledwater.engine.result.StatementResult.PartitionOffsets;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where consumer groups stand. */
public final class GroupOffsetsReader {
    private final Admin admin;
    private final TopicNames names;

    GroupOffsetsReader(Admin admin, TopicNames names) {
        this.admin = admin;
        this.names = names;
    }

    /**
     * The committed offsets of a group, one element per topic.
     *
     * @param group logical name
     * @return empty when the group has committed nothing or doesn't exist
     * @throws TopicException when Kafka doesn't say
     */
    public List<GroupOffsets> offsets(String group) {
        var physical = names.physicalGroup(group);
        var committed =
                KafkaAnswers.await(
                        admin.listConsumerGroupOffsets(physical).partitionsToOffsetAndMetadata(),
                        "tell the offsets of group '%s'".formatted(group));
        var positions = new TreeMap<String, Map<Integer, Long>>();
        var partitions = new HashSet<TopicPartition>();
        committed.forEach(
                (partition, offset) -> {
                    if (offset != null) {
                        partitions.add(partition);
                        positions
                                .computeIfAbsent(partition.topic(), _ -> new TreeMap<>())
                                .put(partition.partition(), offset.offset());
                    }
                });
        var starts = offsets(partitions, OffsetSpec.earliest());
        var ends = offsets(partitions, OffsetSpec.latest());
        return positions.entrySet().stream()
                .map(
                        topic ->
                                new GroupOffsets(
                                        group,
                                        names.logicalTopic(topic.getKey()),
                                        topic.getValue().entrySet().stream()
                                                .map(
                                                        p ->
                                                                position(
                                                                        new TopicPartition(
                                                                                topic.getKey(),
                                                                                p.getKey()),
                                                                        p.getValue(),
                                                                        starts,
                                                                        ends))
                                                .toList()))
                .toList();
    }

    private static PartitionOffsets position(
            TopicPartition partition,
            long committed,
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends) {
        return new PartitionOffsets(
                partition.partition(),
                starts.getOrDefault(partition, -1L),
                ends.getOrDefault(partition, -1L),
                committed);
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec at) {
        var answer =
                KafkaAnswers.await(
                        admin.listOffsets(
                                        partitions.stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                Function.identity(), _ -> at)))
                                .all(),
                        "tell the offsets of topics");
        var offsets = new HashMap<TopicPartition, Long>();
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    /** How many consumers and groups read a topic. */
    public record Readers(int consumers, int groups) {}

    /**
     * Consumers and groups by logical topic, of all groups that may be seen. A consumer counts once
     * per partition that it reads, as in KSQL.
     *
     * @throws TopicException when Kafka doesn't say
     */
    public Map<String, Readers> readers() {
        var ids =
                KafkaAnswers.await(
                                admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid(),
                                "list the consumer groups")
                        .stream()
                        .map(GroupListing::groupId)
                        .toList();
        var consumers = new HashMap<String, Integer>();
        var groups = new HashMap<String, Integer>();
        for (var future : admin.describeConsumerGroups(ids).describedGroups().values()) {
            var topics = new HashSet<String>();
            for (var partition : assigned(future)) {
                consumers.merge(partition.topic(), 1, Integer::sum);
                topics.add(partition.topic());
            }
            topics.forEach(t -> groups.merge(t, 1, Integer::sum));
        }
        var readers = new HashMap<String, Readers>();
        consumers.forEach(
                (topic, count) ->
                        readers.put(
                                names.logicalTopic(topic),
                                new Readers(count, groups.getOrDefault(topic, 0))));
        return readers;
    }

    /** Nothing for a group that ended meanwhile or isn't ours to see. */
    private static List<TopicPartition> assigned(KafkaFuture<ConsumerGroupDescription> future) {
        return description(future).stream()
                .flatMap(d -> d.members().stream())
                .flatMap(m -> m.assignment().topicPartitions().stream())
                .toList();
    }

    private static Optional<ConsumerGroupDescription> description(
            KafkaFuture<ConsumerGroupDescription> future) {
        try {
            return Optional.of(KafkaAnswers.await(future, "describe a consumer group"));
        } catch (TopicException e) {
            if (e.reason() == TopicException.Reason.UNREACHABLE) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
