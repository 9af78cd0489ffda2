// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.processing;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes the processing log to a topic, beside where it goes anyway. Queries never wait for it:
 * what comes faster than Kafka takes it is left out here, and counted. What is wrong with the
 * topic's own records isn't written to it, or a query of the log could feed itself for ever.
 */
public final class TopicLog implements ProcessingLog, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLog.class);
    private static final int ROOM = 1000;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private record Dated(Entry entry, long millis) {}

    private final LogTopicSettings settings;
    private final String physicalTopic;
    private final ProcessingLog beside;
    private final InstantSource clock;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final BlockingQueue<Dated> waiting = new ArrayBlockingQueue<>(ROOM);
    private final AtomicLong leftOut = new AtomicLong();
    private final Thread writer;
    private volatile boolean closed;

    /**
     * @param beside gets each entry too
     */
    public TopicLog(
            LogTopicSettings settings,
            EngineConfig config,
            TopicNames names,
            ProcessingLog beside) {
        this(settings, names, beside, InstantSource.system(), () -> producer(config));
    }

    TopicLog(
            LogTopicSettings settings,
            TopicNames names,
            ProcessingLog beside,
            InstantSource clock,
            Supplier<Producer<byte[], byte[]>> producers) {
        this.settings = settings;
        this.physicalTopic = names.physicalTopic(settings.topic());
        this.beside = beside;
        this.clock = clock;
        this.producers = producers;
        this.writer = Thread.ofVirtual().name("processing-log").start(this::write);
    }

    private static Producer<byte[], byte[]> producer(EngineConfig config) {
        var properties = new HashMap<String, Object>(config.kafkaClientProperties());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "processing-log-" + config.instance());
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
        properties.put(ProducerConfig.ACKS_CONFIG, "1");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "100");
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, "1048576");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void log(Entry entry) {
        beside.log(entry);
        if (!settings.topic().equals(entry.topic())
                && !waiting.offer(new Dated(entry, clock.millis()))) {
            leftOut.incrementAndGet();
        }
    }

    private void write() {
        try {
            do {
                try (var producer = producers.get()) {
                    write(producer);
                } catch (KafkaException e) {
                    LOG.warn("The processing log's topic can't be written to: {}", e.getMessage());
                    Thread.sleep(PAUSE);
                }
            } while (!closed);
        } catch (InterruptedException _) {
            LOG.debug("The processing log's topic isn't written to any more");
        }
    }

    private void write(Producer<byte[], byte[]> producer) throws InterruptedException {
        while (!closed || !waiting.isEmpty()) {
            var next = waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                send(producer, next);
            }
            tellOfLeftOut();
        }
    }

    private void send(Producer<byte[], byte[]> producer, Dated next) {
        Consumer<Exception> failed =
                e -> {
                    leftOut.incrementAndGet();
                    LOG.debug("An entry of the processing log couldn't be written", e);
                };
        try {
            producer.send(
                    new ProducerRecord<>(
                            physicalTopic, LogRecordJson.of(next.entry(), next.millis())),
                    (_, e) -> {
                        if (e != null) {
                            failed.accept(e);
                        }
                    });
        } catch (KafkaException e) {
            failed.accept(e);
        }
    }

    private void tellOfLeftOut() {
        long count = waiting.isEmpty() ? leftOut.getAndSet(0) : 0;
        if (count > 0) {
            LOG.warn(
                    "{} entries of the processing log weren't written to the topic {}",
                    count,
                    settings.topic());
        }
    }

    /**
     * Makes the topic and the stream where they are asked for and missing, in the background, and
     * tries again until they are there.
     *
     * @param execute runs a statement
     */
    public void prepare(TopicAdmin topics, Consumer<String> execute) {
        Thread.ofVirtual()
                .name("processing-log-setup")
                .start(
                        () -> {
                            while (!closed && !prepared(topics, execute)) {
                                try {
                                    Thread.sleep(PAUSE);
                                } catch (InterruptedException _) {
                                    return;
                                }
                            }
                        });
    }

    private boolean prepared(TopicAdmin topics, Consumer<String> execute) {
        try {
            if (topics.describe(settings.topic()).isEmpty()) {
                if (!settings.createTopic()) {
                    LOG.warn(
                            "The processing log's topic isn't there. Create it: {}",
                            topics.createCommand(settings.spec()));
                    return false;
                }
                topics.create(settings.spec());
            }
            settings.statement().ifPresent(execute);
            return true;
        } catch (TopicException e) {
            LOG.warn("The processing log's topic can't be made: {}", e.getMessage());
            return false;
        } catch (RuntimeException e) {
            LOG.warn("The stream of the processing log can't be made now: {}", e.getMessage());
            return false;
        }
    }

    /** Writes what waits, and ends. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!writer.join(LAST_WORDS)) {
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
