// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes what is live in Connect's topics anew before retention deletes it: connectors, their
 * states and offsets. The leader of the workers does it, in a thread of its own.
 *
 * <p>Nothing depends on there being one leader only: copies of the same value are alike, and those
 * that come too late are put right (see {@link RefreshedTopic}). A copy is written at least once,
 * outside of any transaction.
 */
public final class RecordRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordRefresh.class);
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(250);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Topics topics;
    private final RefreshPace pace;
    private final Map<String, Object> clientProperties;
    private final RefreshedConfigStore configs;
    private final Thread thread;
    private volatile boolean leading;
    private volatile boolean closed;

    /**
     * The topics by their names in Kafka.
     *
     * @param configs settings of connectors and tasks
     * @param offsets how far sources have come
     * @param statuses what connectors and tasks are doing
     */
    public record Topics(String configs, String offsets, String statuses) {}

    /**
     * @param retention how long the topics keep records
     * @param clientProperties how to reach Kafka. Holds secrets
     * @param configs the worker's store over the topic of settings
     */
    public RecordRefresh(
            Topics topics,
            Duration retention,
            Map<String, ?> clientProperties,
            RefreshedConfigStore configs) {
        this.topics = topics;
        this.pace = RefreshPace.of(retention);
        this.clientProperties = new HashMap<>(clientProperties);
        this.clientProperties.put("client.id", "connect-refresh");
        this.configs = configs;
        this.thread = Thread.ofPlatform().name("connect-refresh").daemon().unstarted(this::run);
    }

    /** Begins; nothing is written until this worker leads. */
    public void start() {
        thread.start();
    }

    /** Says whether this worker is the leader of its group. */
    public void lead(boolean leads) {
        leading = leads;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
                LOG.warn(
                        "The refresh of Connect's topics didn't end within {} s.",
                        CLOSING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(pace.rest());
                if (leading) {
                    lead();
                }
            } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
                LOG.debug("The refresh of Connect's topics ends");
                return;
            } catch (KafkaException | ExecutionException e) {
                LOG.warn(
                        "Connect's topics couldn't be written anew, whose retention may delete what is in them; it is tried again in {} s: {}",
                        pace.rest() / 1000.0,
                        e.getMessage());
            }
        }
    }

    private void lead() throws InterruptedException, ExecutionException {
        List<RefreshedTopic> open = new ArrayList<>();
        Producer<byte[], byte[]> producer = producer();
        try {
            open(open, producer);
            while (leading && !closed) {
                for (RefreshedTopic topic : open) {
                    int written = topic.pass(pace, () -> Thread.sleep(BETWEEN_BATCHES));
                    if (written > 0) {
                        LOG.debug("Wrote {} records anew", written);
                    }
                }
                Thread.sleep(pace.rest());
            }
        } finally {
            boolean interrupted = Thread.interrupted();
            open.forEach(RefreshedTopic::close);
            producer.close(CLOSING.dividedBy(2));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void open(List<RefreshedTopic> open, Producer<byte[], byte[]> producer)
            throws InterruptedException, ExecutionException {
        Map<String, TopicDescription> described;
        try (Admin admin = Admin.create(clientProperties)) {
            described =
                    admin.describeTopics(
                                    List.of(topics.configs(), topics.offsets(), topics.statuses()))
                            .allTopicNames()
                            .get();
        }
        for (String name : List.of(topics.configs(), topics.offsets(), topics.statuses())) {
            TopicDescription topic = described.get(name);
            if (topic == null) {
                throw new KafkaException("the topic " + name + " isn't there");
            }
            boolean settings = name.equals(topics.configs());
            open.add(
                    new RefreshedTopic(
                            name,
                            topic.topicId(),
                            topic.partitions().size(),
                            settings ? new ConfigRule() : RefreshRule.EACH_KEY,
                            settings,
                            settings ? configs.writing() : new ReentrantLock(),
                            producer,
                            consumerProperties()));
        }
    }

    private Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        // Where the position is gone, all that is known must be read anew.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return properties;
    }

    /** Records stay in the order in which they are written. */
    private Producer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        // As Connect's own, since older brokers want another right for it.
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(4 << 20));
        // The herder waits for as long when it wants to write.
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
