// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.engine.result.QueryActivity.Task;
import dev.bottledwater.engine.result.StatementResult.CommandResult;
import dev.bottledwater.engine.result.StatementResult.QueryDescriptions;
import dev.bottledwater.engine.result.StatementResult.QueryList;
import dev.bottledwater.engine.result.StatementResult.SourceDescriptions;
import dev.bottledwater.engine.result.StatementResult.SourceList;
import dev.bottledwater.engine.result.StatementResult.TopicStatistic;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The statements of the demo over change records written by hand, and a restart in the middle. */
class DemoStatementsTest {
    private static final String ORDERS = "shop.public.orders";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;

    @Test
    void theDemoRunsAndGoesOnAfterARestart() throws Exception {
        var script = Files.readString(Path.of("..", "demo", "demo.sql"));
        try (var kafka = EmbeddedKafka.launch();
                var topics = new KafkaTopics(kafka)) {
            topics.create(ORDERS, 2);
            topics.create("shop.public.customers", 1);
            topics.put(ORDERS, 1, order(1, "north", "open", "700.00", 1));
            topics.put(ORDERS, 2, order(2, "north", "open", "950.50", 2));
            topics.put(ORDERS, 3, order(3, "south", "cancelled", "999.00", 3));
            var fixture = new EngineFixture(kafka, "demo", directory, BuiltInFunctions.registry());
            try (var engine = fixture.running()) {
                var results =
                        engine.execute(script, Map.of("auto.offset.reset", "earliest"), Map.of());
                assertThat(results)
                        .map(r -> ((CommandResult) r).status().message())
                        .containsExactly(
                                "Table created",
                                "Table created",
                                "Stream created",
                                "Created query with ID CSAS_LARGE_ORDERS_4",
                                "Created query with ID CTAS_SALES_BY_REGION_5");
                assertThat(((CommandResult) results.getLast()).commandId())
                        .isEqualTo("table/`SALES_BY_REGION`/create");
                awaitTable(
                        topics,
                        Map.of(
                                "north",
                                "{\"ORDERS\":2,\"AMOUNT\":1650.50,\"COMMITS\":3}",
                                "south",
                                "{\"ORDERS\":1,\"AMOUNT\":999.00,\"COMMITS\":3}"));
                // another query, which goes at its own pace
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(topics.byId("LARGE_ORDERS"))
                                                .isEqualTo(
                                                        Map.of(
                                                                1L,
                                                                "{\"REGION\":\"NORTH\",\"AMOUNT\":700.00,\"SIZE\":\"large\"}",
                                                                2L,
                                                                "{\"REGION\":\"NORTH\",\"AMOUNT\":950.50,\"SIZE\":\"huge\"}")));
                topics.put(ORDERS, 2, order(2, "south", "open", "950.50", 4));
                topics.put(ORDERS, 3, null);
                awaitTable(
                        topics,
                        Map.of(
                                "north",
                                "{\"ORDERS\":1,\"AMOUNT\":700.00,\"COMMITS\":1}",
                                "south",
                                "{\"ORDERS\":1,\"AMOUNT\":950.50,\"COMMITS\":4}"));
                assertThat(
                                rows(
                                        engine,
                                        "SELECT region, orders, amount FROM sales_by_region EMIT CHANGES LIMIT 1;"))
                        .singleElement()
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                        .hasSize(3)
                        .element(2)
                        .isInstanceOf(BigDecimal.class);
                awaitLargeOrders(topics, 3);
            }
            topics.put(ORDERS, 4, order(4, "east", "open", "10.00", 5));
            try (var engine = fixture.running()) {
                assertThat(names(engine, "SHOW STREAMS;"))
                        .containsExactly("LARGE_ORDERS", "ORDER_EVENTS");
                assertThat(names(engine, "SHOW TABLES;"))
                        .containsExactly("CUSTOMERS", "ORDERS", "SALES_BY_REGION");
                assertThat(engine.commandStatus("stream/`LARGE_ORDERS`/create"))
                        .contains(
                                new CommandStatus(
                                        CommandStatus.Status.SUCCESS,
                                        "Created query with ID CSAS_LARGE_ORDERS_4",
                                        "CSAS_LARGE_ORDERS_4"));
                topics.put(ORDERS, 1, order(1, "north", "paid", "800.00", 6));
                awaitTable(
                        topics,
                        Map.of(
                                "north",
                                "{\"ORDERS\":1,\"AMOUNT\":800.00,\"COMMITS\":6}",
                                "south",
                                "{\"ORDERS\":1,\"AMOUNT\":950.50,\"COMMITS\":4}",
                                "east",
                                "{\"ORDERS\":1,\"AMOUNT\":10.00,\"COMMITS\":5}"));
                awaitLargeOrders(topics, 4);
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(
                                () -> {
                                    var queries =
                                            (QueryList)
                                                    EngineFixture.execute(engine, "SHOW QUERIES;")
                                                            .getFirst();
                                    assertThat(queries.queries())
                                            .hasSize(2)
                                            .allSatisfy(
                                                    q ->
                                                            assertThat(q.state())
                                                                    .isEqualTo("RUNNING"));
                                });
                describe(engine);
            }
        }
    }

    /** As many as there were changes of them: nothing is read twice. */
    private static void awaitLargeOrders(KafkaTopics topics, int changes) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.values("LARGE_ORDERS")).hasSize(changes));
    }

    private static void describe(KafkaSqlEngine engine) {
        var described =
                ((SourceDescriptions)
                                EngineFixture.execute(engine, "DESCRIBE order_events EXTENDED;")
                                        .getFirst())
                        .sources()
                        .getFirst();
        assertThat(described.partitions()).isEqualTo(2);
        assertThat(described.readQueries()).extracting("id").containsExactly("CSAS_LARGE_ORDERS_4");
        assertThat(described.sourceConstraints()).containsExactly("LARGE_ORDERS");
        assertThat(described.statistics())
                .allSatisfy(s -> assertThat(s.here()).isTrue())
                .allSatisfy(s -> assertThat(s.at()).isGreaterThan(1_700_000_000_000L))
                .anySatisfy(s -> counts(s, "consumer-total-messages"))
                .anySatisfy(s -> counts(s, "consumer-total-bytes"))
                .anySatisfy(s -> counts(s, "consumer-messages-per-sec"));
        var sink =
                ((SourceDescriptions)
                                EngineFixture.execute(engine, "DESCRIBE sales_by_region EXTENDED;")
                                        .getFirst())
                        .sources()
                        .getFirst();
        assertThat(sink.statistics())
                .anySatisfy(s -> counts(s, "total-messages"))
                .anySatisfy(s -> counts(s, "messages-per-sec"));
        var explained =
                ((QueryDescriptions)
                                EngineFixture.execute(engine, "EXPLAIN CSAS_LARGE_ORDERS_4;")
                                        .getFirst())
                        .queries()
                        .getFirst();
        assertThat(explained.tasks()).extracting(Task::id).containsExactly("0_0", "0_1");
        assertThat(explained.tasks().getLast().progress())
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.topic()).isEqualTo(ORDERS);
                            assertThat(p.partition()).isEqualTo(1);
                        });
        assertThat(sink.groupOffsets()).anySatisfy(o -> assertThat(o.topic()).isEqualTo(ORDERS));
        assertThat(sink.statement())
                .startsWith(
                        "CREATE TABLE SALES_BY_REGION WITH (CLEANUP_POLICY='compact', KAFKA_TOPIC='SALES_BY_REGION', PARTITIONS=2, REPLICAS=1, RETENTION_MS=604800000) AS SELECT\n  ORDERS.REGION REGION,\n");
    }

    private static void counts(TopicStatistic statistic, String name) {
        assertThat(statistic.name()).isEqualTo(name);
        assertThat(statistic.value()).isPositive();
    }

    private static List<String> names(KafkaSqlEngine engine, String sql) {
        return ((SourceList) EngineFixture.execute(engine, sql).getFirst())
                .sources().stream().map(s -> s.name()).toList();
    }

    private static void awaitTable(KafkaTopics topics, Map<String, String> expected) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(topics.table("SALES_BY_REGION")).isEqualTo(expected));
    }

    private static List<List<Object>> rows(KafkaSqlEngine engine, String sql) throws Exception {
        var rows = new ArrayList<List<Object>>();
        var end = System.nanoTime() + PATIENCE.toNanos();
        try (var stream = engine.query(sql, Map.of("auto.offset.reset", "earliest"), Map.of())) {
            while (System.nanoTime() < end) {
                switch (stream.next(Duration.ofSeconds(1)).orElse(null)) {
                    case RowStream.Event.Row row -> rows.add(java.util.Arrays.asList(row.values()));
                    case RowStream.Event.Line line -> rows.add(List.of(line.text()));
                    case RowStream.Event.End _ -> {
                        return rows;
                    }
                    case RowStream.Event.Failed failed -> throw new AssertionError(failed);
                    case null -> {}
                }
            }
        }
        throw new AssertionError("no end within 60 s: " + rows);
    }

    private static String order(long id, String region, String status, String amount, long commit) {
        return "{\"id\":%d,\"customer_id\":7,\"region\":\"%s\",\"status\":\"%s\",\"amount\":%s,\"commit_id\":%d}"
                .formatted(id, region, status, amount, commit);
    }
}
