// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.physical.TestPlans;
import dev.bottledwater.engine.query.Cluster;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.engine.topology.LoggedEntries;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.QueryPlan.Emit;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Transient queries on a broker with Heroku's TLS and ACLs. */
class RowStreamsOnKafkaTest {
    private static final Map<String, String> EARLIEST = Map.of("auto.offset.reset", "earliest");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static RowStreams streams() {
        var config = cluster.config(Path.of("unused"), Map.of());
        return new RowStreams(
                config.kafkaClientProperties(),
                config.properties(),
                TopicNames.unchanged(),
                new LoggedEntries(),
                ExpressionCompiler.interpreter(),
                Formats.builtIn(),
                (_, _, _) -> Optional.empty());
    }

    private static PlanNode orders(String topic) {
        return scan(
                new ScannedSource(
                        "ORDERS",
                        SourceKind.STREAM,
                        topic,
                        TestPlans.KEY,
                        TestPlans.VALUE,
                        FormatSpec.of("KAFKA"),
                        FormatSpec.of("JSON"),
                        null,
                        null));
    }

    private static List<Event> untilTheEnd(RowStream rows) throws InterruptedException {
        var events = new ArrayList<Event>();
        while (true) {
            var event = rows.next(PATIENCE).orElseThrow();
            events.add(event);
            if (event instanceof Event.End || event instanceof Event.Failed) {
                return events;
            }
        }
    }

    @Test
    void readsFromTheBeginningToTheLimitAndLeavesNothingBehind() throws Exception {
        cluster.createTopic("push1", 3);
        for (int i = 0; i < 30; i++) {
            cluster.put("push1", i, "{\"AMOUNT\":" + i + "}");
        }
        var topics = cluster.topics();
        var groups = cluster.groups();
        try (var rows =
                streams()
                        .open(query(orders("push1"), Emit.CHANGES, 20L), Catalog.EMPTY, EARLIEST)) {
            assertThat(untilTheEnd(rows))
                    .hasSize(21)
                    .last()
                    .isEqualTo(new Event.End("Limit Reached"));
            assertThat(cluster.topics()).isEqualTo(topics);
            assertThat(cluster.groups()).isEqualTo(groups);
        }
    }

    @Test
    void pullsAStreamToTheEndOfEveryPartition() throws Exception {
        cluster.createTopic("push2", 3);
        for (int i = 0; i < 1000; i++) {
            cluster.put("push2", i, "{\"AMOUNT\":" + i + "}");
        }
        try (var rows =
                streams().open(query(orders("push2"), null, null), Catalog.EMPTY, Map.of())) {
            assertThat(untilTheEnd(rows))
                    .hasSize(1001)
                    .last()
                    .isEqualTo(new Event.End("Query Completed"));
        }
    }

    @Test
    void seesARecordBeforeTheNextIsWritten() throws Exception {
        cluster.createTopic("push3", 1);
        try (var rows =
                streams()
                        .open(
                                query(orders("push3"), Emit.CHANGES, null),
                                Catalog.EMPTY,
                                Map.of())) {
            for (long i = 0; i < 20; i++) {
                cluster.put("push3", i, "{\"AMOUNT\":1}");
                assertThat(rows.next(PATIENCE)).isPresent();
            }
        }
    }

    /** They go over to one consumer meanwhile. */
    @Test
    void readersFromTheBeginningSeeAllRowsOnceWhileTheyAreWritten() throws Exception {
        cluster.createTopic("push9", 1);
        var streams = streams();
        var open = new ArrayList<RowStream>();
        for (long i = 0; i < 300; i++) {
            if (i % 50 == 0 && i < 250) {
                open.add(streams.open(query(orders("push9")), Catalog.EMPTY, EARLIEST));
            }
            cluster.put("push9", i, "{\"AMOUNT\":1}");
        }
        for (var rows : open) {
            for (long i = 0; i < 300; i++) {
                var row = (Event.Row) rows.next(PATIENCE).orElseThrow();
                assertThat(row.values()[0]).isEqualTo(i);
            }
        }
        cluster.put("push9", 300, "{\"AMOUNT\":1}");
        for (var rows : open) {
            assertThat(((Event.Row) rows.next(PATIENCE).orElseThrow()).values()[0]).isEqualTo(300L);
            assertThat(rows.next(Duration.ofMillis(100))).isEmpty();
            rows.close();
        }
    }

