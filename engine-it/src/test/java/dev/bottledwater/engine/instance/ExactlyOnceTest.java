// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.function.BuiltInFunctions;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** {@code processing.guarantee} on clusters that allow transactions and on one that doesn't. */
class ExactlyOnceTest {
    private static final Map<String, String> BY_SERVER =
            Map.of("ksql.streams.processing.guarantee", "exactly_once_v2");
    @TempDir static Path directory;
    private static EmbeddedKafka kafka;
    private static KafkaTopics topics;
    private static Workbench bench;

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
        topics = new KafkaTopics(kafka);
        bench = new Workbench(kafka);
    }

    @AfterAll
    static void close() {
        bench.close();
        topics.close();
        kafka.close();
    }

    private static EngineFixture fixture(String name) {
        return new EngineFixture(kafka, name, directory.resolve(name), BuiltInFunctions.registry());
    }

    @Test
    void isRefusedAtOnceWhereTheClusterDeniesTransactions() {
        topics.create("denied", 1);
        var create =
                "CREATE STREAM DENIED (V INT) WITH (KAFKA_TOPIC='denied', VALUE_FORMAT='JSON');";
        try (var engine = fixture("denied-catalog").running()) {
            Workbench.run(engine, create);
            for (var value : List.of("exactly_once_v2", "exactly_once", "exactly_once_beta")) {
                assertThatThrownBy(
                                () ->
                                        Workbench.run(
                                                engine,
                                                "SET 'processing.guarantee'='%s'; CREATE STREAM D2 AS SELECT * FROM DENIED;"
                                                        .formatted(value)))
                        .isInstanceOfSatisfying(
                                StatementFailedException.class,
                                e -> {
                                    assertThat(e.getMessage())
                                            .contains("doesn't let this app use transactions")
                                            .contains(
                                                    "TransactionalId '_confluent-ksql-denied_catalog_query_CSAS_D2_");
                                    assertThat(e.hint()).contains("at_least_once");
                                });
            }
            assertThatThrownBy(() -> Workbench.run(engine, "SET 'processing.guarantee'='twice';"))
                    .hasMessageContaining("expected 'at_least_once' or 'exactly_once_v2'");
            assertThatThrownBy(
                            () ->
                                    Workbench.run(
                                            engine,
                                            "SET 'processing.guarantee'='exactly_once_v2'; INSERT INTO DENIED SELECT * FROM DENIED;"))
                    .hasMessageContaining("transactions");
            var id = Workbench.start(engine, "CREATE STREAM D2 AS SELECT * FROM DENIED;");
            Workbench.awaitState(engine, id, "RUNNING");
        }
        try (var engine = fixture("denied-catalog").withProperties(BY_SERVER).running()) {
            assertThatThrownBy(
                            () ->
                                    Workbench.run(
                                            engine, "CREATE STREAM D3 AS SELECT * FROM DENIED;"))
                    .hasMessageContaining("doesn't let this app use transactions");
            // made without the property: its state tells
            Workbench.await(
                    () -> {
                        var error = Workbench.lastError(engine, Workbench.only(engine));
                        assertThat(error.type()).isEqualTo("USER");
                        assertThat(error.message())
                                .contains("use transactions")
                                .contains("at_least_once");
                    });
        }
    }

    @Test
    void countsEveryRecordOnceThoughTheQueryFailedAndBeganAgain() throws Exception {
        var app = "granted_catalog_";
        bench.allow(
                ResourceType.TRANSACTIONAL_ID,
                "_confluent-ksql-" + app,
                AclOperation.WRITE,
                AclOperation.DESCRIBE);
        topics.create("eo_in", 1);
        topics.create("EO_OUT", 1);
        topics.create("EO_N", 1);
        bench.setConfig("EO_OUT", "max.message.bytes", "2000");
        for (int i = 1; i <= 4; i++) {
            topics.put("eo_in", i, "{\"K\":\"a\",\"T\":\"" + i + "\"}");
        }
        topics.put("eo_in", 5, "{\"K\":\"a\",\"T\":\"" + noise(4000) + "\"}");
        try (var engine = fixture("granted-catalog").withProperties(BY_SERVER).running()) {
            Workbench.run(
                    engine,
                    "CREATE STREAM EO_IN (ID BIGINT KEY, K STRING, T STRING) WITH (KAFKA_TOPIC='eo_in', VALUE_FORMAT='JSON');");
            var id =
                    Workbench.start(
                            engine,
                            "CREATE STREAM EO_OUT WITH (KAFKA_TOPIC='EO_OUT') AS SELECT ID, K, LEN(T) AS L, T FROM EO_IN;");
            var count =
                    Workbench.start(
                            engine,
                            "CREATE TABLE EO_N WITH (KAFKA_TOPIC='EO_N') AS SELECT K, COUNT(*) AS N FROM EO_OUT GROUP BY K;");
            Workbench.await(() -> assertThat(Workbench.errors(engine, id)).hasSizeGreaterThan(1));

            bench.setConfig("EO_OUT", "max.message.bytes", "1000000");
            topics.put("eo_in", 6, "{\"K\":\"a\",\"T\":\"six\"}");

            Workbench.await(() -> assertThat(bench.values("EO_OUT")).hasSize(6));
            Workbench.await(
                    () ->
                            assertThat(bench.values("EO_N"))
                                    .contains("{\"N\":6}")
                                    .doesNotContain("{\"N\":7}"));
            Workbench.awaitState(engine, count, "RUNNING");
            // markers of transactions are there, and stop no reader
            assertThat(bench.offsets("EO_OUT")).isGreaterThan(6);
            assertThat(Workbench.rows(engine, "SELECT ID FROM EO_OUT EMIT CHANGES LIMIT 6;"))
                    .containsExactly(
                            List.of(1L),
                            List.of(2L),
                            List.of(3L),
                            List.of(4L),
                            List.of(5L),
                            List.of(6L));
            assertThat(Workbench.rows(engine, "SELECT K, N FROM EO_N;"))
                    .containsExactly(List.of("a", 6L));
        }
    }

    @Test
    void namesTransactionsWithThePrefixOfASharedPlan() throws Exception {
        var prefix = "columbia-1234.";
        bench.allow(
                ResourceType.TRANSACTIONAL_ID, prefix, AclOperation.WRITE, AclOperation.DESCRIBE);
        topics.create(prefix + "shared", 1);
        var fixture = fixture("shared-catalog").withNames(prefixed(prefix));
        try (var engine = fixture.withProperties(BY_SERVER).running()) {
            Workbench.run(
                    engine,
                    "CREATE STREAM SHARED (V INT) WITH (KAFKA_TOPIC='shared', VALUE_FORMAT='JSON');");
            var id = Workbench.start(engine, "CREATE STREAM S2 AS SELECT * FROM SHARED;");
            topics.put(prefix + "shared", 1, "{\"V\":1}");
            Workbench.await(
                    () -> assertThat(bench.values(prefix + "S2")).containsExactly("{\"V\":1}"));
            assertThat(bench.transactionalIds())
                    .filteredOn(t -> t.contains(id))
                    .isNotEmpty()
                    .allMatch(t -> t.startsWith(prefix));
        }
    }

    private static TopicNames prefixed(String prefix) {
        return new TopicNames() {
            @Override
            public String physicalTopic(String logical) {
                return logical.startsWith(prefix) ? logical : prefix + logical;
            }

            @Override
            public String logicalTopic(String physical) {
                return physical.startsWith(prefix) ? physical.substring(prefix.length()) : physical;
            }

            @Override
            public String physicalGroup(String logical) {
                return physicalTopic(logical);
            }
        };
    }

    /** Text that doesn't compress well. */
    private static String noise(int length) {
        var random = new Random(7);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + 2 + random.nextInt(56)));
        }
        return text.toString();
    }
}
