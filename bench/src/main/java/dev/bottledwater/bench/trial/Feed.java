// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Writes a workload, in order. */
final class Feed implements AutoCloseable {
    private static final int BURST = 10;

    private final Producer<byte[], byte[]> producer;

    Feed(Map<String, Object> client) {
        this.producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Creates the topics of all sources. */
    static void createTopics(EmbeddedKafka kafka) {
        kafka.createTopics(
                Stream.of(Source.values())
                        .map(s -> new NewTopic(s.topic(), Source.PARTITIONS, (short) 1))
                        .toList());
    }

    /**
     * Writes records a few at a time, spread over a while; returns when Kafka has them.
     *
     * @param over about how long it takes
     */
    void write(List<ProducerRecord<byte[], byte[]>> records, Duration over)
            throws InterruptedException {
        var pause = over.multipliedBy(BURST).dividedBy(Math.max(1, records.size()));
        var sent = new ArrayList<Future<?>>();
        for (int i = 0; i < records.size(); i += BURST) {
            records.subList(i, Math.min(records.size(), i + BURST))
                    .forEach(r -> sent.add(producer.send(r)));
            Thread.sleep(pause);
        }
        for (var future : sent) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the input could not be written", e);
            }
        }
    }

    /** Writes a record without waiting. */
    void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
    }
}
