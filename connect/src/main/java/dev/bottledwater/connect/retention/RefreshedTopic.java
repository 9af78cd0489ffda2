// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;

/**
 * A topic whose live records are written anew.
 *
 * <p>Kafka can't write on the condition that nothing newer is there, so a copy may follow a value
 * that somebody wrote in the same moment. What is written is therefore read again: a copy names its
 * original, so that every later pass, in whatever process, sees that it came too late and repeats
 * the newer value. All this takes some milliseconds, and only what wasn't written for a third of
 * the retention is copied at all.
 */
final class RefreshedTopic implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Uuid id;
    private final String topic;
    private final RefreshRule rule;
    private final boolean marked;
    private final Lock writing;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final LiveRecords records;

    /**
     * @param id the topic's, zero on brokers that have none
     * @param marked whether copies are to be told from other records by their values
     * @param writing held while copies are written
     * @param producer not closed here
     */
    RefreshedTopic(
            String topic,
            Uuid id,
            int partitions,
            RefreshRule rule,
            boolean marked,
            Lock writing,
            Producer<byte[], byte[]> producer,
            Map<String, Object> consumerProperties) {
        this.topic = topic;
        this.id = id;
        this.rule = rule;
        this.marked = marked;
        this.writing = writing;
        this.producer = producer;
        this.records = new LiveRecords(id);
        this.consumer =
                new KafkaConsumer<>(
                        consumerProperties,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic, i));
        }
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /**
     * Writes what is old anew, and puts right what a copy overwrote.
     *
     * @param pause between two batches, each of which is as of its own moment
     * @return how many records were written
     * @throws KafkaException when Kafka can't be read or written
     */
    int pass(RefreshPace pace, Pause pause) throws InterruptedException {
        int written = 0;
        for (int some = batch(pace); some > 0; some = batch(pace)) {
            written += some;
            pause.rest();
        }
        return written;
    }

    /** Between two batches, so that they don't take the plan's whole rate. */
    interface Pause {
        void rest() throws InterruptedException;
    }

    /**
     * Writes one batch.
     *
     * @return how many records were written, 0 when there was none to be
     */
    int batch(RefreshPace pace) throws InterruptedException {
        writing.lockInterruptibly();
        try {
            readToEnd();
            int repaired = repair();
            long now = System.currentTimeMillis();
            records.forgetDeletionsBefore(now - pace.retention());
            List<List<LiveRecord>> due = rule.due(records.live(), now, pace);
            if (due.isEmpty()) {
                return repaired;
            }
            write(due.getFirst(), marked);
            readToEnd();
            return repaired + due.getFirst().size() + repair();
        } finally {
            writing.unlock();
        }
    }

    /** Copies are repeated until none is the last of its key that shouldn't be. */
    private int repair() throws InterruptedException {
        int written = 0;
        for (List<LiveRecord> wrong = records.overwritten();
                !wrong.isEmpty();
                wrong = records.overwritten()) {
            write(wrong, false);
            written += wrong.size();
            readToEnd();
        }
        return written;
    }

    private void write(List<LiveRecord> batch, boolean mark) throws InterruptedException {
        List<Future<?>> acknowledgements = new ArrayList<>();
        for (LiveRecord record : batch) {
            acknowledgements.add(
                    producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    record.key().partition(),
                                    record.key().toBytes(),
                                    value(record.value(), mark),
                                    List.of(CopyHeader.of(id, record.origin())))));
        }
        producer.flush();
        for (Future<?> acknowledgement : acknowledgements) {
            try {
                acknowledgement.get();
            } catch (ExecutionException e) {
                throw new KafkaException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static byte @Nullable [] value(byte @Nullable [] value, boolean mark) {
        if (value == null) {
            return null;
        }
        return mark ? MarkedConverter.mark(value) : MarkedConverter.withoutMark(value);
    }

    private void readToEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the topic " + topic + " can't be read to its end");
            }
            consumer.poll(POLL).forEach(records::add);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
