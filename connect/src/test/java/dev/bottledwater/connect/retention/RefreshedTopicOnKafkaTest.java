// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** Copies of everything, all the time, while others write. */
@Timeout(120)
class RefreshedTopicOnKafkaTest {
    private static final int KEYS = 3;
    private static final int WRITES = 300;

    /** All is old at once. */
    private static final RefreshPace NOW = RefreshPace.of(Duration.ofMillis(1));

    @Test
    void theNewestValueOfAKeyStaysItsValue() throws Exception {
        try (var kafka = EmbeddedKafka.launch();
                var admin = Admin.create(kafka.adminProperties())) {
            kafka.createTopic("t", 1);
            Uuid id = admin.describeTopics(List.of("t")).allTopicNames().get().get("t").topicId();
            Map<String, Object> clients = new HashMap<>(kafka.adminProperties());
            clients.put("auto.offset.reset", "none");
            Map<String, String> newest = new TreeMap<>();
            var writer = Thread.ofPlatform().unstarted(() -> write(clients, newest));
            int copies = 0;
            try (var producer =
                            new KafkaProducer<>(
                                    clients, new ByteArraySerializer(), new ByteArraySerializer());
                    var topic =
                            new RefreshedTopic(
                                    "t",
                                    id,
                                    1,
                                    RefreshRule.EACH_KEY,
                                    false,
                                    new ReentrantLock(),
                                    producer,
                                    clients)) {
                writer.start();
                while (writer.isAlive()) {
                    copies += topic.batch(NOW);
                }
                writer.join();
                copies += topic.batch(NOW);
            }
            assertThat(copies).isGreaterThan(KEYS);
            assertThat(table(clients)).isEqualTo(newest);
        }
    }

    private static void write(Map<String, Object> clients, Map<String, String> newest) {
        try (var producer =
                new KafkaProducer<>(clients, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < WRITES; i++) {
                String key = "k" + i % KEYS;
                String value = i % 50 == 7 ? null : String.valueOf(i);
                producer.send(new ProducerRecord<>("t", 0, key, value));
                newest.put(key, String.valueOf(value));
                producer.flush();
            }
        }
    }

    private static Map<String, String> table(Map<String, Object> clients) {
        Map<String, String> table = new TreeMap<>();
        var partition = new TopicPartition("t", 0);
        try (var consumer =
                new KafkaConsumer<>(clients, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(r -> table.put(r.key(), String.valueOf(r.value())));
            }
        }
        return table;
    }
}
