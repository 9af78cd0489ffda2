// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The committed records of a topic, in the order of each of its partitions. */
final class Records {
    private static final Duration POLL = Duration.ofMillis(200);

    private Records() {}

    /**
     * A record.
     *
     * @param key the key's bytes, a character each; windowed keys have binary times
     * @param value null for a deletion
     */
    record Entry(String key, @Nullable String value, long timestamp) {}

    /** A consumer of committed records. */
    static Consumer<byte[], byte[]> consumer(Map<String, Object> client) {
        var settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All that is there now. */
    static List<Entry> of(Consumer<byte[], byte[]> consumer, String topic) {
        var partitions =
                consumer.partitionsFor(topic).stream()
                        .map(p -> new TopicPartition(topic, p.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var entries = new ArrayList<Entry>();
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            for (var record : consumer.poll(POLL)) {
                var key = record.key();
                var value = record.value();
                entries.add(
                        new Entry(
                                key == null ? "" : new String(key, ISO_8859_1),
                                value == null ? null : new String(value, UTF_8),
                                record.timestamp()));
            }
        }
        return entries;
    }
}
