// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers.link;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A topic as a link. It is read from its end on, with assigned partitions: no group is needed,
 * which shared plans would have to create. Neither transactions nor idempotence are used, for which
 * old brokers want more rights; a record that is sent twice is taken once.
 */
public final class PeerTopic implements PeerLink {
    private static final Logger LOG = LoggerFactory.getLogger(PeerTopic.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /**
     * A topic that was created with compaction, of which nothing is wanted, refuses none at all.
     */
    private static final byte[] KEY = {};

    private final Map<String, String> client;
    private final String topic;
    private final String create;
    private final KafkaProducer<byte[], byte[]> producer;
    private volatile State state = new State.Disconnected("The link to peers is being set up.");
    private final CountDownLatch ending = new CountDownLatch(1);
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable Thread thread;

    /**
     * @param client bootstrap servers and security settings
     * @param topic its name on the cluster
     * @param create the command that creates it; may be empty
     */
    public PeerTopic(Map<String, String> client, String topic, String create) {
        this.client = Map.copyOf(client);
        this.topic = topic;
        this.create = create;
        this.producer =
                new KafkaProducer<>(
                        producerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> producerProperties() {
        var properties = new HashMap<String, Object>(client);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "false");
        properties.put("linger.ms", "0");
        // what is sealed can't be compressed
        properties.put("compression.type", "none");
        properties.put("buffer.memory", Integer.toString(16 << 20));
        properties.put("max.block.ms", "5000");
        properties.put("request.timeout.ms", "5000");
        properties.put("delivery.timeout.ms", "15000");
        properties.put("enable.metrics.push", "false");
        properties.put("client.id", "peers-producer");
        return properties;
    }

    private Map<String, Object> consumerProperties() {
        var properties = new HashMap<String, Object>(client);
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("auto.offset.reset", "latest");
        properties.put("fetch.max.bytes", Integer.toString(4 << 20));
        properties.put("max.partition.fetch.bytes", Integer.toString(1 << 20));
        properties.put("default.api.timeout.ms", "10000");
        properties.put("enable.metrics.push", "false");
        properties.put("client.id", "peers-consumer");
        return properties;
    }

    @Override
    public synchronized void start(Consumer<byte[]> receiver, Runnable connected) {
        if (thread != null) {
            throw new IllegalStateException("started already");
        }
        thread =
                Thread.ofPlatform()
                        .name("peers-topic")
                        .daemon()
                        .start(() -> run(receiver, connected));
    }

    private void run(Consumer<byte[]> receiver, Runnable connected) {
        while (ending.getCount() > 0) {
            try {
                read(receiver, connected);
            } catch (WakeupException | InterruptException _) {
                return;
            } catch (KafkaException e) {
                disconnected(sentence(e));
            } catch (RuntimeException e) {
                LOG.error("The link to peers broke; it is set up again", e);
                disconnected("The link to peers broke (%s).".formatted(e));
            }
            try {
                if (ending.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void read(Consumer<byte[]> receiver, Runnable connected) {
        try (var reader =
                new KafkaConsumer<>(
                        consumerProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            if (!use(reader)) {
                return;
            }
            var found = reader.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                disconnected(missing());
                return;
            }
            var partitions =
                    found.stream().map(p -> new TopicPartition(topic, p.partition())).toList();
            reader.assign(partitions);
            reader.seekToEnd(partitions);
            // without a position, what is said before the first poll would be missed
            partitions.forEach(reader::position);
            state = new State.Connected();
            connected.run();
            LOG.info("Peers are heard on the topic {}", topic);
            while (ending.getCount() > 0) {
                for (var record : reader.poll(POLL)) {
                    if (record.value() != null) {
                        receive(receiver, record.value());
                    }
                }
            }
        } finally {
            use(null);
        }
    }

    private static void receive(Consumer<byte[]> receiver, byte[] bytes) {
        try {
            receiver.accept(bytes);
        } catch (RuntimeException e) {
            LOG.error("What a peer said couldn't be taken", e);
        }
    }

    private synchronized boolean use(@Nullable KafkaConsumer<byte[], byte[]> reader) {
        consumer = reader;
        return ending.getCount() > 0;
    }

    private void disconnected(String reason) {
        if (!(state instanceof State.Disconnected(String before)) || !before.equals(reason)) {
            LOG.warn("Peers can't be heard: {}", reason);
        }
        state = new State.Disconnected(reason);
    }

    private String sentence(KafkaException e) {
        return switch (e) {
            case UnknownTopicOrPartitionException _ -> missing();
            case AuthorizationException _ ->
                    "The Kafka user may not use the topic %s, on which processes of this app talk to each other (%s); if it isn't there, %s."
                            .formatted(topic, e.getMessage(), remedy());
            default ->
                    "Kafka can't be used to talk to other processes of this app (%s)."
                            .formatted(e.getMessage());
        };
    }

    private String missing() {
        return "The topic %s, on which processes of this app talk to each other, isn't there: %s."
                .formatted(topic, remedy());
    }

    private String remedy() {
        return create.isEmpty()
                ? "create it with one partition and a retention of a day or less"
                : "create it: " + create;
    }

    @Override
    public void send(byte[] bytes, Consumer<String> failed) {
        try {
            producer.send(
                    new ProducerRecord<>(topic, KEY, bytes),
                    (_, e) -> {
                        if (e != null) {
                            failed.accept(
                                    e instanceof KafkaException k
                                            ? sentence(k)
                                            : String.valueOf(e.getMessage()));
                        }
                    });
        } catch (KafkaException e) {
            failed.accept(sentence(e));
        } catch (IllegalStateException _) {
            failed.accept("This process is stopping.");
        }
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public void close() {
        Thread reading;
        synchronized (this) {
            ending.countDown();
            if (consumer != null) {
                consumer.wakeup();
            }
            reading = thread;
        }
        producer.close(LAST_WORDS);
        state = new State.Disconnected("This process is stopping.");
        if (reading != null) {
            try {
                reading.join(LAST_WORDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
