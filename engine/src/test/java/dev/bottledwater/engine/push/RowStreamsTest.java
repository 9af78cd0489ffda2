// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static dev.bottledwater.engine.physical.TestPlans.column;
import static dev.bottledwater.engine.physical.TestPlans.compare;
import static dev.bottledwater.engine.physical.TestPlans.literal;
import static dev.bottledwater.engine.physical.TestPlans.named;
import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.totals;
import static dev.bottledwater.engine.physical.TestPlans.totalsByRegion;
import static dev.bottledwater.engine.physical.TestPlans.tumbling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.LoggedEntries;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.plan.QueryPlan.Emit;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class RowStreamsTest {
    private static final Map<String, String> EARLIEST = Map.of("auto.offset.reset", "earliest");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration MOMENT = Duration.ofMillis(150);

    private final FakeTopic topic = new FakeTopic();
    private final LoggedEntries log = new LoggedEntries();

    private RowStreams streams(int budget) {
        return new RowStreams(
                topic,
                Map.of(),
                budget,
                TopicNames.unchanged(),
                log,
                ExpressionCompiler.interpreter(),
                Formats.builtIn());
    }

    private RowStream push(PlanNode root) {
        return streams(1000).open(query(root), Catalog.EMPTY, EARLIEST);
    }

    private static String order(String region, long amount) {
        return "{\"REGION\":\"" + region + "\",\"AMOUNT\":" + amount + "}";
    }

    /** Everything up to the first pause or the end, as text. */
    private static List<String> drain(RowStream rows) throws InterruptedException {
        var texts = new ArrayList<String>();
        var wait = PATIENCE;
        while (true) {
            var event = rows.next(wait);
            if (event.isEmpty()) {
                return texts;
            }
            texts.add(text(event.get()));
            if (event.get() instanceof Event.End || event.get() instanceof Event.Failed) {
                return texts;
            }
            wait = MOMENT;
        }
    }

    private static String text(Event event) {
        return switch (event) {
            case Event.Row(var values, boolean tombstone) ->
                    (tombstone ? "-" : "") + Arrays.toString(values);
            case Event.Line(var line) -> line;
            case Event.End(var message) -> "end: " + message;
            case Event.Failed(var message) -> "failed: " + message;
        };
    }

    private static PlanNode big(SourceKind kind) {
        var scan = scan(orders(kind));
        var filter =
                new PlanNode.Filter(
                        scan,
                        compare(
                                column(scan, "AMOUNT"),
                                ComparisonOperator.GREATER,
                                literal(10L, Primitive.BIGINT)));
        return new PlanNode.Project(
                filter, List.of("ID"), List.of(named("AMOUNT", column(filter, "AMOUNT"))));
    }

    private static Catalog ordersCreatedBy(@Nullable String query) {
        var source = orders(SourceKind.TABLE);
        return Catalog.EMPTY.withSource(
                new Source(
                        source.name(),
                        source.kind(),
                        RowSchema.of(source.keyColumns(), source.valueColumns()),
                        source.topic(),
                        FormatSpec.of("KAFKA"),
                        FormatSpec.of("JSON"),
                        null,
                        null,
                        false,
                        "",
                        query));
    }

    @Test
    void pushesAStreamInTheOrderOfTheSelectListUntilTheLimit() throws Exception {
        topic.put(1L, order("n", 5)).put(2L, order("n", 11)).put(3L, null).put(4L, order("n", 12));
        var root = big(SourceKind.STREAM);
        var plan =
                new QueryPlan(
                        root,
                        List.of(
                                new QueryPlan.OutputColumn("AMOUNT", 1),
                                new QueryPlan.OutputColumn("ID", 0)),
                        Emit.CHANGES,
                        2L,
                        List.of("ORDERS"));
        try (var rows = streams(10).open(plan, Catalog.EMPTY, EARLIEST)) {
            assertThat(rows.kind()).isEqualTo(RowStream.Kind.PUSH);
            assertThat(rows.queryId()).startsWith("transient_ORDERS_");
            assertThat(rows.columns())
                    .extracting(RowStream.ResultColumn::name)
                    .containsExactly("AMOUNT", "ID");
            assertThat(drain(rows)).containsExactly("[11, 2]", "[12, 4]", "end: Limit Reached");
            assertThat(rows.next(Duration.ZERO)).contains(new Event.End("Limit Reached"));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(topic.open).hasValue(0));
    }

    @Test
    void beginsAtTheEndUnlessAskedOtherwise() throws Exception {
        topic.put(1L, order("n", 11));
        try (var rows = streams(10).open(query(big(SourceKind.STREAM)), Catalog.EMPTY, Map.of())) {
            assertThat(rows.next(MOMENT)).isEmpty();
            topic.put(2L, order("n", 12));
            assertThat(drain(rows)).containsExactly("[2, 12]");
        }
    }

    @Test
    void logsWhatItCannotReadAndGoesOn() throws Exception {
        topic.put(1L, "{bad").put(2L, order("n", 12));
        try (var rows = push(big(SourceKind.STREAM))) {
            assertThat(drain(rows)).containsExactly("[2, 12]");
            assertThat(log.entries())
                    .singleElement()
                    .satisfies(
                            e -> {
                                assertThat(e.type())
                                        .isEqualTo(ProcessingLog.Type.DESERIALIZATION_ERROR);
                                assertThat(e.offset()).isZero();
                                assertThat(e.queryId()).isEqualTo(rows.queryId());
                            });
        }
    }

    @Test
    void sendsATombstoneWhenARowThatWasSentNoLongerMatches() throws Exception {
        topic.put(1L, order("n", 5))
                .put(1L, order("n", 50))
                .put(1L, order("n", 6))
                .put(1L, null)
                .put(2L, order("n", 60))
                .put(2L, null)
                .put(2L, null);
        try (var rows = push(big(SourceKind.TABLE))) {
            assertThat(drain(rows))
                    .containsExactly("[1, 50]", "-[1, null]", "[2, 60]", "-[2, null]");
        }
    }

    @Test
    void undoesUpdatesAndDeletesInTotalsOverATable() throws Exception {
        topic.put(1L, order("north", 10))
                .put(2L, order("north", 5))
                .put(1L, order("south", 12))
                .put(1L, order("south", 20))
                .put(2L, null)
                .put(2L, null);
        try (var rows = push(totalsByRegion(scan(orders(SourceKind.TABLE)), null))) {
            assertThat(drain(rows))
                    .containsExactly(
                            "[north, 1, 10]",
                            "[north, 2, 15]",
                            "[north, 1, 5]",
                            "[south, 1, 12]",
                            "[south, 1, 20]",
                            "[north, 0, 0]");
        }
    }

    @Test
    void appliesHaving() throws Exception {
        topic.put(1L, order("n", 1)).put(1L, null).put(2L, order("n", 2));
        try (var rows = push(totals(scan(orders(SourceKind.TABLE)), null, 0L))) {
            assertThat(drain(rows)).containsExactly("[n, 1, 1]", "-[n, null, null]", "[n, 1, 2]");
        }
    }

    @Test
    void countsPerWindow() throws Exception {
        topic.put(1L, order("n", 1), 100).put(1L, order("n", 2), 1100).put(1L, order("n", 4), 900);
        try (var rows =
                push(
                        totalsByRegion(
                                scan(orders(SourceKind.STREAM)), tumbling(1000, null, false)))) {
            assertThat(drain(rows)).containsExactly("[n, 1, 1]", "[n, 1, 2]", "[n, 2, 5]");
        }
    }

    @Test
    void emitsWindowsWhenTheyClose() throws Exception {
        topic.put(1L, order("n", 1), 100).put(1L, order("n", 2), 900);
        try (var rows =
                push(totalsByRegion(scan(orders(SourceKind.STREAM)), tumbling(1000, 0L, true)))) {
            assertThat(rows.next(MOMENT)).isEmpty();
            topic.put(1L, order("n", 4), 1000).put(1L, order("n", 8), 500);
            assertThat(drain(rows)).containsExactly("[n, 2, 3]");
        }
    }

    @Test
    void refusesSessionWindows() {
        var session = new Windowing(KeyWindow.Type.SESSION, 1000, 1000, null, null, false);

        assertThatThrownBy(() -> push(totalsByRegion(scan(orders(SourceKind.STREAM)), session)))
                .hasMessageContaining("SESSION windows are not available in push queries yet");
    }

    @Test
    void endsWhenItNeedsMoreMemoryThanItMayHave() throws Exception {
        for (int i = 0; i < 5; i++) {
            topic.put((long) i, order("r" + i, 1));
        }
        try (var rows =
                streams(3)
                        .open(
                                query(totalsByRegion(scan(orders(SourceKind.STREAM)), null)),
                                Catalog.EMPTY,
                                EARLIEST)) {
            assertThat(drain(rows))
                    .hasSize(4)
                    .last()
                    .asString()
                    .startsWith("failed: The query needs more than 3 rows or groups")
                    .contains("CREATE TABLE … AS SELECT");
        }
    }

    @Test
    void stopsReadingWhileTheReaderIsSlow() throws Exception {
        for (int i = 0; i < 2000; i++) {
            topic.put((long) i, order("n", 100 + i));
        }
        try (var rows = push(big(SourceKind.STREAM))) {
            await().atMost(PATIENCE).until(() -> topic.handedOut.get() > 256);
            await().during(Duration.ofMillis(300))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(topic.handedOut.get()).isLessThan(300));

            var read = drain(rows);
            assertThat(read).hasSize(2000).first().isEqualTo("[0, 100]");
            assertThat(read).last().isEqualTo("[1999, 2099]");
        }
    }

    @Test
    void freesItsReaderWhenClosedWithAFullQueue() throws Exception {
        for (int i = 0; i < 1000; i++) {
            topic.put((long) i, order("n", 100));
        }
        var rows = push(big(SourceKind.STREAM));
        await().atMost(PATIENCE).until(() -> topic.handedOut.get() > 256);
        rows.close();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(topic.open).hasValue(0));
        assertThat(rows.next(Duration.ZERO)).contains(new Event.End(null));
    }

    @Test
    void pullsAStreamToItsEnd() throws Exception {
        topic.put(1L, order("n", 11)).put(2L, order("n", 12));
        try (var rows =
                streams(10)
                        .open(query(big(SourceKind.STREAM), null, null), Catalog.EMPTY, Map.of())) {
            assertThat(rows.kind()).isEqualTo(RowStream.Kind.PULL_STREAM);
            assertThat(drain(rows)).containsExactly("[1, 11]", "[2, 12]", "end: Query Completed");
        }
    }

    @Test
    void pullsTheLastRowsOfATable() throws Exception {
        topic.put(1L, order("n", 11))
                .put(2L, order("n", 12))
                .put(1L, order("n", 5))
                .put(3L, order("n", 13))
                .put(3L, null)
                .put(2L, order("n", 22));
        try (var rows =
                streams(10)
                        .open(
                                query(big(SourceKind.TABLE), null, null),
                                ordersCreatedBy("CTAS_ORDERS_1"),
                                Map.of())) {
            assertThat(rows.kind()).isEqualTo(RowStream.Kind.PULL_TABLE);
            assertThat(rows.columns())
                    .extracting(RowStream.ResultColumn::key)
                    .containsExactly(true, false);
            assertThat(drain(rows)).containsExactly("[2, 22]", "end: null");
        }
    }

    @Test
    void refusesToPullATableThatNoQueryKeeps() {
        assertThatThrownBy(
                        () ->
                                streams(10)
                                        .open(
                                                query(big(SourceKind.TABLE), null, null),
                                                ordersCreatedBy(null),
                                                Map.of()))
                .hasMessage(
                        """
                        The `ORDERS` table isn't queryable. To derive a queryable table, you can do 'CREATE TABLE QUERYABLE_ORDERS AS SELECT * FROM ORDERS'. See https://cnfl.io/queries for more info.
                        Add EMIT CHANGES if you intended to issue a push query.""");
    }

    @Test
    void printsATopic() throws Exception {
        topic.put("c1".getBytes(StandardCharsets.UTF_8), "{\"A\":1}", 1_700_000_000_123L)
                .put((Long) null, null, 0)
                .put("c2".getBytes(StandardCharsets.UTF_8), "x", 0);
        try (var lines = streams(10).print(new PrintRequest("orders", true, 1, 3L))) {
            assertThat(drain(lines))
                    .containsExactly(
                            "Key format: KAFKA_STRING",
                            "Value format: JSON or KAFKA_STRING",
                            "rowtime: 2023/11/14 22:13:20.123 Z, key: c1, value: {\"A\":1}, partition: 0",
                            "rowtime: 1970/01/01 00:00:00.000 Z, key: <null>, value: <null>, partition: 0",
                            "rowtime: 1970/01/01 00:00:00.000 Z, key: c2, value: x, partition: 0",
                            "end: null");
        }
    }

    @Test
    void printsNumbersAsKeys() throws Exception {
        topic.put(7L, "x");
        try (var lines = streams(10).print(new PrintRequest("orders", true, 1, 1L))) {
            assertThat(drain(lines).get(2)).contains("key: 7,");
        }
    }

    @Test
    void namesAFormatAgainOnceThereIsDataToGuessFrom() throws Exception {
        topic.put((Long) null, null, 0).put(7L, "x");
        try (var lines = streams(10).print(new PrintRequest("orders", true, 1, 2L))) {
            assertThat(drain(lines)).element(2).asString().contains("key: <null>, value: <null>");
        }
        try (var lines = streams(10).print(new PrintRequest("orders", true, 1, 2L))) {
            assertThat(drain(lines).subList(3, 6))
                    .containsExactly(
                            "Key format: KAFKA_BIGINT or KAFKA_DOUBLE",
                            "Value format: KAFKA_STRING",
                            "rowtime: 1970/01/01 00:00:00.000 Z, key: 7, value: x, partition: 0");
        }
    }

    @Test
    void beginsWhereTheServerSaysUnlessTheStatementDoes() throws Exception {
        topic.put(1L, order("n", 11));
        var earliest =
                new RowStreams(
                        topic,
                        Map.of("ksql.streams.auto.offset.reset", "earliest"),
                        10,
                        TopicNames.unchanged(),
                        log,
                        ExpressionCompiler.interpreter(),
                        Formats.builtIn());
        var plan = query(big(SourceKind.STREAM));
        try (var rows = earliest.open(plan, Catalog.EMPTY, Map.of())) {
            assertThat(drain(rows)).containsExactly("[1, 11]");
        }
        try (var rows = earliest.open(plan, Catalog.EMPTY, Map.of("auto.offset.reset", "latest"))) {
            assertThat(rows.next(MOMENT)).isEmpty();
        }
    }

    @Test
    void sharesTheMemoryAmongQueriesAndGivesItBack() throws Exception {
        for (long i = 0; i < 4; i++) {
            topic.put(i, order("region " + i, 1));
        }
        var streams = streams(4);
        var plan = query(totalsByRegion(scan(orders(SourceKind.STREAM)), null));
        var running = new ArrayList<RowStream>();
        for (int i = 0; i < 3; i++) {
            running.add(streams.open(plan, Catalog.EMPTY, EARLIEST));
            assertThat(drain(running.get(i))).hasSize(4);
        }
        try (var rows = streams.open(plan, Catalog.EMPTY, EARLIEST)) {
            assertThat(drain(rows))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "failed: The queries that run now hold 12 rows or groups in memory together");
        }
        running.forEach(RowStream::close);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(streams.stateEntries()).isZero());
        try (var rows = streams.open(plan, Catalog.EMPTY, EARLIEST)) {
            assertThat(drain(rows)).hasSize(4);
        }
    }

    @Test
    void logsARecordOfATableThatHasNoKey() throws Exception {
        topic.put((Long) null, order("n", 11), 0).put(1L, order("n", 12));
        try (var rows = push(big(SourceKind.TABLE))) {
            assertThat(drain(rows)).containsExactly("[1, 12]");
        }
        assertThat(log.entries())
                .singleElement()
                .satisfies(e -> assertThat(e.message()).contains("ORDERS has no key"));
    }
}
