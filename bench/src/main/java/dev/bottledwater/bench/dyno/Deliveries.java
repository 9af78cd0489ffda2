// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what Debezium wrote of the rows, and keeps count of each. */
final class Deliveries implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final BitSet seen = new BitSet();
    private long records;
    private long last;
    private long longestGap;
    private long gap;
    private long slowest;
    private volatile boolean closing;
    private volatile String failure = "";

    Deliveries(Map<String, Object> client) {
        var settings = new HashMap<>(client);
        consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partition = new TopicPartition(Capture.TOPIC, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        thread = Thread.ofPlatform().name("deliveries").daemon().start(this::run);
    }

    private void run() {
        try (consumer) {
            while (!closing) {
                var polled = consumer.poll(Duration.ofMillis(50));
                long now = System.nanoTime();
                for (var found : polled) {
                    take(found, now);
                }
            }
        } catch (IOException | RuntimeException e) {
            failure = e.toString();
        }
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> found, long now)
            throws IOException {
        if (found.value() == null) {
            return;
        }
        var after = JSON.readTree(found.value()).path("after");
        seen.set(after.path("id").asInt());
        records++;
        slowest = Math.max(slowest, System.currentTimeMillis() - after.path("written").asLong());
        if (last != 0) {
            gap = Math.max(gap, now - last);
            longestGap = Math.max(longestGap, gap);
        }
        last = now;
    }

    /** How many different rows came. */
    synchronized long rows() {
        if (!failure.isEmpty()) {
            throw new IllegalStateException("The topic can't be read: " + failure);
        }
        return seen.cardinality();
    }

    /** How many records were more than one for each row. */
    synchronized long duplicates() {
        return records - seen.cardinality();
    }

    /** How many rows of those up to an id didn't come. */
    synchronized long missing(long committed) {
        return committed - seen.get(1, (int) committed + 1).cardinality();
    }

    /** The longest time without any record since the last call, in seconds. */
    synchronized double gap() {
        double seconds = Math.max(gap, last == 0 ? 0 : System.nanoTime() - last) / 1e9;
        gap = 0;
        return seconds;
    }

    /** The longest of all. */
    synchronized double longestGap() {
        return longestGap / 1e9;
    }

    /** The longest time from a row's insert to its arrival, in seconds. */
    synchronized double slowest() {
        return slowest / 1e3;
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
