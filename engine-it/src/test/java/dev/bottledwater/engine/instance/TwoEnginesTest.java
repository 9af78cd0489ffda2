// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.StatementResult.CommandResult;
import dev.bottledwater.engine.result.StatementResult.SourceList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Two instances on one catalog. */
class TwoEnginesTest {
    @TempDir static Path directory;
    private static EmbeddedKafka kafka;
    private static KafkaSqlEngine left;
    private static KafkaSqlEngine right;

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
        var fixture = new EngineFixture(kafka, "pair", directory, BuiltInFunctions.registry());
        left = fixture.running();
        right = fixture.running();
        EngineFixture.execute(
                left,
                "CREATE STREAM BASE (A INT) WITH (KAFKA_TOPIC='base', PARTITIONS=1, VALUE_FORMAT='JSON');");
        awaitStreams(right, "BASE");
    }

    @AfterAll
    static void close() {
        left.close();
        right.close();
        kafka.close();
    }

    private static List<String> streams(KafkaSqlEngine engine) {
        return ((SourceList) EngineFixture.execute(engine, "SHOW STREAMS;").getFirst())
                .sources().stream().map(s -> s.name()).toList();
    }

    private static void awaitStreams(KafkaSqlEngine engine, String... names) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(streams(engine)).contains(names));
    }

    @Test
    void whatOneIsToldTheOtherKnows() {
        EngineFixture.execute(
                left, "CREATE STREAM TOLD (A INT) WITH (KAFKA_TOPIC='base', VALUE_FORMAT='JSON');");
        awaitStreams(right, "TOLD");
        assertThat(right.commandStatus("stream/`TOLD`/create"))
                .hasValueSatisfying(s -> assertThat(s.message()).isEqualTo("Stream created"));
        EngineFixture.execute(right, "DROP STREAM TOLD;");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(streams(left)).doesNotContain("TOLD"));
    }

    @Test
    void ofTwoThatCreateTheSameStreamOneWins() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                var name = "RACE_" + i;
                var sql =
                        "CREATE STREAM %s (A INT) WITH (KAFKA_TOPIC='base', VALUE_FORMAT='JSON');"
                                .formatted(name);
                var start = new CountDownLatch(1);
                var outcomes =
                        List.of(
                                submit(threads, left, sql, start),
                                submit(threads, right, sql, start));
                start.countDown();
                var messages = new ArrayList<String>();
                for (var outcome : outcomes) {
                    messages.add(outcome.get(60, TimeUnit.SECONDS));
                }
                assertThat(messages)
                        .containsExactlyInAnyOrder(
                                "Stream created",
                                "Cannot add stream '%s': A stream with the same name already exists"
                                        .formatted(name));
            }
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(streams(left)).isEqualTo(streams(right)));
    }

    @Test
    void statementsThatDontMeetAllTakeEffect() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = new CountDownLatch(1);
            var outcomes = new ArrayList<Future<String>>();
            for (int i = 0; i < 8; i++) {
                outcomes.add(
                        submit(
                                threads,
                                i % 2 == 0 ? left : right,
                                "CREATE STREAM ALONE_%d (A INT) WITH (KAFKA_TOPIC='base', VALUE_FORMAT='JSON');"
                                        .formatted(i),
                                start));
            }
            start.countDown();
            for (var outcome : outcomes) {
                assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo("Stream created");
            }
        }
        awaitStreams(left, "ALONE_0", "ALONE_7");
        awaitStreams(right, "ALONE_0", "ALONE_7");
    }

    private static Future<String> submit(
            ExecutorService threads, KafkaSqlEngine engine, String sql, CountDownLatch start) {
        return threads.submit(
                () -> {
                    start.await();
                    try {
                        return ((CommandResult) EngineFixture.execute(engine, sql).getFirst())
                                .status()
                                .message();
                    } catch (StatementFailedException e) {
                        return e.getMessage();
                    }
                });
    }
}
