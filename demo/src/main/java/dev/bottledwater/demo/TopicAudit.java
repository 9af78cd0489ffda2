// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the change topics beside the product and enters every event into the ledger. */
final class TopicAudit implements AutoCloseable {
    static final String ORDERS = "shop.public.orders";
    static final String CUSTOMERS = "shop.public.customers";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Ledger ledger;
    private final Thread thread;
    private final ObjectMapper mapper = new ObjectMapper();
    private volatile boolean closed;

    TopicAudit(Map<String, Object> clientProperties, Ledger ledger) {
        var properties = new HashMap<>(clientProperties);
        properties.put("enable.auto.commit", "false");
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.ledger = ledger;
        var partitions =
                List.of(ORDERS, CUSTOMERS).stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        this.thread = Thread.ofPlatform().name("topic-audit").daemon(true).start(this::read);
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    enter(record);
                }
            }
        } catch (WakeupException _) {
            // close() was called.
        } catch (IOException e) {
            throw new DemoException(
                    "A change topic holds a record that is no JSON: " + e.getMessage());
        }
    }

    private void enter(ConsumerRecord<byte[], byte[]> record) throws IOException {
        if (record.value() == null) {
            ledger.sawDelete(ByteBuffer.wrap(record.key()).getLong());
        } else {
            ledger.sawRow(mapper.readTree(record.value()).path("commit_id").asLong(-1));
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
