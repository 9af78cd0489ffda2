// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.RowStream;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
                .atMost(Duration.ofSeconds(60))
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
                .atMost(Duration.ofSeconds(60))
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
                .atMost(Duration.ofSeconds(60))
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

    /** Neither hears of the other here, so that what isn't at hand is read from the topic. */
    @Test
    void rowsAreAtHandWhereTheirPartitionIs() throws Exception {
        try (var topics = new KafkaTopics(kafka)) {
            topics.create("visits", 4);
            for (int i = 0; i < 40; i++) {
                topics.put("visits", i, "{\"PAGE\":\"p%d\"}".formatted(i % 10));
            }
        }
        left.execute(
                "CREATE STREAM VISITS (ID BIGINT KEY, PAGE VARCHAR) WITH (KAFKA_TOPIC='visits', VALUE_FORMAT='JSON');"
                        + "CREATE TABLE PAGES AS SELECT PAGE, COUNT(*) N FROM VISITS GROUP BY PAGE HAVING COUNT(*) > 3;"
                        + "CREATE TABLE WINDOWS AS SELECT PAGE, COUNT(*) N FROM VISITS WINDOW TUMBLING (SIZE 1 DAY) GROUP BY PAGE;",
                Map.of("auto.offset.reset", "earliest"),
                Map.of());
        awaitStreams(right, "VISITS");
        var lookup = "SELECT 1000 + N AS M, PAGE FROM PAGES WHERE PAGE = '%s';";
        assertThat(left.rowsAtHand(lookup.formatted("p1"), Map.of(), Map.of())).isEmpty();

        var engines = List.of(left, right);
        var here = new int[2];
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions() // rows move while the second instance joins
                .untilAsserted(
                        () -> {
                            here[0] = 0;
                            here[1] = 0;
                            for (var engine : engines) {
                                all(engine.query(lookup.formatted("p1"), Map.of(), Map.of()));
                            }
                            for (int i = 0; i < 10; i++) {
                                var sql = lookup.formatted("p" + i);
                                for (int e = 0; e < 2; e++) {
                                    var rows = engines.get(e).rowsAtHand(sql, Map.of(), Map.of());
                                    if (rows.isPresent()) {
                                        here[e]++;
                                        assertThat(all(rows.get()))
                                                .containsExactly(List.of(1004L, "p" + i));
                                    }
                                }
                            }
                            assertThat(here[0] + here[1]).isEqualTo(10);
                            assertThat(here).doesNotContain(0);
                        });
        var owner = engines.get(0);
        assertThat(all(owner.query(lookup.formatted("nowhere"), Map.of(), Map.of()))).isEmpty();

        for (var other :
                List.of(
                        "SELECT * FROM WINDOWS WHERE PAGE = 'p1';",
                        "SELECT * FROM PAGES WHERE N = 4;",
                        "SELECT * FROM PAGES WHERE PAGE = UCASE('p1');",
                        "SELECT * FROM PAGES;")) {
            all(owner.query(other, Map.of(), Map.of()));
            assertThat(owner.rowsAtHand(other, Map.of(), Map.of())).as(other).isEmpty();
        }
        assertThat(owner.rowsAtHand("SELECT * FROM;", Map.of(), Map.of())).isEmpty();
        assertThat(owner.rowsAtHand(lookup.formatted("p1"), Map.of("no.such", "1"), Map.of()))
                .isEmpty();
        EngineFixture.execute(left, "DROP TABLE PAGES;");
        for (int i = 0; i < 10; i++) {
            assertThat(left.rowsAtHand(lookup.formatted("p" + i), Map.of(), Map.of())).isEmpty();
        }
    }

    private static List<List<Object>> all(RowStream stream) throws InterruptedException {
        var rows = new ArrayList<List<Object>>();
        try (stream) {
            while (stream.next(Duration.ofSeconds(30)).orElseThrow()
                    instanceof RowStream.Event.Row row) {
                rows.add(Arrays.asList(row.values()));
            }
        }
        return rows;
    }
}
