// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static dev.bottledwater.engine.instance.Workbench.await;
import static dev.bottledwater.engine.instance.Workbench.awaitState;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.StatementResult.QueryError;

import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Queries whose topics, rights or disk go away and come back; a neighbour runs on meanwhile. */
class QueryFailuresTest {
    @TempDir static Path directory;
    private static EmbeddedKafka kafka;
    private static KafkaTopics topics;
    private static Workbench bench;
    private static EngineFixture fixture;
    private static KafkaSqlEngine engine;

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
        topics = new KafkaTopics(kafka);
        bench = new Workbench(kafka);
        fixture =
                new EngineFixture(kafka, "failures", directory, BuiltInFunctions.registry())
                        .withProperties(
                                Map.of(
                                        "ksql.logging.processing.topic.auto.create", "true",
                                        "ksql.logging.processing.stream.auto.create", "true",
                                        "bw.topics.check.interval.ms", "500",
                                        "ksql.streams.consumer.default.api.timeout.ms", "5000",
                                        "ksql.streams.consumer.metadata.max.age.ms", "1000",
                                        "ksql.streams.producer.request.timeout.ms", "2000"));
        engine = fixture.running();
    }

    @AfterAll
    static void close() {
        engine.close();
        bench.close();
        topics.close();
        kafka.close();
    }

    /** A source and a query of it that reads what comes from now on. */
    private static String query(String name, int partitions, String select) {
        topics.create(name, partitions);
        engine.execute(
                "CREATE STREAM %1$s (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='%1$s', VALUE_FORMAT='JSON');"
                        .formatted(name),
                Map.of(),
                Map.of());
        var id =
                ((dev.bottledwater.engine.result.StatementResult.CommandResult)
                                engine.execute(
                                                select.formatted(name),
                                                Map.of("auto.offset.reset", "latest"),
                                                Map.of())
                                        .getLast())
                        .status()
                        .queryId();
        awaitState(engine, id, "RUNNING");
        return id;
    }

    private static String copy(String name) {
        return query(name, 1, "CREATE STREAM %1$s_COPY AS SELECT * FROM %1$s;");
    }

    /** A copy that fails where rows aren't taken for some seconds, as on a slow machine. */
    private static String impatientCopy(String name) {
        return query(
                name,
                1,
                "SET 'producer.delivery.timeout.ms'='4000'; CREATE STREAM %1$s_COPY AS SELECT * FROM %1$s;");
    }

    private static QueryError lastError(String id) {
        return Workbench.lastError(engine, id);
    }

    private static void awaitError(String id, String type, String text) {
        await(
                () -> {
                    assertThat(lastError(id).message()).contains(text);
                    assertThat(lastError(id).type()).isEqualTo(type);
                });
    }

    @Test
    void whatCantBeReadIsToldInAStreamThatCanBeQueried() throws Exception {
        var id = copy("MIXED");
        topics.put("MIXED", 1, "{\"V\":\"no number\"}");
        topics.put("MIXED", 1, "{\"V\":1}");
        await(() -> assertThat(bench.values("MIXED_COPY")).containsExactly("{\"V\":1}"));
        await(
                () ->
                        assertThat(
                                        engine.execute(
                                                "DESCRIBE KSQL_PROCESSING_LOG;",
                                                Map.of(),
                                                Map.of()))
                                .hasSize(1));
        try (var rows =
                engine.query(
                        """
                        SELECT LEVEL, LOGGER, MESSAGE->TYPE, MESSAGE->DESERIALIZATIONERROR->TOPIC,
                          MESSAGE->DESERIALIZATIONERROR->ERRORMESSAGE, MESSAGE->POSITION->SOURCEOFFSET
                        FROM KSQL_PROCESSING_LOG WHERE MESSAGE->POSITION->QUERYID = '%s' EMIT CHANGES LIMIT 1;"""
                                .formatted(id),
                        Map.of("auto.offset.reset", "earliest"),
                        Map.of())) {
            var values = new java.util.concurrent.atomic.AtomicReference<Object[]>();
            await(
                    () -> {
                        if (rows.next(java.time.Duration.ofMillis(200)).orElse(null)
                                instanceof RowStream.Event.Row row) {
                            values.set(row.values());
                        }
                        assertThat(values.get()).isNotNull();
                    });
            assertThat(values.get()[0]).isEqualTo("ERROR");
            assertThat((String) values.get()[1]).startsWith("processing." + id + ".");
            assertThat(values.get()[2]).isEqualTo(0);
            assertThat(values.get()[3]).isEqualTo("MIXED");
            assertThat((String) values.get()[4]).contains("`V`").doesNotContain("no number");
            assertThat(values.get()[5]).isEqualTo(0L);
        }
    }

    @Test
    void aTopicThatWasDeletedAndMadeAnewIsReadFromItsBeginning() throws Exception {
        var id = copy("GONE");
        var neighbour = copy("STAYS");
        topics.put("GONE", 1, "{\"V\":1}");
        await(() -> assertThat(bench.values("GONE_COPY")).containsExactly("{\"V\":1}"));

        bench.delete("GONE");
        awaitError(id, "USER", "The topic GONE doesn't exist: create it");
        assertThat(Workbench.state(engine, id)).isNotEqualTo("RUNNING");
        topics.put("STAYS", 1, "{\"V\":5}");
        await(() -> assertThat(bench.values("STAYS_COPY")).containsExactly("{\"V\":5}"));
        assertThat(Workbench.errors(engine, neighbour)).isEmpty();

        topics.create("GONE", 1);
        topics.put("GONE", 1, "{\"V\":2}");
        topics.put("GONE", 1, "{\"V\":3}");
        await(
                () ->
                        assertThat(bench.values("GONE_COPY"))
                                .startsWith("{\"V\":1}")
                                .endsWith("{\"V\":2}", "{\"V\":3}"));
        awaitState(engine, id, "RUNNING");
    }

    @Test
    void aTopicThatWasReplacedAtOnceIsReadFromItsBeginningToo() throws Exception {
        var id = copy("SWAPPED");
        for (int i = 1; i <= 3; i++) {
            topics.put("SWAPPED", 1, "{\"V\":1}");
        }
        await(() -> assertThat(bench.values("SWAPPED_COPY")).hasSize(3));

        bench.delete("SWAPPED");
        await(() -> topics.create("SWAPPED", 1));
        for (int i = 2; i <= 7; i++) {
            topics.put("SWAPPED", 1, "{\"V\":%d}".formatted(i));
        }
        await(
                () ->
                        assertThat(bench.values("SWAPPED_COPY"))
                                .contains("{\"V\":2}", "{\"V\":3}", "{\"V\":4}", "{\"V\":7}"));
        awaitState(engine, id, "RUNNING");
    }

    @Test
    void aSinkThatWasDeletedIsMissedByName() throws Exception {
        var id = impatientCopy("SUNK");
        topics.put("SUNK", 1, "{\"V\":1}");
        await(() -> assertThat(bench.values("SUNK_COPY")).hasSize(1));

        bench.delete("SUNK_COPY");
        topics.put("SUNK", 1, "{\"V\":2}");
        awaitError(id, "USER", "The topic SUNK_COPY doesn't exist: create it");

        topics.create("SUNK_COPY", 1);
        await(() -> assertThat(bench.values("SUNK_COPY")).contains("{\"V\":2}"));
    }

    @Test
    void partitionsThatAreAddedAreReadFromTheirBeginning() throws Exception {
        var id = copy("GROWN");
        bench.addPartitions("GROWN", 3);
        for (int i = 0; i < 12; i++) {
            topics.put("GROWN", i, "{\"V\":%d}".formatted(i));
        }
        await(() -> assertThat(bench.values("GROWN_COPY")).hasSize(12));
        awaitState(engine, id, "RUNNING");
        assertThat(Workbench.errors(engine, id)).isEmpty();
    }

    @Test
    void aStatefulQueryDoesNotGoOnWithOtherPartitions() throws Exception {
        var id =
                query(
                        "COUNTED",
                        1,
                        "CREATE TABLE %1$s_N AS SELECT ID, COUNT(*) AS N FROM %1$s GROUP BY ID;");
        topics.put("COUNTED", 1, "{\"V\":1}");
        await(() -> assertThat(bench.values("COUNTED_N")).containsExactly("{\"N\":1}"));

        bench.addPartitions("COUNTED", 2);
        awaitError(id, "USER", "has 2 partitions now and had 1 when its state was made");
        assertThat(lastError(id).message()).contains("DROP the query's source");
    }

    @Test
    void rightsThatAreTakenAndGivenBack() throws Exception {
        var id = copy("LOCKED");
        topics.put("LOCKED", 1, "{\"V\":1}");
        await(() -> assertThat(bench.values("LOCKED_COPY")).hasSize(1));

        bench.deny("LOCKED", AclOperation.READ);
        awaitError(id, "USER", "The cluster doesn't let this app read the topic LOCKED: grant it");
        topics.put("LOCKED", 1, "{\"V\":2}");
        bench.undoDeny("LOCKED", AclOperation.READ);
        await(() -> assertThat(bench.values("LOCKED_COPY")).contains("{\"V\":2}"));

        bench.deny("LOCKED_COPY", AclOperation.WRITE);
        topics.put("LOCKED", 1, "{\"V\":3}");
        awaitError(id, "USER", "doesn't let this app use the topic LOCKED_COPY: grant it");
        bench.undoDeny("LOCKED_COPY", AclOperation.WRITE);
        await(() -> assertThat(bench.values("LOCKED_COPY")).contains("{\"V\":3}"));
        awaitState(engine, id, "RUNNING");
    }

    /** A file where the directory should be: root may write everywhere, so rights don't do. */
    @Test
    void aStateDirectoryThatCannotBeUsedIsTriedAgain() throws Exception {
        var other = directory.resolve("other");
        Files.createDirectories(other);
        var blocked = other.resolve("test-0");
        Files.writeString(blocked, "in the way");
        topics.create("STORED", 1);
        var fixtureOfOther = new EngineFixture(kafka, "disk", other, BuiltInFunctions.registry());
        try (var sql = fixtureOfOther.running()) {
            Workbench.run(
                    sql,
                    "CREATE STREAM STORED (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='STORED', VALUE_FORMAT='JSON');");
            var id =
                    Workbench.start(
                            sql,
                            "CREATE TABLE STORED_N AS SELECT ID, COUNT(*) AS N FROM STORED GROUP BY ID;");
            topics.put("STORED", 1, "{\"V\":1}");
            await(
                    () -> {
                        assertThat(Workbench.state(sql, id)).isEqualTo("ERROR");
                        var error = Workbench.lastError(sql, id);
                        assertThat(error.type()).isEqualTo("SYSTEM");
                        assertThat(error.message())
                                .contains("state on this machine's disk can't be used");
                    });

            Files.delete(blocked);
            await(() -> assertThat(bench.values("STORED_N")).containsExactly("{\"N\":1}"));
            awaitState(sql, id, "RUNNING");
        }
    }

    @Test
    void aRowThatIsTooLargeSaysSo() throws Exception {
        topics.create("WIDE_COPY", 1);
        bench.setConfig("WIDE_COPY", "max.message.bytes", "500");
        var id =
                query(
                        "WIDE",
                        1,
                        "SET 'producer.compression.type'='none'; CREATE STREAM %1$s_COPY WITH (KAFKA_TOPIC='WIDE_COPY') AS SELECT ID, RPAD('x', V, 'y') AS T FROM %1$s;");
        topics.put("WIDE", 1, "{\"V\":2000}");
        awaitError(id, "USER", "A row is larger than the topic WIDE_COPY takes");
        bench.setConfig("WIDE_COPY", "max.message.bytes", "50000");
        await(() -> assertThat(bench.values("WIDE_COPY")).hasSize(1));
    }
}
