// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The catalog log on Kafka. One thread replays the topic; {@link #append} writes an entry and waits
 * until the replay has decided on it. Before the topic's retention can delete what a new reader
 * needs, the thread writes the catalog anew. Needs Read, Write and Describe on the topic and
 * nothing else: no consumer group, no transactions.
 */
public final class CatalogLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogLog.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration PROBE_EVERY = Duration.ofSeconds(10);
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);

    /** What Heroku gives a topic that asks for nothing. */
    private static final Duration UNKNOWN_RETENTION = Duration.ofHours(24);

    /** How often the catalog is written within the retention: a missed time or two do no harm. */
    private static final int RENEWALS = 4;

    /** A catalog of some thousand queries; brokers see it compressed. */
    private static final int MOST_BYTES = 8 << 20;

    private final TopicPartition partition;
    private final String writer;
    private final CatalogListener listener;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, CompletableFuture<Boolean>> undecided = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> replayed = new CompletableFuture<>();
    private final Thread thread;
    private final long renewAfterMillis;
    private volatile CatalogState state = CatalogState.EMPTY;
    private long readTo;
    private volatile boolean closed;
    private boolean readable = true;
    private long lastProbe = System.nanoTime();
    private @Nullable CatalogReplay replay;
    private long renewedAt;

    /**
     * Starts to replay. The topic must exist.
     *
     * @param config client properties, topic and instance name
     */
    public CatalogLog(EngineConfig config, TopicNames names, CatalogListener listener) {
        this.partition = new TopicPartition(names.physicalTopic(config.catalogTopic()), 0);
        this.writer = config.instance();
        this.listener = listener;
        this.renewAfterMillis =
                config.topicRetention().orElse(UNKNOWN_RETENTION).toMillis() / RENEWALS;
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
        producerProperties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MOST_BYTES + (1 << 20));
        producerProperties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_BYTES);
        producerProperties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
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

    /**
     * Waits until the log is read and applied up to an offset.
     *
     * @return false when that took longer than the timeout
     */
    public synchronized boolean awaitReadTo(long offset, Duration timeout)
            throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (readTo < offset) {
            long rest = end - System.nanoTime();
            if (rest <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, rest);
        }
        return true;
    }

    private synchronized void hasRead() {
        readTo = consumer.position(partition);
        notifyAll();
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
            while (!closed) {
                try {
                    step();
                } catch (WakeupException e) {
                    if (!closed) {
                        throw e;
                    }
                } catch (OffsetOutOfRangeException e) {
                    beginAgain(e);
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
            begin();
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (!closed && consumer.position(partition) < end) {
                consumer.poll(POLL).forEach(record -> apply(record, false));
            }
            if (closed) {
                return;
            }
            state = known().state();
            replayed.complete(null);
            hasRead();
            listener.caughtUp(state);
        }
        var records = consumer.poll(POLL);
        records.forEach(record -> apply(record, true));
        if (!records.isEmpty()) {
            hasRead();
        }
        renew();
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

    private void begin() {
        if (replay == null) {
            long start = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, start);
            replay = new CatalogReplay(partition.topic(), start);
        }
    }

    private CatalogReplay known() {
        return Objects.requireNonNull(replay);
    }

    /** Retention took what was to be read next. */
    private void beginAgain(OffsetOutOfRangeException e) {
        if (replayed.isDone()) {
            throw new CatalogLogException(
                    "The catalog log, topic '%s', was deleted further than this instance had read: start it again."
                            .formatted(partition.topic()),
                    e);
        }
        replay = null;
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, boolean tell) {
        switch (CatalogCodec.decode(record.value(), partition.topic(), record.offset())) {
            case CatalogSnapshot snapshot -> known().take(snapshot, record.timestamp());
            case CatalogEntry entry -> apply(entry, record, tell);
        }
    }

    private void apply(CatalogEntry entry, ConsumerRecord<byte[], byte[]> record, boolean tell) {
        var before = state;
        var accepted = known().take(entry, record.offset(), record.timestamp());
        if (accepted) {
            state = known().state();
            if (tell) {
                listener.changed(before, state, entry);
            } else {
                listener.replayed(entry);
            }
        } else if (known().isKnown()) {
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

    /** Writes the catalog anew when what a new reader needs has grown old. */
    private void renew() {
        var since = known().safeSince();
        long now = System.currentTimeMillis();
        if (since == null
                || now - since < renewAfterMillis
                || now - renewedAt < renewAfterMillis / RENEWALS) {
            return;
        }
        renewedAt = now;
        var snapshot =
                new CatalogSnapshot(
                        UUID.randomUUID().toString(),
                        writer,
                        now,
                        consumer.position(partition),
                        state);
        producer.send(
                new ProducerRecord<>(partition.topic(), 0, null, CatalogCodec.encode(snapshot)),
                (_, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "The catalog could not be written anew to topic '{}', whose retention may delete it; it is tried again: {}",
                                partition.topic(),
                                failure.getMessage());
                    }
                });
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
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }
}
