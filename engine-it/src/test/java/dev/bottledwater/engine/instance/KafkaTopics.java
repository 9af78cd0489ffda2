// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records on an embedded broker: BIGINT or STRING keys in KAFKA format, values as text. */
public final class KafkaTopics implements AutoCloseable {
    private final EmbeddedKafka kafka;
    private final KafkaProducer<Long, String> producer;

    public KafkaTopics(EmbeddedKafka kafka) {
        this.kafka = kafka;
        this.producer =
                new KafkaProducer<>(
                        kafka.clientProperties(), new LongSerializer(), new StringSerializer());
    }

    public void create(String topic, int partitions) {
        kafka.createTopic(topic, partitions);
    }

    public void put(String topic, long key, @Nullable String value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The values of a topic so far, in order within each partition. */
    public List<String> values(String topic) {
        var values = new ArrayList<String>();
        read(topic, new StringDeserializer(), (_, value) -> values.add(String.valueOf(value)));
        return values;
    }

    /** The last value of each STRING key; deleted keys are left out. */
    public Map<String, String> table(String topic) {
        var table = new LinkedHashMap<String, String>();
        read(
                topic,
                new StringDeserializer(),
                (key, value) -> {
                    if (value == null) {
                        table.remove(key);
                    } else {
                        table.put(key, value);
                    }
                });
        return table;
    }

    /** The values by BIGINT key; the last one counts. */
    public Map<Long, @Nullable String> byId(String topic) {
        var table = new LinkedHashMap<Long, @Nullable String>();
        read(topic, new LongDeserializer(), table::put);
        return table;
    }

    private interface Reader<K> {
        void take(K key, @Nullable String value);
    }

    private <K> void read(String topic, Deserializer<K> keys, Reader<K> reader) {
        try (var consumer =
                new KafkaConsumer<>(kafka.clientProperties(), keys, new StringDeserializer())) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> reader.take(r.key(), r.value()));
            }
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
