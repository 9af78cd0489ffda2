// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static dev.bottledwater.engine.instance.Workbench.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.function.BuiltInFunctions;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code bw.dead.letter.topic} on a broker. */
class DeadLetterTopicTest {

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Workbench.text(record.headers().lastHeader(name).value());
    }

    private static void source(KafkaSqlEngine engine, String name) {
        Workbench.run(
                engine,
                "CREATE STREAM %1$s (ID BIGINT KEY, V INT, AT STRING) WITH (KAFKA_TOPIC='%1$s', VALUE_FORMAT='JSON');"
                        .formatted(name));
    }

    @Test
    void takesWhatAQueryCannotProcess(@TempDir Path directory) throws Exception {
        try (var kafka = EmbeddedKafka.launch();
                var topics = new KafkaTopics(kafka);
                var bench = new Workbench(kafka);
                var engine =
                        new EngineFixture(kafka, "letters", directory, BuiltInFunctions.registry())
                                .withProperties(
                                        Map.of(
                                                "bw.dead.letter.topic", "all-dead",
                                                "bw.topics.check.interval.ms", "500"))
                                .running()) {
            bench.allow(
                    ResourceType.TRANSACTIONAL_ID,
                    "_confluent-ksql-",
                    AclOperation.WRITE,
                    AclOperation.DESCRIBE);
            topics.create("IN1", 1);
            source(engine, "IN1");
            for (var bad : List.of("IN1", "OUT1", "_confluent-ksql-x", "__consumer_offsets")) {
                assertThatThrownBy(
                                () ->
                                        Workbench.run(
                                                engine,
                                                "SET 'bw.dead.letter.topic'='%s'; CREATE STREAM OUT1 AS SELECT * FROM IN1;"
                                                        .formatted(bad)))
                        .isInstanceOf(StatementFailedException.class)
                        .hasMessageContaining("bw.dead.letter.topic is '" + bad + "'");
            }
            Workbench.start(
                    engine,
                    "SET 'bw.dead.letter.topic'='own-dead'; SET 'processing.guarantee'='exactly_once_v2'; CREATE STREAM OUT1 WITH (TIMESTAMP='AT', TIMESTAMP_FORMAT='yyyy-MM-dd') AS SELECT * FROM IN1;");
            Workbench.start(engine, "CREATE STREAM OUT2 AS SELECT * FROM IN1;");
            var none =
                    Workbench.start(
                            engine,
                            "SET 'bw.dead.letter.topic'=''; CREATE STREAM OUT3 AS SELECT * FROM IN1;");
            topics.put("IN1", 1, "{\"V\":1,\"AT\":\"2026-01-02\"}");
            topics.put("IN1", 2, "nonsense");
            topics.put("IN1", 3, "{\"V\":3,\"AT\":\"some day\"}");
            topics.put("IN1", 4, "{\"V\":4,\"AT\":\"2026-01-03\"}");

            await(() -> assertThat(bench.values("OUT1")).hasSize(2));
            await(
                    () ->
                            assertThat(bench.values("own-dead"))
                                    .containsExactly("nonsense", "{\"V\":3,\"AT\":\"some day\"}"));
            var last = bench.records("own-dead").getLast();
            assertThat(header(last, "__streams.errors.topic")).isEqualTo("IN1");
            assertThat(header(last, "__streams.errors.offset")).isEqualTo("2");
            assertThat(header(last, "__bw.errors.query")).startsWith("CSAS_OUT1_");
            assertThat(header(last, "__bw.errors.step")).isEqualTo("OUT1-Timestamp");
            await(() -> assertThat(bench.values("OUT2")).hasSize(3));
            await(() -> assertThat(bench.values("OUT3")).hasSize(3));
            await(() -> assertThat(bench.values("all-dead")).containsExactly("nonsense"));
            assertThat(Workbench.errors(engine, none)).isEmpty();

            // without the topic nothing is let go of
            bench.delete("all-dead");
            var id = Workbench.queryWriting(engine, "OUT2");
            await(
                    () ->
                            assertThat(Workbench.lastError(engine, id).message())
                                    .contains("The topic all-dead doesn't exist: create it"));
        }
    }

    @Test
    void mustBeThereWhereTopicsMayNotBeMade(@TempDir Path directory) throws Exception {
        try (var kafka =
                        EmbeddedKafka.launch(
                                EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED));
                var topics = new KafkaTopics(kafka);
                var bench = new Workbench(kafka)) {
            topics.create("letters", 1);
            topics.create("IN1", 1);
            topics.create("OUT1", 1);
            try (var engine =
                    new EngineFixture(kafka, "letters", directory, BuiltInFunctions.registry())
                            .running()) {
                source(engine, "IN1");
                var statement =
                        "SET 'bw.dead.letter.topic'='dead'; CREATE STREAM OUT1 WITH (KAFKA_TOPIC='OUT1') AS SELECT * FROM IN1;";
                assertThatThrownBy(() -> Workbench.run(engine, statement))
                        .isInstanceOf(StatementFailedException.class)
                        .hasMessageContaining("Topic 'dead' does not exist")
                        .hasMessageContaining("heroku kafka:topics:create dead --partitions 1");
                topics.create("dead", 1);
                Workbench.run(engine, statement);
                topics.put("IN1", 2, "nonsense");
                await(() -> assertThat(bench.values("dead")).containsExactly("nonsense"));
            }
        }
    }
}
