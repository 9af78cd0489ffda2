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
import java.util.function.BooleanSupplier;

/** Reads Connect's three topics and writes anew what is old in them, pass by pass. */
final class TopicsRefresh implements RecordRefresh.Work {
    private static final Logger LOG = LoggerFactory.getLogger(TopicsRefresh.class);
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(250);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final RecordRefresh.Topics topics;
    private final RefreshPace pace;
    private final Map<String, Object> clientProperties;
    private final RefreshedConfigStore configs;

    TopicsRefresh(
            RecordRefresh.Topics topics,
            RefreshPace pace,
            Map<String, ?> clientProperties,
            RefreshedConfigStore configs) {
        this.topics = topics;
        this.pace = pace;
        this.clientProperties = new HashMap<>(clientProperties);
        this.clientProperties.put("client.id", "connect-refresh");
        this.configs = configs;
    }

    @Override
    public void lead(BooleanSupplier leading, Runnable passed)
            throws InterruptedException, ExecutionException {
        List<RefreshedTopic> open = new ArrayList<>();
        Producer<byte[], byte[]> producer = producer();
        try {
            open(open, producer);
            while (leading.getAsBoolean()) {
                for (RefreshedTopic topic : open) {
                    int written = topic.pass(pace, () -> Thread.sleep(BETWEEN_BATCHES));
                    if (written > 0) {
                        LOG.debug("Wrote {} records anew", written);
                    }
                }
                passed.run();
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
