// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import static dev.bottledwater.engine.physical.TestPlans.column;
import static dev.bottledwater.engine.physical.TestPlans.compare;
import static dev.bottledwater.engine.physical.TestPlans.literal;
import static dev.bottledwater.engine.physical.TestPlans.named;
import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.totalsByRegion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.physical.TestPlans;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.LoggedEntries;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Persistent queries on a broker with Heroku's TLS and ACLs. */
class QueryRuntimeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> EARLIEST = Map.of("auto.offset.reset", "earliest");
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static Cluster cluster;

    @TempDir Path state;
    private final LoggedEntries log = new LoggedEntries();

    @BeforeAll
    static void start() {
        cluster = new Cluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private QueryRuntime runtime(Path stateDirectory) {
        return runtime(cluster.config(stateDirectory, Map.of()));
    }

    private QueryRuntime runtime(EngineConfig config) {
        return new QueryRuntime(
                config,
                TopicNames.unchanged(),
                log,
                ExpressionCompiler.interpreter(),
                Formats.builtIn(),
                QUICK);
    }

    private static ScannedSource source(SourceKind kind, String topic) {
        return new ScannedSource(
                "ORDERS",
                kind,
                topic,
                TestPlans.KEY,
                TestPlans.VALUE,
                FormatSpec.of("KAFKA"),
                FormatSpec.of("JSON"),
                null,
                null);
    }

    private static PhysicalPlan totals(String topic, String sink) {
        var root = totalsByRegion(scan(source(SourceKind.TABLE, topic)), null);
        return PhysicalPlanner.plan(query(root), TestPlans.sink(sink, root, "KAFKA", "JSON"));
    }

    private static PhysicalPlan big(String topic, String sink) {
        var scan = scan(source(SourceKind.STREAM, topic));
        var filter =
                new PlanNode.Filter(
                        scan,
                        compare(
                                column(scan, "AMOUNT"),
                                ComparisonOperator.GREATER,
                                literal(10L, Primitive.BIGINT)));
        var root =
                new PlanNode.Project(
                        filter, List.of("ID"), List.of(named("AMOUNT", column(filter, "AMOUNT"))));
        return PhysicalPlanner.plan(query(root), TestPlans.sink(sink, root, "KAFKA", "JSON"));
    }

    private static String order(String region, long amount) {
        return "{\"REGION\":\"" + region + "\",\"AMOUNT\":" + amount + "}";
    }

    private static void awaitRunning(QueryRuntime runtime, String id) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(runtime.status(id).orElseThrow().state())
                                        .isInstanceOf(QueryState.Running.class));
    }

    @Test
    void keepsTotalsOverATableRightAcrossRestarts(@TempDir Path otherState) throws Exception {
        cluster.createTopic("orders1", 3);
        cluster.createTopic("TOTALS1", 3);
        var definition =
                new QueryDefinition("CTAS_TOTALS_1", totals("orders1", "TOTALS1"), EARLIEST);
        try (var runtime = runtime(state)) {
            runtime.start(definition, false);
            for (int i = 0; i < 20; i++) {
                cluster.put("orders1", i, order(i % 2 == 0 ? "north" : "south", i));
            }
            cluster.put("orders1", 0, order("south", 100));
            cluster.put("orders1", 1, order("south", 50));
            cluster.put("orders1", 2, null);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(cluster.table("TOTALS1"))
                                            .containsEntry("north", "{\"N\":8,\"TOTAL\":88}")
                                            .containsEntry("south", "{\"N\":11,\"TOTAL\":249}"));
        }
        // with the state in place
        try (var runtime = runtime(state)) {
            runtime.start(definition, false);
            cluster.put("orders1", 4, order("west", 7));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(cluster.table("TOTALS1"))
                                            .containsEntry("north", "{\"N\":7,\"TOTAL\":84}")
                                            .containsEntry("west", "{\"N\":1,\"TOTAL\":7}"));
        }
        // on another machine, from the changelogs
        try (var runtime = runtime(otherState)) {
            runtime.start(definition, false);
            cluster.put("orders1", 4, null);
            cluster.put("orders1", 6, order("north", 1));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(cluster.table("TOTALS1"))
                                            .containsEntry("north", "{\"N\":7,\"TOTAL\":79}")
                                            .containsEntry("south", "{\"N\":11,\"TOTAL\":249}")
                                            .containsEntry("west", "{\"N\":0,\"TOTAL\":0}"));
        }
    }

    @Test
    void goesOnAfterAPoisonRecord() throws Exception {
        cluster.createTopic("orders2", 1);
        cluster.createTopic("BIG2", 1);
        try (var runtime = runtime(state)) {
            cluster.put("orders2", 1, order("n", 11));
            cluster.put("orders2", 2, "{nonsense");
            cluster.put("orders2", 3, order("n", 5));
            cluster.put("orders2", 4, order("n", 12));
            runtime.start(
                    new QueryDefinition("CSAS_BIG_2", big("orders2", "BIG2"), EARLIEST), false);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(cluster.values("BIG2"))
                                            .containsExactly("{\"AMOUNT\":11}", "{\"AMOUNT\":12}"));
            assertThat(log.entries())
                    .singleElement()
                    .satisfies(
                            e -> {
                                assertThat(e.type())
                                        .isEqualTo(ProcessingLog.Type.DESERIALIZATION_ERROR);
                                assertThat(e.topic()).isEqualTo("orders2");
                                assertThat(e.partition()).isZero();
                                assertThat(e.offset()).isEqualTo(1);
                            });
            assertThat(runtime.status("CSAS_BIG_2").orElseThrow().state())
                    .isInstanceOf(QueryState.Running.class);
        }
    }

    @Test
    void readsOnlyWhatComesWhenItStartsAtTheEnd() throws Exception {
        cluster.createTopic("orders3", 1);
        cluster.createTopic("BIG3", 1);
        cluster.put("orders3", 1, order("n", 11));
        try (var runtime = runtime(state)) {
            runtime.start(
                    new QueryDefinition("CSAS_BIG_3", big("orders3", "BIG3"), Map.of()), false);
            awaitRunning(runtime, "CSAS_BIG_3");
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                cluster.put("orders3", 2, order("n", 12));
                                assertThat(cluster.values("BIG3"))
                                        .isNotEmpty()
                                        .allMatch("{\"AMOUNT\":12}"::equals);
                            });
        }
    }

    @Test
    void showsAFailureAndMendsItselfWhenItsCauseIsGone() throws Exception {
        cluster.createTopic("BIG4", 1);
        try (var runtime = runtime(state)) {
            runtime.start(
                    new QueryDefinition("CSAS_BIG_4", big("orders4", "BIG4"), EARLIEST), false);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(runtime.status("CSAS_BIG_4").orElseThrow().state())
                                            .isInstanceOf(QueryState.Failed.class));
            var failure = runtime.status("CSAS_BIG_4").orElseThrow().failures().getFirst();
            assertThat(failure.kind()).isEqualTo(QueryFailure.Kind.USER);
            assertThat(failure.message()).isNotBlank();

            cluster.createTopic("orders4", 1);
            cluster.put("orders4", 1, order("n", 11));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(cluster.values("BIG4"))
                                            .containsExactly("{\"AMOUNT\":11}"));
            awaitRunning(runtime, "CSAS_BIG_4");
        }
    }

    @Test
    void readsAllOfATopicThatAppearsWhileItWaits() throws Exception {
        cluster.createTopic("BIG9", 1);
        try (var runtime = runtime(state)) {
            runtime.start(
                    new QueryDefinition("CSAS_BIG_9", big("orders9", "BIG9"), Map.of()), false);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    runtime.status("CSAS_BIG_9")
                                                            .orElseThrow()
                                                            .failures())
                                            .hasSizeGreaterThan(1)
                                            .allMatch(
                                                    f ->
                                                            f.message()
                                                                    .startsWith(
                                                                            "The topic orders9 doesn't exist")));
            cluster.createTopic("orders9", 1);
            cluster.put("orders9", 1, order("n", 11));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.values("BIG9")).hasSize(1));
        }
    }

    @Test
    void standsStillWhilePaused() throws Exception {
        cluster.createTopic("orders5", 1);
        cluster.createTopic("BIG5", 1);
        try (var runtime = runtime(state)) {
            runtime.start(
                    new QueryDefinition("CSAS_BIG_5", big("orders5", "BIG5"), EARLIEST), true);
            cluster.put("orders5", 1, order("n", 11));
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> {
                                assertThat(cluster.values("BIG5")).isEmpty();
                                assertThat(runtime.status("CSAS_BIG_5").orElseThrow().state())
                                        .isInstanceOf(QueryState.Paused.class);
                            });

            runtime.resume("CSAS_BIG_5");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.values("BIG5")).hasSize(1));
            awaitRunning(runtime, "CSAS_BIG_5");
        }
    }

    @Test
    void pausesTheNewFormWhileTheOldOneIsEnding() throws Exception {
        cluster.createTopic("orders10", 1);
        cluster.createTopic("BIG10", 1);
        var definition = new QueryDefinition("CSAS_BIG_10", big("orders10", "BIG10"), EARLIEST);
        try (var runtime = runtime(state)) {
            runtime.start(definition, false);
            awaitRunning(runtime, "CSAS_BIG_10");
            // twice, so that one is replaced that never began
            runtime.start(definition, false);
            runtime.start(definition, false);
            runtime.pause("CSAS_BIG_10");
            await().atMost(PATIENCE).until(() -> runtime.streams("CSAS_BIG_10").isPresent());

            assertThat(runtime.streams("CSAS_BIG_10").orElseThrow().isPaused()).isTrue();
            runtime.resume("CSAS_BIG_10");
            awaitRunning(runtime, "CSAS_BIG_10");
        }
    }

    @Test
    void leavesNothingOnTheClusterWhenItIsDropped() throws Exception {
        cluster.createTopic("orders6", 1);
        cluster.createTopic("TOTALS6", 1);
        var prefix = "_confluent-ksql-test_query_CTAS_TOTALS_6";
        try (var runtime = runtime(cluster.superuserConfig(state))) {
            runtime.start(
                    new QueryDefinition("CTAS_TOTALS_6", totals("orders6", "TOTALS6"), EARLIEST),
                    false);
            cluster.put("orders6", 1, order("n", 11));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.table("TOTALS6")).hasSize(1));
            assertThat(cluster.topics())
                    .contains(
                            prefix + "-KsqlTopic-Reduce-changelog",
                            prefix + "-Aggregate-GroupBy-repartition",
                            prefix + "-Aggregate-Aggregate-Materialize-changelog");
            assertThat(cluster.groups()).contains(prefix);

            runtime.drop("CTAS_TOTALS_6").get(60, TimeUnit.SECONDS);

            assertThat(runtime.status("CTAS_TOTALS_6")).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(cluster.topics())
                                            .contains("TOTALS6")
                                            .noneMatch(t -> t.startsWith(prefix)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.groups()).doesNotContain(prefix));
            assertThat(state.resolve(prefix)).doesNotExist();
        }
    }

    @Test
    void endsAllTheSameWhereTopicsMayNotBeDeleted() throws Exception {
        cluster.createTopic("orders8", 1);
        cluster.createTopic("TOTALS8", 1);
        var prefix = "_confluent-ksql-test_query_CTAS_TOTALS_8";
        try (var runtime = runtime(state)) {
            runtime.start(
                    new QueryDefinition("CTAS_TOTALS_8", totals("orders8", "TOTALS8"), EARLIEST),
                    false);
            awaitRunning(runtime, "CTAS_TOTALS_8");

            runtime.drop("CTAS_TOTALS_8").get(60, TimeUnit.SECONDS);

            assertThat(runtime.status("CTAS_TOTALS_8")).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.groups()).doesNotContain(prefix));
            assertThat(state.resolve(prefix)).doesNotExist();
        }
    }

    @Test
    void emitsEveryUpdateAtOnce() throws Exception {
        cluster.createTopic("orders7", 1);
        cluster.createTopic("TOTALS7", 1);
        try (var runtime = runtime(state)) {
            runtime.start(
                    new QueryDefinition("CTAS_TOTALS_7", totals("orders7", "TOTALS7"), EARLIEST),
                    false);
            for (int i = 1; i <= 50; i++) {
                cluster.put("orders7", 1, order("n", i));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(cluster.values("TOTALS7")).hasSize(50));
        }
    }
}
