// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The catalog log on Kafka. One thread replays the topic; {@link #append} writes an entry and waits
 * until the replay has decided on it. Needs Read, Write and Describe on the topic and nothing else:
 * no consumer group, no transactions.
 */
public final class CatalogLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogLog.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(10);
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);

    private final TopicPartition partition;
    private final String writer;
    private final CatalogListener listener;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, CompletableFuture<Boolean>> undecided = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> replayed = new CompletableFuture<>();
    private final Thread thread;
    private volatile CatalogState state = CatalogState.EMPTY;
    private volatile boolean closed;
    private boolean readable = true;
    private long lastProbe = System.nanoTime();

    /**
     * Starts to replay. The topic must exist.
     *
     * @param config client properties, topic and instance name
     */
    public CatalogLog(EngineConfig config, TopicNames names, CatalogListener listener) {
        this.partition = new TopicPartition(names.physicalTopic(config.catalogTopic()), 0);
        this.writer = config.instance();
        this.listener = listener;
        var consumerProperties =
                new java.util.HashMap<String, Object>(config.kafkaClientProperties());
        consumerProperties.put(ConsumerConfig.CLIENT_ID_CONFIG, "catalog-log-reader-" + writer);
        consumerProperties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // A log that lost its first entries must be noticed, not skipped over.
        consumerProperties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumerProperties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        this.consumer =
                new KafkaConsumer<>(
                        consumerProperties,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        var producerProperties =
                new java.util.HashMap<String, Object>(config.kafkaClientProperties());
        producerProperties.put(ProducerConfig.CLIENT_ID_CONFIG, "catalog-log-writer-" + writer);
        producerProperties.put(ProducerConfig.ACKS_CONFIG, "all");
        producerProperties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "2097152");
        producerProperties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "15000");
        producerProperties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "7000");
        producerProperties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
        this.producer =
                new KafkaProducer<>(
                        producerProperties, new ByteArraySerializer(), new ByteArraySerializer());
        this.thread = Thread.ofPlatform().name("catalog-log").daemon(true).unstarted(this::replay);
    }

    /** Starts the replay; {@link CatalogListener#caughtUp} follows. */
    public void start() {
        thread.start();
    }

    /** The catalog as far as it is known here. */
    public CatalogState state() {
        return state;
    }

    /**
     * Writes changes that were checked against {@code base} and waits until they are decided upon.
     *
     * @return the state that has them, or empty when another entry came first: check again against
     *     {@link #state()}
     * @throws CatalogLogException when the entry couldn't be written or its fate isn't known in
     *     time
     */
    public Optional<CatalogState> append(
            CatalogState base, CatalogEntry.Command command, List<CatalogChange> changes) {
        if (base.version() < state.version()) {
            return Optional.empty();
        }
        var entry =
                new CatalogEntry(
                        UUID.randomUUID().toString(),
                        base.version(),
                        writer,
                        System.currentTimeMillis(),
                        command,
                        changes);
        var decision = new CompletableFuture<Boolean>();
        undecided.put(entry.id(), decision);
        try {
            producer.send(
                            new ProducerRecord<>(
                                    partition.topic(), 0, null, CatalogCodec.encode(entry)))
                    .get(20, TimeUnit.SECONDS);
            return decision.get(20, TimeUnit.SECONDS)
                    ? Optional.of(base.apply(entry))
                    : Optional.empty();
        } catch (ExecutionException e) {
            throw new CatalogLogException(
                    "The statement could not be written to the catalog log, topic '%s': %s"
                            .formatted(partition.topic(), e.getCause()),
                    e);
        } catch (TimeoutException e) {
            throw new CatalogLogException(
                    "The catalog log, topic '%s', did not answer within 20 s; whether the statement took effect will show in SHOW STREAMS, SHOW TABLES and SHOW QUERIES."
                            .formatted(partition.topic()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogLogException("Interrupted while writing to the catalog log.", e);
        } finally {
            undecided.remove(entry.id());
        }
    }

    private void replay() {
        try {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!closed) {
                try {
                    step();
                } catch (WakeupException e) {
                    if (!closed) {
                        throw e;
                    }
                } catch (KafkaException e) {
                    unreadable(e);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("The catalog log's replay ended", e);
            replayed.completeExceptionally(e);
            listener.unreadable("The catalog log's replay ended: " + e);
        } finally {
            consumer.close();
        }
    }

    private void step() {
        if (!replayed.isDone()) {
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (!closed && consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(record -> apply(record, false));
            }
            replayed.complete(null);
            listener.caughtUp(state);
        }
        consumer.poll(POLL).forEach(record -> apply(record, true));
        // A poll doesn't tell an unreachable broker from a quiet topic.
        if (!readable || System.nanoTime() - lastProbe > PROBE_EVERY.toNanos()) {
            consumer.endOffsets(List.of(partition), PROBE_PATIENCE);
            lastProbe = System.nanoTime();
        }
        if (!readable) {
            readable = true;
            listener.readable();
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, boolean tell) {
        var entry = CatalogCodec.decode(record.value(), partition.topic(), record.offset());
        var before = state;
        if (entry.base() > before.version()) {
            // No race can lead here: what the entry is based on is gone, and going on would start
            // an empty catalog.
            throw new CatalogLogException(
                    "The catalog log, topic '%s', has lost its beginning: the entry at offset %d is based on version %d and only %d are there. Keep the topic's records for ever (retention.ms=-1); to begin anew, create the topic again."
                            .formatted(
                                    partition.topic(),
                                    record.offset(),
                                    entry.base(),
                                    before.version()),
                    null);
        }
        var accepted = before.accepts(entry);
        if (accepted) {
            state = before.apply(entry);
            if (tell) {
                listener.changed(before, state, entry);
            } else {
                listener.replayed(entry);
            }
        } else {
            LOG.info(
                    "Entry at offset {} by {} is based on version {}, current is {}: ignored, its writer tries again",
                    record.offset(),
                    entry.writer(),
                    entry.base(),
                    before.version());
        }
        var waiting = undecided.get(entry.id());
        if (waiting != null) {
            waiting.complete(accepted);
        }
    }

    private void unreadable(KafkaException e) {
        if (readable) {
            readable = false;
            LOG.warn("The catalog log can't be read", e);
        }
        listener.unreadable(
                "The catalog log, topic '%s', can't be read: %s"
                        .formatted(partition.topic(), e.getMessage()));
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    /** Stops to replay and to write. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        producer.close(Duration.ofSeconds(2));
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
