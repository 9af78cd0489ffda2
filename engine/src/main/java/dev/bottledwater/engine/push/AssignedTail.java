// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.engine.topic.TopicException.Reason;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A consumer with all partitions of a topic assigned: without a group it needs no rights on groups
 * and leaves nothing behind. A reader that doesn't poll fetches nothing more.
 */
final class AssignedTail implements LiveTail {
    private static final Logger LOG = LoggerFactory.getLogger(AssignedTail.class);

    /** How often to look whether the topic still is as it was. */
    private static final Duration CHECK = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final String name;
    private final int partitions;
    private final Map<TopicPartition, Long> behind;
    private final long checkNanos;
    private long nextCheck;

    private AssignedTail(
            Consumer<byte[], byte[]> consumer,
            String topic,
            String name,
            int partitions,
            Map<TopicPartition, Long> behind,
            Duration check) {
        this.consumer = consumer;
        this.topic = topic;
        this.name = name;
        this.partitions = partitions;
        this.behind = behind;
        this.checkNanos = check.toNanos();
        this.nextCheck = System.nanoTime() + checkNanos;
    }

    /**
     * @param clientProperties bootstrap servers and security settings
     * @param names gives the topics' names in messages
     */
    static LiveTail.Factory factory(Map<String, String> clientProperties, TopicNames names) {
        return factory(clientProperties, names, CHECK);
    }

    static LiveTail.Factory factory(
            Map<String, String> clientProperties, TopicNames names, Duration check) {
        var properties = new HashMap<String, Object>(clientProperties);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // what a transaction took back was never there
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 << 10);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        // the check reads what the consumer knows, which is as old as this at most
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, check.toMillis());
        properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return new Consumers(properties, names, check);
    }

    private record Consumers(Map<String, Object> properties, TopicNames names, Duration check)
            implements LiveTail.Factory {
        @Override
        public LiveTail open(String topic, boolean fromBeginning) {
            return opened(topic, fromBeginning, null);
        }

        @Override
        public LiveTail openAt(String topic, Map<Integer, Long> offsets) {
            return opened(topic, false, offsets);
        }

        private LiveTail opened(
                String topic, boolean fromBeginning, @Nullable Map<Integer, Long> offsets) {
            var name = names.logicalTopic(topic);
            try {
                var consumer =
                        new KafkaConsumer<>(
                                properties,
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer());
                return AssignedTail.open(consumer, topic, name, fromBeginning, offsets, check);
            } catch (KafkaException e) {
                throw unreadable(name, e);
            }
        }
    }

    private static AssignedTail open(
            Consumer<byte[], byte[]> consumer,
            String topic,
            String name,
            boolean fromBeginning,
            @Nullable Map<Integer, Long> offsets,
            Duration check) {
        boolean opened = false;
        try {
            var partitions = partitions(consumer, topic);
            if (partitions.isEmpty()) {
                throw new IllegalArgumentException("The topic %s does not exist".formatted(name));
            }
            if (offsets != null && offsets.size() != partitions.size()) {
                throw grown(name, partitions.size(), offsets.size());
            }
            consumer.assign(partitions);
            if (offsets != null) {
                for (var partition : partitions) {
                    consumer.seek(partition, offsets.getOrDefault(partition.partition(), 0L));
                }
                opened = true;
                return new AssignedTail(
                        consumer, topic, name, partitions.size(), new HashMap<>(), check);
            }
            var ends = consumer.endOffsets(partitions);
            var behind = new HashMap<TopicPartition, Long>();
            if (fromBeginning) {
                var begins = consumer.beginningOffsets(partitions);
                begins.forEach(
                        (partition, begin) -> {
                            consumer.seek(partition, begin);
                            var end = ends.get(partition);
                            if (end != null && begin < end) {
                                behind.put(partition, end);
                            }
                        });
            } else {
                ends.forEach(consumer::seek);
            }
            opened = true;
            return new AssignedTail(consumer, topic, name, partitions.size(), behind, check);
        } finally {
            if (!opened) {
                consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
            }
        }
    }

    /** None for a topic that isn't there. */
    private static List<TopicPartition> partitions(
            Consumer<byte[], byte[]> consumer, String topic) {
        try {
            var infos = consumer.partitionsFor(topic);
            return infos == null
                    ? List.of()
                    : infos.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
        } catch (UnknownTopicOrPartitionException _) {
            return List.of();
        }
    }

    private static TopicException unreadable(String name, KafkaException e) {
        return switch (e) {
            case AuthorizationException _ ->
                    new TopicException(
                            Reason.DENIED,
                            "The topic %s can't be read: the cluster's access rules don't allow it to this app"
                                    .formatted(name),
                            e);
            case RetriableException _, InterruptException _ ->
                    new TopicException(
                            Reason.UNREACHABLE,
                            "The topic %s can't be read now: %s".formatted(name, e.getMessage()),
                            e);
            default ->
                    new TopicException(
                            Reason.REFUSED,
                            "The topic %s can't be read: %s".formatted(name, e.getMessage()),
                            e);
        };
    }

    @Override
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        try {
            var records = consumer.poll(timeout);
            if (System.nanoTime() - nextCheck > 0) {
                check();
                nextCheck = System.nanoTime() + checkNanos;
            }
            return records;
        } catch (WakeupException _) {
            return List.of();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw unreadable(name, e);
        }
    }

    /** A query that went on without some of its partitions would be wrong and not say so. */
    private void check() {
        int now;
        try {
            now = partitions(consumer, topic).size();
        } catch (WakeupException _) {
            // the records that were polled just now must not get lost
            return;
        } catch (RetriableException e) {
            LOG.debug("The topic {} could not be looked at", topic, e);
            return;
        }
        if (now == 0) {
            throw new TopicException(
                    Reason.REFUSED,
                    "The topic %s was deleted while the query read it".formatted(name),
                    null);
        }
        if (now != partitions) {
            throw grown(name, now, partitions);
        }
    }

    private static TopicException grown(String name, int now, int before) {
        return new TopicException(
                Reason.REFUSED,
                "The topic %s has %d partitions now and had %d when the query began; run the query again to read them all"
                        .formatted(name, now, before),
                null);
    }

    @Override
    public Map<Integer, Long> ends() {
        while (true) {
            try {
                var ends = new HashMap<Integer, Long>();
                consumer.endOffsets(consumer.assignment())
                        .forEach((partition, end) -> ends.put(partition.partition(), end));
                return ends;
            } catch (WakeupException e) {
                // it has called us here
                LOG.trace("woken up", e);
            } catch (KafkaException e) {
                throw unreadable(name, e);
            }
        }
    }

    @Override
    public Map<Integer, Long> positions() {
        while (true) {
            try {
                var positions = new HashMap<Integer, Long>();
                for (var partition : consumer.assignment()) {
                    positions.put(partition.partition(), consumer.position(partition));
                }
                return positions;
            } catch (WakeupException e) {
                // it has called us here
                LOG.trace("woken up", e);
            } catch (KafkaException e) {
                throw unreadable(name, e);
            }
        }
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    /** By position, not by record: the last offsets may be markers, or compacted away. */
    @Override
    public boolean caughtUp() {
        behind.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
        return behind.isEmpty();
    }

    @Override
    public Set<Integer> behind() {
        return caughtUp()
                ? Set.of()
                : behind.keySet().stream()
                        .map(TopicPartition::partition)
                        .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        // an interrupt has done its work by now, and would make the consumer leak its sockets
        boolean interrupted = Thread.interrupted();
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } catch (KafkaException e) {
            LOG.debug("A consumer did not close cleanly", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