    @Test
    void namesATopicThatIsNotThere() {
        assertThatThrownBy(() -> streams().open(query(orders("nowhere")), Catalog.EMPTY, EARLIEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The topic nowhere does not exist");
    }

    /** Streams that look at their topics often. */
    private static RowStreams watchful() {
        var config = cluster.config(Path.of("unused"), Map.of());
        return new RowStreams(
                AssignedTail.factory(
                        config.kafkaClientProperties(),
                        TopicNames.unchanged(),
                        Duration.ofMillis(300)),
                (_, _, _) -> Optional.empty(),
                Map.of(),
                new TransientLimits(1000, 1 << 20, 4),
                TopicNames.unchanged(),
                new LoggedEntries(),
                ExpressionCompiler.interpreter(),
                Formats.builtIn());
    }

    @Test
    void failsWhenItsTopicIsDeleted() throws Exception {
        cluster.createTopic("push4", 2);
        try (var rows = watchful().open(query(orders("push4")), Catalog.EMPTY, EARLIEST)) {
            assertThat(rows.next(Duration.ofSeconds(1))).isEmpty();
            cluster.deleteTopic("push4");
            assertThat(untilTheEnd(rows))
                    .containsExactly(
                            new Event.Failed(
                                    "The topic push4 was deleted while the query read it"));
        }
    }

    @Test
    void failsWhenItsTopicGrows() throws Exception {
        cluster.createTopic("push5", 1);
        try (var rows = watchful().open(query(orders("push5")), Catalog.EMPTY, EARLIEST)) {
            cluster.addPartitions("push5", 3);
            assertThat(untilTheEnd(rows))
                    .containsExactly(
                            new Event.Failed(
                                    "The topic push5 has 3 partitions now and had 1 when the query began; run the query again to read them all"));
        }
    }

    @Test
    void handsAllRowsToASlowReaderInOrder() throws Exception {
        cluster.createTopic("push6", 1);
        for (int i = 0; i < 600; i++) {
            cluster.put("push6", i, "{\"AMOUNT\":" + i + "}");
        }
        try (var rows = watchful().open(query(orders("push6")), Catalog.EMPTY, EARLIEST)) {
            var first = rows.next(PATIENCE).orElseThrow();
            assertThat(((Event.Row) first).values()[0]).isEqualTo(0L);
            // time for several checks of the topic, during which nobody reads
            var quiet = watchful().open(query(orders("push6")), Catalog.EMPTY, Map.of());
            assertThat(quiet.next(Duration.ofSeconds(2))).isEmpty();
            quiet.close();
            for (long i = 1; i < 600; i++) {
                var row = (Event.Row) rows.next(PATIENCE).orElseThrow();
                assertThat(row.values()[0]).isEqualTo(i);
            }
        }
    }

    @Test
    void saysWhenItMayNotReadATopic() throws Exception {
        cluster.createTopic("push7", 1);
        cluster.put("push7", 1, "{\"AMOUNT\":1}");
        cluster.deny("push7", AclOperation.READ);
        var denied =
                "The topic push7 can't be read: the cluster's access rules don't allow it to this app";
        try (var rows = streams().open(query(orders("push7")), Catalog.EMPTY, EARLIEST)) {
            assertThat(untilTheEnd(rows)).containsExactly(new Event.Failed(denied));
        }
        cluster.deny("push7", AclOperation.DESCRIBE);
        assertThatThrownBy(() -> streams().open(query(orders("push7")), Catalog.EMPTY, EARLIEST))
                .isInstanceOfSatisfying(
                        TopicException.class,
                        e -> assertThat(e.reason()).isEqualTo(TopicException.Reason.DENIED))
                .hasMessage(denied);
    }
}
