// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.StatementResult;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A catalog of a thousand statements is replayed in a time that dynos have, and the engine tells
 * its state all the while. The log is one that an engine wrote, repeated under other names.
 */
class CatalogReplayTimeTest {
    private static final int ROUNDS = 100;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> STATEMENTS =
            List.of(
                    "CREATE TYPE T_000 AS STRUCT<A INT, B STRING>;",
                    "CREATE STREAM S_000 (K STRING KEY, V BIGINT, P T_000) WITH (kafka_topic='s', value_format='JSON');",
                    "CREATE TABLE U_000 (K STRING PRIMARY KEY, V BIGINT) WITH (kafka_topic='u', value_format='JSON');",
                    "CREATE STREAM F_000 WITH (kafka_topic='f') AS SELECT K, V + 1 AS W FROM S_000 WHERE V > 10;",
                    "TERMINATE CSAS_F_000_4;",
                    "CREATE TABLE C_000 WITH (kafka_topic='c') AS SELECT K, COUNT(*) AS N FROM S_000 GROUP BY K;",
                    "TERMINATE CTAS_C_000_6;",
                    "CREATE STREAM D_000 (K STRING KEY, V BIGINT) WITH (kafka_topic='s', value_format='JSON');",
                    "DROP STREAM D_000;",
                    "CREATE STREAM R_000 (V ARRAY<STRING>) WITH (kafka_topic='s', value_format='JSON');");

    @TempDir Path directory;

    @Test
    void aThousandStatementsTakeAtMostTwentyTimesAsLongAsTen() throws Exception {
        try (var kafka = EmbeddedKafka.launch()) {
            for (var topic : List.of("s", "u", "large")) {
                kafka.createTopic(topic, 1);
            }
            try (var engine =
                    new EngineFixture(kafka, "small", directory, BuiltInFunctions.registry())
                            .running()) {
                STATEMENTS.forEach(sql -> EngineFixture.execute(engine, sql));
            }
            repeat(kafka);
            var ten = start(kafka, "small", 1);
            var thousand = start(kafka, "large", ROUNDS);
            System.out.printf(
                    "Replay of a catalog of 10 statements: %d ms; of 1,000: %d ms; to be told the state took %d ms at most%n",
                    ten.millis(),
                    thousand.millis(),
                    Math.max(ten.longestLook(), thousand.longestLook()));
            assertThat(thousand.millis()).isLessThan(20 * ten.millis());
            assertThat(thousand.looks()).isPositive();
            assertThat(thousand.longestLook())
                    .as("ms that /health waits; most of the replay if it waited for that")
                    .isLessThan(thousand.millis() / 2);
        }
    }

    private record Start(long millis, int looks, long longestLook) {}

    private Start start(EmbeddedKafka kafka, String topic, int rounds) {
        long begin = System.nanoTime();
        int looks = 0;
        long longest = 0;
        try (var engine =
                new EngineFixture(kafka, topic, directory, BuiltInFunctions.registry()).start()) {
            while (true) {
                long look = System.nanoTime();
                var state = engine.state();
                longest = Math.max(longest, System.nanoTime() - look);
                if (state instanceof EngineState.Running) {
                    break;
                }
                looks++;
                assertThat(state).isInstanceOf(EngineState.Starting.class);
                assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.MINUTES.toNanos(2));
                Thread.onSpinWait();
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            assertThat(EngineFixture.execute(engine, "SHOW STREAMS;").getFirst())
                    .isInstanceOfSatisfying(
                            StatementResult.SourceList.class,
                            list -> assertThat(list.sources()).hasSize(3 * rounds));
            return new Start(millis, looks, TimeUnit.NANOSECONDS.toMillis(longest));
        }
    }

    private static void repeat(EmbeddedKafka kafka) throws Exception {
        var entries = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(
                        kafka.clientProperties(),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            var log = List.of(new TopicPartition("small", 0));
            consumer.assign(log);
            consumer.seekToBeginning(log);
            while (entries.size() < STATEMENTS.size()) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> entries.add(r.value()));
            }
        }
        assertThat(entries).hasSize(STATEMENTS.size());
        try (var producer =
                new KafkaProducer<>(
                        kafka.clientProperties(), new StringSerializer(), new StringSerializer())) {
            long base = 0;
            for (int round = 0; round < ROUNDS; round++) {
                for (var entry : entries) {
                    var renamed = entry.replace("_000", "_%03d".formatted(round));
                    var node = (ObjectNode) MAPPER.readTree(renamed);
                    node.put("base", base).put("id", "entry-" + base);
                    base++;
                    producer.send(new ProducerRecord<>("large", node.toString()));
                }
            }
            producer.flush();
        }
    }
}
