// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static dev.bottledwater.engine.instance.Workbench.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.StatementResult.PropertyList;
import dev.bottledwater.engine.result.StatementResult.PropertyListing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** Statements on a machine that has few threads left. */
class BudgetStatementsTest {

    private static long threadsOf(String id) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().contains(id))
                .count();
    }

    @Test
    void refuseAQueryThatTheMachineHasNoThreadsFor(@TempDir Path directory) throws Exception {
        try (var kafka = EmbeddedKafka.launch();
                var topics = new KafkaTopics(kafka)) {
            topics.create("IN1", 1);
            var fixture =
                    new EngineFixture(kafka, "budgets", directory, BuiltInFunctions.registry());
            String first;
            try (var engine = fixture.running()) {
                Workbench.run(
                        engine,
                        "CREATE STREAM IN1 (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='IN1', VALUE_FORMAT='JSON');");
                first =
                        Workbench.start(
                                engine,
                                "SET 'num.stream.threads'='2'; CREATE TABLE N1 AS SELECT V, COUNT(*) AS N FROM IN1 GROUP BY V;");
                Workbench.awaitState(engine, first, "RUNNING");
                // as many as the budget counts: 2 and 4 for each stream thread
                await(() -> assertThat(threadsOf(first)).isEqualTo(10));
                assertThatThrownBy(
                                () ->
                                        Workbench.run(
                                                engine,
                                                "SET 'cache.max.bytes.buffering'='99999999999'; CREATE STREAM BIG AS SELECT * FROM IN1;"))
                        .isInstanceOf(StatementFailedException.class)
                        .hasMessageContaining("The query's cache of 99999999999 bytes");
            }
            try (var engine =
                    fixture.withProperties(Map.of("ksql.query.persistent.active.limit", "1"))
                            .running()) {
                assertThatThrownBy(
                                () ->
                                        Workbench.run(
                                                engine, "CREATE STREAM O1 AS SELECT * FROM IN1;"))
                        .isInstanceOf(StatementFailedException.class)
                        .hasMessage(
                                "There are 1 persistent queries already, and at most 1 may be (ksql.query.persistent.active.limit).");
                Workbench.run(
                        engine,
                        "SET 'num.stream.threads'='2'; CREATE OR REPLACE TABLE N1 AS SELECT V, COUNT(*) AS N FROM IN1 WHERE V > 0 GROUP BY V;");
            }
            try (var engine = fixture.withProperties(Map.of("bw.threads.max", "20")).running()) {
                assertThatThrownBy(
                                () ->
                                        Workbench.run(
                                                engine, "CREATE STREAM O1 AS SELECT * FROM IN1;"))
                        .isInstanceOf(StatementFailedException.class)
                        .hasMessageContaining("The query needs 6 threads, but of the 20")
                        .hasMessageContaining("raise bw.threads.max");
                // the one that was there isn't started either, and says why
                await(
                        () ->
                                assertThat(Workbench.errors(engine, first))
                                        .isNotEmpty()
                                        .allMatch(
                                                e ->
                                                        e.type().equals("SYSTEM")
                                                                && e.message()
                                                                        .contains(
                                                                                "needs 10 threads")));
                assertThat(
                                ((PropertyList)
                                                EngineFixture.execute(engine, "SHOW PROPERTIES;")
                                                        .getFirst())
                                        .properties())
                        .filteredOn(p -> p.name().startsWith("bw."))
                        .extracting(PropertyListing::name)
                        .contains(
                                "bw.dead.letter.topic",
                                "bw.query.buffers.max.bytes",
                                "bw.rocksdb.max.bytes",
                                "bw.threads.max");
            }
        }
    }
}
