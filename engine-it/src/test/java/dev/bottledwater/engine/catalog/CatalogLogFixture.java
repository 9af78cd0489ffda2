// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.sql.type.SqlType;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A catalog log of its own for each test, on one broker. */
abstract class CatalogLogFixture {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static EmbeddedKafka kafka;
    String topic;
    @Nullable Long retention;
    String skip = "";

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @BeforeEach
    void createTopic(TestInfo test) throws Exception {
        topic = "catalog-" + test.getTestMethod().orElseThrow().getName();
        kafka.createTopic(topic, 1);
    }

    /** Has the settings that the test has made so far. */
    CatalogFollower follower(String name) {
        return new CatalogFollower(
                kafka,
                topic,
                retention == null
                        ? Map.of(EngineConfig.CATALOG_SKIP, skip)
                        : Map.of(EngineConfig.TOPIC_RETENTION, retention.toString()),
                name);
    }

    void send(byte[] record, Duration age) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        kafka.clientProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    topic,
                                    0,
                                    System.currentTimeMillis() - age.toMillis(),
                                    null,
                                    record))
                    .get();
        }
    }

    void send(String record) throws Exception {
        send(record.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }

    static void append(CatalogLog log, String type) {
        assertThat(
                        log.append(
                                log.state(),
                                new CatalogEntry.Command("type/" + type + "/create", "ok", null),
                                List.of(new CatalogChange.PutType(type, SqlType.Primitive.STRING))))
                .isPresent();
    }

    static CatalogEntry entry(String type, long base) {
        return new CatalogEntry(
                type,
                base,
                "other",
                0,
                new CatalogEntry.Command("type/%s/create".formatted(type), "ok", null),
                List.of(new CatalogChange.PutType(type, SqlType.Primitive.STRING)));
    }

    long end(Admin admin) throws Exception {
        var partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
