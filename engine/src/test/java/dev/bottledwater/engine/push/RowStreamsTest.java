// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.totals;
import static dev.bottledwater.engine.physical.TestPlans.totalsByRegion;
import static dev.bottledwater.engine.physical.TestPlans.tumbling;
import static dev.bottledwater.engine.physical.TestPlans.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.QueryInfo;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.plan.QueryPlan.Emit;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.SourceKind;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Push queries. */
class RowStreamsTest extends RowStreamsFixture {
    @Test
    void pushesTheRowsOfTableFunctionsUntilTheLimit() throws Exception {
        topic.put(1L, "{\"REGION\":\"n\",\"NOTE\":\"a b\"}")
                .put(2L, null)
                .put(3L, "{\"REGION\":\"far s\",\"NOTE\":\"c\"}");
        var plan = query(words(scan(orders(SourceKind.STREAM))), Emit.CHANGES, 3L);
        try (var rows = streams(10).open(plan, Catalog.EMPTY, EARLIEST)) {
            assertThat(drain(rows))
                    .containsExactly(
                            "[1, n, a, n]",
                            "[1, n, b, null]",
                            "[3, far s, c, far]",
                            "end: Limit Reached");
        }
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
    void listensToAQueryWhereClientsAskForIt() {
        var properties =
                Map.of("auto.offset.reset", "latest", "ksql.query.push.v2.enabled", "true");
        var written =
                Catalog.EMPTY.withQuery(
                        new QueryInfo("CSAS_ORDERS_1", "", List.of("RAW"), "ORDERS"));
        var plan = query(big(SourceKind.STREAM));

        try (var rows = streams(10).open(plan, written, properties)) {
            assertThat(rows.queryId()).startsWith("SCALABLE_PUSH_QUERY_");
        }
        try (var rows = streams(10).open(plan, Catalog.EMPTY, properties)) {
            assertThat(rows.queryId()).startsWith("transient_ORDERS_");
        }
        try (var rows = streams(10).open(plan, written, EARLIEST)) {
            assertThat(rows.queryId()).startsWith("transient_ORDERS_");
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
    void leavesOutWhatAFunctionCannotTake() throws Exception {
        topic.put(1L, order("n", 1))
                .put(2L, order("n", Long.MIN_VALUE))
                .put(2L, order("n", 5))
                .put(3L, order("n", Long.MIN_VALUE))
                .put(3L, null);
        var table = totalsByRegion(scan(orders(SourceKind.TABLE)), null);
        try (var rows = push(table)) {
            assertThat(drain(rows))
                    .containsExactly("[n, 1, 1]", "[n, 1, 1]", "[n, 2, 6]", "[n, 2, 6]");
        }
        assertThat(log.entries()).hasSize(2);
        var stream = totalsByRegion(scan(orders(SourceKind.STREAM)), null);
        try (var rows = push(stream)) {
            assertThat(drain(rows)).containsExactly("[n, 1, 1]", "[n, 2, 6]");
        }
        assertThat(log.entries())
                .hasSize(4)
                .allSatisfy(
                        e ->
                                assertThat(e.message())
                                        .isEqualTo(
                                                "A row was left out of its group: SUM failed:"
                                                        + " IllegalStateException"));
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
    void sessionsGrowAndMerge() throws Exception {
        var session = new Windowing(KeyWindow.Type.SESSION, 1000, 1000, null, null, false);
        topic.put(1L, order("n", 1), 100).put(1L, order("n", 2), 1900);
        try (var rows = push(totalsByRegion(scan(orders(SourceKind.STREAM)), session))) {
            topic.put(1L, order("n", 4), 3000).put(1L, order("n", 8), 3000);
            topic.put(1L, order("n", 16), 3900);
            assertThat(drain(rows))
                    .containsExactly(
                            "[n, 1, 1]",
                            "[n, 1, 2]",
                            "[n, 1, 4]",
                            "[n, 2, 12]",
                            "-[n, null, null]",
                            "[n, 3, 28]");
        }
    }

    @Test
    void emitsSessionsWhenTheyClose() throws Exception {
        var session = new Windowing(KeyWindow.Type.SESSION, 1000, 1000, null, 0L, true);
        topic.put(1L, order("n", 1), 100).put(1L, order("n", 2), 900);
        try (var rows = push(totalsByRegion(scan(orders(SourceKind.STREAM)), session))) {
            assertThat(rows.next(MOMENT)).isEmpty();
            topic.put(1L, order("n", 4), 1900).put(1L, order("o", 8), 2900);
            assertThat(rows.next(MOMENT)).isEmpty();
            topic.put(1L, order("o", 16), 2901).put(1L, order("n", 32), 1500);
            assertThat(drain(rows)).containsExactly("[n, 3, 7]");
        }
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

            var read = take(rows, 2000);
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
    void beginsWhereTheServerSaysUnlessTheStatementDoes() throws Exception {
        topic.put(1L, order("n", 11));
        var earliest =
                new RowStreams(
                        topic,
                        (_, _, _) -> Optional.empty(),
                        Map.of("ksql.streams.auto.offset.reset", "earliest"),
                        new TransientLimits(10, 1 << 20, 4),
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
