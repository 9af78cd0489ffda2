// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.engine.topic.TopicException.Reason;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Writes single records, those of INSERT INTO … VALUES and of clients. Thread-safe. */
final class RecordWriter implements AutoCloseable {
    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    RecordWriter(EngineConfig config) {
        this(() -> producer(config));
    }

    /**
     * @param producers makes the one that writes, at the first record
     */
    RecordWriter(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Writes a record.
     *
     * @throws TopicException when it isn't stored, or whether it is can't be known
     */
    void write(ProducerRecord<byte[], byte[]> record) {
        try {
            producer().send(record).get();
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            throw new TopicException(Reason.UNREACHABLE, "Interrupted while writing.", e);
        } catch (ExecutionException e) {
            throw failed(record.topic(), e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw failed(record.topic(), e);
        }
    }

    /**
     * Writes a record without waiting for it, but for room to keep it.
     *
     * @return completes when it is stored, or with a {@link TopicException}
     */
    CompletableFuture<Void> send(ProducerRecord<byte[], byte[]> record) {
        var stored = new CompletableFuture<Void>();
        try {
            producer()
                    .send(
                            record,
                            (_, failure) -> {
                                if (failure == null) {
                                    stored.complete(null);
                                } else {
                                    stored.completeExceptionally(failed(record.topic(), failure));
                                }
                            });
        } catch (KafkaException e) {
            stored.completeExceptionally(failed(record.topic(), e));
        }
        return stored;
    }

    private static TopicException failed(String topic, Throwable cause) {
        return new TopicException(
                cause instanceof AuthorizationException ? Reason.DENIED : Reason.UNREACHABLE,
                "The record could not be written to topic '%s': %s"
                        .formatted(topic, cause.getMessage()),
                cause);
    }

    /** Made at its first use: most engines never need it. */
    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        var existing = producer;
        if (existing != null) {
            return existing;
        }
        var made = producers.get();
        producer = made;
        return made;
    }

    private static Producer<byte[], byte[]> producer(EngineConfig config) {
        var properties = new HashMap<String, Object>(config.kafkaClientProperties());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "insert-values-" + config.instance());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "2097152");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "7000");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }
}
