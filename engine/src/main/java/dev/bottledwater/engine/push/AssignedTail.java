// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A consumer with all partitions of a topic assigned: without a group it needs no rights on groups
 * and leaves nothing behind. A reader that doesn't poll fetches nothing more.
 */
final class AssignedTail implements SourceTail {
    private static final Logger LOG = LoggerFactory.getLogger(AssignedTail.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> behind;

    private AssignedTail(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> behind) {
        this.consumer = consumer;
        this.behind = behind;
    }

    /**
     * @param clientProperties bootstrap servers and security settings
     */
    static SourceTail.Factory factory(Map<String, String> clientProperties) {
        var properties = new HashMap<String, Object>(clientProperties);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 256 << 10);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return (topic, fromBeginning) ->
                open(
                        new KafkaConsumer<>(
                                properties,
                                new ByteArrayDeserializer(),
                                new ByteArrayDeserializer()),
                        topic,
                        fromBeginning);
    }

    private static AssignedTail open(
            Consumer<byte[], byte[]> consumer, String topic, boolean fromBeginning) {
        boolean opened = false;
        try {
            var infos = consumer.partitionsFor(topic);
            if (infos == null || infos.isEmpty()) {
                throw new IllegalArgumentException("The topic %s does not exist".formatted(topic));
            }
            List<TopicPartition> partitions =
                    infos.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
            consumer.assign(partitions);
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
            return new AssignedTail(consumer, behind);
        } catch (UnknownTopicOrPartitionException _) {
            throw new IllegalArgumentException("The topic %s does not exist".formatted(topic));
        } finally {
            if (!opened) {
                consumer.close();
            }
        }
    }

    @Override
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        return consumer.poll(timeout);
    }

    /** By position, not by record: the last offsets may be markers, or compacted away. */
    @Override
    public boolean caughtUp() {
        behind.entrySet().removeIf(e -> consumer.position(e.getKey()) >= e.getValue());
        return behind.isEmpty();
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
