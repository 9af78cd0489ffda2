// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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

    /** A record stays what it is, but retention or a newer instance may have healed the log. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final TopicPartition partition;
    private final String writer;
    private final CatalogListener listener;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, CompletableFuture<Boolean>> undecided = new ConcurrentHashMap<>();
    private final Set<Long> skipped;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final SnapshotRenewal renewal;
    private volatile CatalogState state = CatalogState.EMPTY;
    private long readTo;
    private volatile @Nullable String halted;
    private volatile boolean closed;
    private boolean known;
    private boolean current;
    private boolean readable = true;
    private long lastProbe = System.nanoTime();
    private @Nullable CatalogReplay replay;
    private @Nullable LogStarts starts;

    /**
     * Starts to replay. The topic must exist.
     *
     * @param config client properties, topic and instance name
     */
    public CatalogLog(EngineConfig config, TopicNames names, CatalogListener listener) {
        this.partition = new TopicPartition(names.physicalTopic(config.catalogTopic()), 0);
        this.writer = config.instance();
        this.listener = listener;
        var clients = new LogClients(config);
        this.consumer = clients.reader();
        this.producer = clients.writer();
        this.skipped = config.catalogSkip();
        this.renewal =
                new SnapshotRenewal(
                        producer, partition.topic(), writer, config.topicRetention().orElse(null));
        this.thread = Thread.ofPlatform().name("catalog-log").daemon(true).unstarted(this::replay);
    }

    /** Starts the replay; {@link CatalogListener#caughtUp} follows. */
    public void start() {
        thread.start();
    }

    /**
     * Waits until the log is read and applied up to an offset.
     *
     * @return false when that took longer than the timeout, or the log can't be followed
     */
    public synchronized boolean awaitReadTo(long offset, Duration timeout)
            throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (readTo < offset) {
            long rest = end - System.nanoTime();
            if (rest <= 0 || halted != null) {
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
     * Refuses changes while the log can't be followed: what is based on a catalog that isn't
     * current would never be accepted.
     *
     * @throws CatalogLogException with the reason and the remedy
     */
    public void requireWritable() {
        var reason = halted;
        if (reason != null) {
            throw refused(reason);
        }
    }

    private static CatalogLogException refused(String reason) {
        return new CatalogLogException("The catalog can't be changed now. " + reason, null);
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
        requireWritable();
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
            if (e.getCause() instanceof CatalogLogException refusal) {
                throw refusal;
            }
            throw CatalogLogException.unwritten(partition.topic(), e);
        } catch (TimeoutException e) {
            throw CatalogLogException.undecided(partition.topic(), e);
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
                    LOG.debug("Woken up to close");
                } catch (OffsetOutOfRangeException e) {
                    // Retention took what was to be read next, or the topic was made anew.
                    current = false;
                    replay = null;
                } catch (KafkaException e) {
                    unreadable(e);
                } catch (CatalogLogException e) {
                    halt(e);
                } catch (RuntimeException e) {
                    halt(
                            new CatalogLogException(
                                    "The catalog log, topic '%s', could not be followed: %s."
                                            .formatted(partition.topic(), e),
                                    e));
                }
            }
        } finally {
            consumer.close();
        }
    }

    private void step() {
        if (!current) {
            catchUp();
        }
        if (closed) {
            return;
        }
        var records = consumer.poll(POLL);
        records.forEach(this::apply);
        if (!records.isEmpty()) {
            hasRead();
        }
        renewal.renew(reading(), consumer.position(partition), state);
        // A poll doesn't tell an unreachable broker from a quiet topic.
        if (!readable || System.nanoTime() - lastProbe > PROBE_EVERY.toNanos()) {
            consumer.endOffsets(List.of(partition), PROBE_PATIENCE);
            lastProbe = System.nanoTime();
        }
        if (!readable) {
            readable = true;
            halted = null;
            listener.readable();
        }
    }

    /** Reads the log to the end that it has now, from its last snapshot or its beginning. */
    private void catchUp() {
        if (replay == null || starts == null) {
            starts = new LogStarts(consumer, partition, renewal.every());
            replay = starts.next();
        }
        var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (!closed && consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(this::apply);
            if (consumer.position(partition) >= end && !reading().isKnown() && starts.hasNext()) {
                replay = starts.next();
            }
        }
        if (!closed) {
            adopt(reading().state());
            current = true;
            hasRead();
        }
    }

    private CatalogReplay reading() {
        return Objects.requireNonNull(replay);
    }

    /**
     * Goes on from what the log tells.
     *
     * @throws CatalogLogException when it tells less than, or something else than, it did before: a
     *     topic that was made anew must not end all queries
     */
    private void adopt(CatalogState told) {
        var before = state;
        if (!known) {
            state = told;
            listener.caughtUp(told);
            known = true;
        } else if (told.version() > before.version()) {
            state = told;
            listener.healed(before, told);
        } else if (!told.equals(before)) {
            throw new CatalogLogException(
                    "The catalog log, topic '%s', has lost entries or was made anew: it tells version %d of the catalog, and this instance has version %d. To keep this catalog, save it with 'bottled-water catalog export'; then restart the app, which takes the topic as it is."
                            .formatted(partition.topic(), told.version(), before.version()),
                    null);
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (skipped.contains(record.offset())) {
            LOG.warn("The catalog log's record at offset {} is skipped, as set", record.offset());
            reading().skip(record.offset());
            return;
        }
        switch (CatalogCodec.decode(record.value(), partition.topic(), record.offset())) {
            case CatalogSnapshot s -> startFrom(reading().take(s, record.timestamp()));
            case SnapshotPart part -> startFrom(reading().take(part, record.timestamp()));
            case CatalogEntry entry -> apply(entry, record);
        }
    }

    private void startFrom(Optional<CatalogSnapshot> taken) {
        taken.filter(s -> s.state().version() >= state.version())
                .ifPresent(s -> listener.startedFrom(s.commands()));
    }

    private void apply(CatalogEntry entry, ConsumerRecord<byte[], byte[]> record) {
        var accepted = reading().take(entry, record.offset(), record.timestamp());
        if (accepted) {
            accepted(entry, reading().state());
        } else if (reading().isKnown()) {
            LOG.info(
                    "Entry at offset {} by {} is based on version {}, current is {}: ignored, its writer tries again",
                    record.offset(),
                    entry.writer(),
                    entry.base(),
                    reading().state().version());
        }
        var waiting = undecided.get(entry.id());
        if (waiting != null) {
            waiting.complete(accepted);
        }
    }

    private void accepted(CatalogEntry entry, CatalogState after) {
        var before = state;
        if (current) {
            state = after;
            listener.changed(before, after, entry);
        } else if (after.version() > before.version()) {
            listener.replayed(entry);
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
        pause(RETRY);
    }

    /**
     * The log can't be followed beyond a record. What is known goes on, nothing is written, and the
     * log is read again from its beginning after a while.
     */
    private void halt(CatalogLogException e) {
        var told = replay;
        replay = null;
        current = false;
        readable = false;
        if (told != null && told.isKnown() && told.state().version() > state.version()) {
            try {
                adopt(told.state());
            } catch (RuntimeException failure) {
                LOG.error("The part of the catalog that is known can't be taken", failure);
            }
        }
        var reason =
                known
                        ? "%s Queries run on as version %d of the catalog has them."
                                .formatted(e.getMessage(), state.version())
                        : String.valueOf(e.getMessage());
        if (!reason.equals(halted)) {
            LOG.error("{}", reason, e);
        }
        halted = reason;
        undecided.values().forEach(waiting -> waiting.completeExceptionally(refused(reason)));
        listener.halted(reason);
        pause(LOOK_AGAIN);
    }

    private void pause(Duration time) {
        try {
            if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Closed while waiting for the catalog log");
            }
        } catch (InterruptedException _) {
            closed = true;
        }
    }

    /** Stops to replay and to write. */
    @Override
    public void close() {
        closed = true;
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(2));
    }
}
