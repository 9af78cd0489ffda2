// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import dev.bottledwater.testing.execution.LoggedRecord;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The topics of a live server's broker. */
final class TestTopics implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> settings;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Topics that were there before the first case. */
    private final Set<String> kept;

    private final List<Future<RecordMetadata>> written = new ArrayList<>();

    private TestTopics(
            Map<String, Object> settings,
            Admin admin,
            KafkaProducer<byte[], byte[]> producer,
            Set<String> kept) {
        this.settings = settings;
        this.admin = admin;
        this.producer = producer;
        this.kept = kept;
    }

    static TestTopics open(Map<String, Object> clientSettings) throws InterruptedException {
        var settings = new HashMap<>(clientSettings);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        var admin = Admin.create(settings);
        return new TestTopics(
                settings,
                admin,
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()),
                Set.copyOf(await(admin.listTopics().names())));
    }

    /** Creates a topic unless it is there, and returns once the brokers know it. */
    void create(String name, int partitions) throws InterruptedException {
        createUnlessThere(name, partitions);
        // brokers follow the controller, which has answered, a moment later
        long begin = System.nanoTime();
        while (!await(admin.listTopics().names()).contains(name)) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "The brokers never learnt of the topic %s.".formatted(name));
            }
            Thread.sleep(POLL);
        }
    }

    private void createUnlessThere(String name, int partitions) throws InterruptedException {
        try {
            await(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all());
        } catch (TopicExistsException _) {
            // another statement of the case declares it, too
        }
    }

    /** Deletes all topics that cases and their queries made. */
    void deleteAll() throws InterruptedException {
        var made = new HashSet<>(await(admin.listTopics().names()));
        made.removeAll(kept);
        made.removeIf(name -> name.startsWith("__"));
        try {
            await(admin.deleteTopics(made).all());
        } catch (UnknownTopicOrPartitionException _) {
            // the server deleted it meanwhile
        }
    }

    /** Writes a record where Kafka's default partitioner puts it. */
    void write(String topic, LoggedRecord record) {
        written.add(
                producer.send(
                        new ProducerRecord<>(
                                topic,
                                null,
                                record.timestamp(),
                                record.key(),
                                record.value(),
                                record.headers())));
    }

    /**
     * Waits until everything that was written is in its topic.
     *
     * @throws RuntimeException when it isn't, and never will be
     */
    void flush() throws InterruptedException {
        producer.flush();
        for (var record : written) {
            await(record);
        }
        written.clear();
    }

    /** All records of a topic: in their order within a partition, by time between partitions. */
    List<LoggedRecord> read(String topic) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records.stream()
                .sorted(Comparator.comparingLong(ConsumerRecord::timestamp))
                .map(r -> new LoggedRecord(r.key(), r.value(), r.timestamp(), r.headers()))
                .toList();
    }

    /** Whether the groups have all partitions of the topics, so that nothing is read twice. */
    boolean assigned(Collection<String> groups, Set<String> topics) throws InterruptedException {
        var assigned = assignment(groups);
        return assigned.isPresent()
                && assigned.get().stream()
                        .map(TopicPartition::topic)
                        .collect(Collectors.toSet())
                        .containsAll(topics);
    }

    /** What the members of the groups read; empty unless all groups are stable. */
    private Optional<Set<TopicPartition>> assignment(Collection<String> groups)
            throws InterruptedException {
        var partitions = new HashSet<TopicPartition>();
        try {
            for (var group : await(admin.describeConsumerGroups(groups).all()).values()) {
                if (group.groupState() != GroupState.STABLE || group.members().isEmpty()) {
                    return Optional.empty();
                }
                group.members().forEach(m -> partitions.addAll(m.assignment().topicPartitions()));
            }
        } catch (GroupIdNotFoundException _) {
            return Optional.empty();
        }
        return Optional.of(partitions);
    }

    /**
     * Whether the groups have read everything that is in the topics that they read: what they have
     * committed is what those topics hold afterwards, so that nothing is on its way between them.
     */
    boolean consumed(Collection<String> groups) throws InterruptedException {
        var assigned = assignment(groups);
        if (assigned.isEmpty()) {
            return false;
        }
        var committed =
                await(
                        admin.listConsumerGroupOffsets(
                                        groups.stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                Function.identity(),
                                                                _ ->
                                                                        new ListConsumerGroupOffsetsSpec())))
                                .all());
        var ends =
                await(
                        admin.listOffsets(
                                        assigned.get().stream()
                                                .collect(
                                                        Collectors.toMap(
                                                                Function.identity(),
                                                                _ -> OffsetSpec.latest())))
                                .all());
        for (var group : await(admin.describeConsumerGroups(groups).all()).values()) {
            Map<TopicPartition, OffsetAndMetadata> own =
                    committed.getOrDefault(group.groupId(), Map.of());
            for (var member : group.members()) {
                for (var partition : member.assignment().topicPartitions()) {
                    var end = ends.get(partition);
                    var offset = own.get(partition);
                    if (end == null
                            || end.offset() > 0
                                    && (offset == null || offset.offset() < end.offset())) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** The names of the consumer groups that there are. */
    Set<String> groups() throws InterruptedException {
        return await(admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toSet());
    }

    private static <T> T await(Future<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("The broker's answer is an error", e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        admin.close(Duration.ofSeconds(1));
    }
}
