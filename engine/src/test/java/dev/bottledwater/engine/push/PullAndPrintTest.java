// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.pull.PullLimits;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.schema.SourceKind;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Pull queries and PRINT. */
class PullAndPrintTest extends RowStreamsFixture {
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
    void rowsOfATableComeInTheOrderOfTheirKeys() throws Exception {
        topic.put(3L, order("n", 11)).put(1L, order("n", 12)).put(2L, order("n", 13));
        try (var rows =
                streams(10)
                        .open(
                                query(big(SourceKind.TABLE), null, 2L),
                                ordersCreatedBy("CTAS_ORDERS_1"),
                                Map.of())) {
            assertThat(drain(rows)).containsExactly("[1, 12]", "[2, 13]", "end: null");
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
                        Add EMIT CHANGES if you intended to issue a push query.""")
                .isInstanceOfSatisfying(
                        TableNotStoredException.class,
                        e ->
                                assertThat(e.hint())
                                        .contains("each pull query reads the whole topic"));
    }

    @Test
    void pullsATableThatNoQueryKeepsWhereTheServerLetsIt() throws Exception {
        properties = Map.of("bw.pull.declared.tables", "true");
        topic.put(1L, order("n", 11)).put(2L, order("n", 12)).put(1L, order("n", 13));
        try (var rows =
                streams(10)
                        .open(
                                query(big(SourceKind.TABLE), null, null),
                                ordersCreatedBy(null),
                                Map.of())) {
            assertThat(drain(rows)).containsExactly("[1, 13]", "[2, 12]", "end: null");
        }
        properties = Map.of("bw.pull.declared.tables", "maybe");
        assertThatThrownBy(() -> streams(10))
                .hasMessage("bw.pull.declared.tables is 'maybe', but must be true or false");
    }

    @Test
    void pullsASourceTable() throws Exception {
        topic.put(1L, order("n", 11)).put(2L, order("n", 12)).put(1L, null);
        try (var rows =
                streams(10)
                        .open(
                                query(big(SourceKind.TABLE), null, null),
                                ordersAsSourceTable(),
                                Map.of())) {
            assertThat(rows.kind()).isEqualTo(RowStream.Kind.PULL_TABLE);
            assertThat(drain(rows)).containsExactly("[2, 12]", "end: null");
        }
    }

    @Test
    void pullQueriesThatReadATopicHaveALimitOfTheirOwn() throws Exception {
        topic.put(1L, order("n", 11));
        topicReads = 1;
        var one = streams(10);
        for (int i = 0; i < 3; i++) {
            try (var rows = one.open(streamQuery(), Catalog.EMPTY, Map.of())) {
                assertThat(drain(rows)).contains("[1, 11]");
            }
        }
        topicReads = 0;
        var none = streams(10);
        assertThatThrownBy(() -> none.open(streamQuery(), Catalog.EMPTY, Map.of()))
                .isInstanceOf(PullLimits.ReachedException.class)
                .hasMessage(
                        "This server runs at most 0 pull queries at a time that no store answers, so that a topic is read from its beginning (bw.pull.max.topic.reads).");
        assertThatThrownBy(
                        () ->
                                none.open(
                                        query(big(SourceKind.TABLE), null, null),
                                        ordersCreatedBy("CTAS_ORDERS_1"),
                                        Map.of()))
                .isInstanceOf(PullLimits.ReachedException.class);
        none.print(new PrintRequest("orders", true, 1, 3L)).close();
    }

    private static QueryPlan streamQuery() {
        return query(big(SourceKind.STREAM), null, null);
    }

    @Test
    void rowsThatTakeTooManyBytesEndTheQuery() throws Exception {
        stateBytes = 30_000;
        var streams = streams(1000);
        for (int i = 0; i < 100; i++) {
            topic.put(i % 5L, order("n".repeat(1000), 11));
        }
        var all = query(scan(orders(SourceKind.TABLE)), null, null);
        try (var rows = streams.open(all, ordersCreatedBy("CTAS_ORDERS_1"), Map.of())) {
            assertThat(drain(rows)).hasSize(6).last().isEqualTo("end: null");
        }
        topic.put(7L, order("n".repeat(6000), 11));
        try (var rows = streams.open(all, ordersCreatedBy("CTAS_ORDERS_1"), Map.of())) {
            assertThat(drain(rows))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "failed: The query needs more than 10,000 bytes for rows and groups in memory. The table is read from its topic");
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(streams.stateBytes()).isZero());
    }

    @Test
    void aTopicThatIsNotThereTakesNoPlace() throws Exception {
        topicReads = 1;
        var streams = streams(10);
        topic.missing = true;
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> streams.open(streamQuery(), Catalog.EMPTY, Map.of()))
                    .hasMessage("no topic");
        }
        topic.missing = false;
        try (var rows = streams.open(streamQuery(), Catalog.EMPTY, Map.of())) {
            assertThat(drain(rows)).containsExactly("end: Query Completed");
        }
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
}
