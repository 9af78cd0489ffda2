// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import com.sun.management.OperatingSystemMXBean;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/** An output topic: how fast it fills, and what is in it. */
final class Sink implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final long LOOK_EVERY_MILLIS = 5;

    private final String topic;
    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private Sink(String topic, Admin admin, Consumer<byte[], byte[]> consumer) {
        this.topic = topic;
        this.admin = admin;
        this.consumer = consumer;
        this.partitions =
                IntStream.range(0, Orders.PARTITIONS)
                        .mapToObj(p -> new TopicPartition(topic, p))
                        .toList();
        consumer.assign(partitions);
    }

    static Sink create(Map<String, Object> client, String topic)
            throws InterruptedException, ExecutionException {
        var admin = Admin.create(client);
        admin.createTopics(List.of(new NewTopic(topic, Orders.PARTITIONS, (short) 1))).all().get();
        return new Sink(
                topic,
                admin,
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /**
     * How long the topic took from the first record to the last.
     *
     * @param cpu the process's processor time in that while, which other processes disturb less
     */
    record Fill(Duration time, Duration cpu) {}

    String topic() {
        return topic;
    }

    /**
     * The time from the first record in the topic to the last: how long a contender takes to start
     * isn't what is compared.
     *
     * @param records how many will come
     * @throws IllegalStateException when none come for {@link Contender#PATIENCE}, or too many
     */
    Fill fill(long records) throws InterruptedException {
        long first = 0;
        long firstCpu = 0;
        long changed = System.nanoTime();
        long before = 0;
        while (true) {
            long now = size();
            long time = System.nanoTime();
            if (now != before) {
                changed = time;
                if (before == 0) {
                    first = time;
                    firstCpu = PROCESS.getProcessCpuTime();
                }
                before = now;
            }
            if (now == records) {
                return new Fill(
                        Duration.ofNanos(time - first),
                        Duration.ofNanos(PROCESS.getProcessCpuTime() - firstCpu));
            }
            if (now > records || time - changed > Contender.PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "the sink has " + now + " records where " + records + " were expected");
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }

    private long size() {
        return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }

    /** What is in the topic, by key. */
    Contents contents() {
        var contents = new Contents.Builder();
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
            consumer.poll(POLL).forEach(r -> contents.add(r.key(), r.value()));
        }
        return contents.build();
    }

    /** Deletes the topic. */
    @Override
    public void close() {
        consumer.close();
        admin.deleteTopics(List.of(topic));
        admin.close();
    }
}
