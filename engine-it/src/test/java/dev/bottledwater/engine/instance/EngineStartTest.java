// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.engine.EngineHealth;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.EngineUnavailableException;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.catalog.CatalogChange;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.catalog.CatalogListener;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.catalog.StoredQuery;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.function.FunctionRegistry;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.AbstractStringAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

class EngineStartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final FunctionRegistry NO_FUNCTIONS = new FunctionRegistry(List.of(), List.of());

    @TempDir Path directory;

    @Test
    void waitsForKafkaAndSaysSo() {
        try (var kafka = EmbeddedKafka.launch()) {
            kafka.stop();
            var fixture = new EngineFixture(kafka, "catalog", directory, NO_FUNCTIONS);
            try (var engine = fixture.start()) {
                assertThat(engine.state()).isInstanceOf(EngineState.Starting.class);
                assertThatThrownBy(() -> EngineFixture.execute(engine, "SHOW STREAMS;"))
                        .isInstanceOf(EngineUnavailableException.class)
                        .hasMessageStartingWith("The SQL engine is starting: ");
                awaitDegraded(
                        engine, reason -> reason.contains("Kafka").contains("(trying again)"));
                assertThatThrownBy(() -> EngineFixture.execute(engine, "SHOW STREAMS;"))
                        .isInstanceOf(EngineUnavailableException.class)
                        .hasMessageStartingWith("The SQL engine can't take statements yet: ");
                assertThat(engine.health()).isEqualTo(new EngineHealth(false, false, false));
                kafka.start();
                EngineFixture.awaitRunning(engine);
                assertThat(engine.health().isWhole()).isTrue();
                assertThat(engine.kafkaClusterId()).isNotEmpty();
                assertThat(EngineFixture.execute(engine, "SHOW STREAMS;")).hasSize(1);
                kafka.stop();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () ->
                                        assertThat(engine.state())
                                                .isInstanceOf(EngineState.Degraded.class));
                assertThat(EngineFixture.execute(engine, "SHOW STREAMS;")).hasSize(1);
                assertThat(engine.health()).isEqualTo(new EngineHealth(true, false, false));
                kafka.start();
                EngineFixture.awaitRunning(engine);
            }
        }
    }

    @Test
    void namesTheCommandThatCreatesTheCatalogTopic() throws Exception {
        try (var kafka =
                EmbeddedKafka.launch(
                        EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.DEDICATED))) {
            var fixture = new EngineFixture(kafka, "my-catalog", directory, NO_FUNCTIONS);
            try (var engine = fixture.start()) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () ->
                                        assertThat(engine.state())
                                                .isEqualTo(
                                                        new EngineState.Degraded(
                                                                "Topic 'my-catalog' does not exist and this app may not create it. Create it: heroku kafka:topics:create my-catalog --partitions 1 --retention-time 14d (trying again)")));
                assertThat(engine.health()).isEqualTo(new EngineHealth(false, true, false));
                kafka.createTopic("my-catalog", 1);
                EngineFixture.awaitRunning(engine);
            }
        }
    }

    @Test
    void aClosedEngineStaysClosed() {
        try (var kafka = EmbeddedKafka.launch()) {
            var fixture = new EngineFixture(kafka, "catalog", directory, NO_FUNCTIONS);
            var engine = fixture.running();
            assertThat(EngineFixture.execute(engine, "SHOW TOPICS;"))
                    .isEqualTo(
                            List.of(
                                    new StatementResult.TopicList(
                                            "SHOW TOPICS;", false, List.of())));
            engine.close();
            engine.close();
            assertThat(engine.state()).isEqualTo(new EngineState.Stopped());
            assertThatThrownBy(() -> engine.execute("SHOW STREAMS;", Map.of(), Map.of()))
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessage("The SQL engine is stopping.");
            assertThatThrownBy(engine::start).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aQueryThatCanNotBeReadKeepsNothingElseFromRunning() throws Exception {
        try (var kafka = EmbeddedKafka.launch()) {
            var fixture = new EngineFixture(kafka, "catalog", directory, NO_FUNCTIONS);
            fixture.running().close();
            try (var log =
                    new CatalogLog(fixture.config("by-hand"), TopicNames.unchanged(), NOBODY)) {
                log.start();
                var entry =
                        new CatalogEntry.Command("stream/`X`/create", "made by hand", "CSAS_X_1");
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(
                                () ->
                                        log.append(
                                                        log.state(),
                                                        entry,
                                                        List.of(
                                                                new CatalogChange.PutQuery(
                                                                        new StoredQuery(
                                                                                new QueryInfo(
                                                                                        "CSAS_X_1",
                                                                                        "CREATE STREAM X AS SELECT * FROM Y;",
                                                                                        List.of(
                                                                                                "Y"),
                                                                                        "X"),
                                                                                "{\"version\":99}",
                                                                                Map.of(),
                                                                                false))))
                                                .isPresent());
            }
            try (var engine = fixture.running()) {
                var query =
                        ((StatementResult.QueryDescriptions)
                                        EngineFixture.execute(engine, "SHOW QUERIES EXTENDED;")
                                                .getFirst())
                                .queries()
                                .getFirst();
                assertThat(query.hostStatus().values()).containsExactly("ERROR");
                assertThat(query.executionPlan()).contains("has version 99");
                assertThat(query.errors())
                        .singleElement()
                        .satisfies(e -> assertThat(e.message()).contains("has version 99"));
                assertThat(EngineFixture.execute(engine, "TERMINATE CSAS_X_1; SHOW QUERIES;"))
                        .last()
                        .isEqualTo(new StatementResult.QueryList("SHOW QUERIES;", List.of()));
            }
        }
    }

    @Test
    void runsOnWhereTheCatalogLogCanNotBeFollowed() throws Exception {
        try (var kafka = EmbeddedKafka.launch()) {
            kafka.createTopic("in", 1);
            var fixture =
                    new EngineFixture(kafka, "catalog", directory, BuiltInFunctions.registry());
            try (var engine = fixture.running()) {
                EngineFixture.execute(
                        engine,
                        "CREATE STREAM S (V INT) WITH (kafka_topic='in', value_format='JSON');"
                                + "CREATE STREAM T AS SELECT V + 1 AS W FROM S;");
                send(kafka, "catalog", "not an entry");
                awaitDegradedAtOffset2(engine);
                assertThat(engine.health()).isEqualTo(new EngineHealth(true, true, false));
                goesOn(kafka, engine, "1", "2");
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> isCounted(engine));
                assertThatThrownBy(() -> EngineFixture.execute(engine, "DROP STREAM T;"))
                        .hasMessageStartingWith("The catalog can't be changed now. ")
                        .hasMessageContaining("at offset 2");
            }
            // no less after a restart
            try (var engine = fixture.start()) {
                awaitDegradedAtOffset2(engine);
                goesOn(kafka, engine, "2", "3");
                assertThatThrownBy(() -> EngineFixture.execute(engine, "CREATE TYPE X AS INT;"))
                        .hasMessageContaining("set KSQL_BW_CATALOG_SKIP=2");
            }
        }
    }

    private static void awaitDegradedAtOffset2(KafkaSqlEngine engine) {
        awaitDegraded(
                engine,
                reason ->
                        reason.contains("at offset 2")
                                .endsWith("Queries run on as version 2 of the catalog has them."));
    }

    private static void awaitDegraded(
            KafkaSqlEngine engine, Consumer<AbstractStringAssert<?>> reason) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(engine.state())
                                        .isInstanceOfSatisfying(
                                                EngineState.Degraded.class,
                                                d -> reason.accept(assertThat(d.reason()))));
    }

    private static void isCounted(KafkaSqlEngine engine) {
        assertThat(engine.metrics())
                .singleElement()
                .satisfies(
                        query -> {
                            assertThat(query.state()).isEqualTo("RUNNING");
                            assertThat(query.consumed().get("in").records()).isEqualTo(1);
                            assertThat(query.consumed().get("in").bytes()).isPositive();
                            assertThat(query.produced().get("T").records()).isEqualTo(1);
                            assertThat(query.produced().get("T").bytes()).isPositive();
                            assertThat(query.lag()).containsOnly(Map.entry("in", 0.0));
                        });
    }

    /** What comes in goes through the query, and what is known can be asked for. */
    private static void goesOn(EmbeddedKafka kafka, KafkaSqlEngine engine, String in, String out)
            throws Exception {
        assertThat(EngineFixture.execute(engine, "SHOW QUERIES;").getFirst())
                .isInstanceOfSatisfying(
                        StatementResult.QueryList.class,
                        list -> assertThat(list.queries()).hasSize(1));
        // It reads what comes from then on.
        Workbench.awaitState(engine, Workbench.only(engine), "RUNNING");
        try (var rows =
                engine.query(
                        "SELECT * FROM T WHERE W = %s EMIT CHANGES LIMIT 1;".formatted(out),
                        Map.of("auto.offset.reset", "earliest"),
                        Map.of())) {
            send(kafka, "in", "{\"V\":%s}".formatted(in));
            assertThat(rows.next(Duration.ofSeconds(60)))
                    .hasValueSatisfying(
                            event ->
                                    assertThat(event)
                                            .isInstanceOfSatisfying(
                                                    RowStream.Event.Row.class,
                                                    row ->
                                                            assertThat(row.values())
                                                                    .containsExactly(
                                                                            Integer.valueOf(out))));
        }
    }

    private static void send(EmbeddedKafka kafka, String topic, String value) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        kafka.clientProperties(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static final CatalogListener NOBODY =
            new CatalogListener() {
                @Override
                public void replayed(CatalogEntry entry) {}

                @Override
                public void caughtUp(CatalogState state) {}

                @Override
                public void changed(CatalogState before, CatalogState after, CatalogEntry entry) {}

                @Override
                public void healed(CatalogState before, CatalogState after) {}

                @Override
                public void unreadable(String reason) {}

                @Override
                public void readable() {}
            };
}
