// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import static dev.bottledwater.engine.physical.TestPlans.aggregate;
import static dev.bottledwater.engine.physical.TestPlans.call;
import static dev.bottledwater.engine.physical.TestPlans.column;
import static dev.bottledwater.engine.physical.TestPlans.compare;
import static dev.bottledwater.engine.physical.TestPlans.literal;
import static dev.bottledwater.engine.physical.TestPlans.named;
import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.physical;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.totals;
import static dev.bottledwater.engine.physical.TestPlans.totalsByRegion;
import static dev.bottledwater.engine.physical.TestPlans.tumbling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.ProcessingLog.Type;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.TestFunctions;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

class AggregateTopologyTest {

    private static PhysicalPlan tableTotals() {
        return physical("TOTALS", totalsByRegion(scan(orders(SourceKind.TABLE)), null));
    }

    private static String order(String region, long amount) {
        return "{\"REGION\":\"" + region + "\",\"AMOUNT\":" + amount + "}";
    }

    @Test
    void countsAndSumsATableAndUndoesUpdatesAndDeletes() {
        try (var run = new TopologyRun(tableTotals())) {
            run.pipe(1L, order("north", 10)).pipe(2L, order("north", 5));
            assertThat(run.textKeyed())
                    .containsExactly(
                            "north={\"N\":1,\"TOTAL\":10}", "north={\"N\":2,\"TOTAL\":15}");

            run.pipe(1L, order("south", 12));
            assertThat(run.textKeyed())
                    .containsExactly("north={\"N\":1,\"TOTAL\":5}", "south={\"N\":1,\"TOTAL\":12}");

            run.pipe(1L, order("south", 20));
            assertThat(run.textKeyed()).containsExactly("south={\"N\":1,\"TOTAL\":20}");

            run.pipe(2L, null).pipe(2L, null).pipe(99L, null);
            assertThat(run.textKeyed()).containsExactly("north={\"N\":0,\"TOTAL\":0}");

            run.pipe(2L, order("south", 1));
            assertThat(run.textKeyed()).containsExactly("south={\"N\":2,\"TOTAL\":21}");
        }
    }

    @Test
    void logsRowsThatAFunctionCannotTakeAndGoesOn() {
        var plan = physical("TOTALS", totalsByRegion(scan(orders(SourceKind.STREAM)), null));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, order("north", 10))
                    .pipe(2L, order("north", Long.MIN_VALUE))
                    .pipe(3L, order("north", 5));
            assertThat(run.textKeyed())
                    .containsExactly(
                            "north={\"N\":1,\"TOTAL\":10}", "north={\"N\":2,\"TOTAL\":15}");
            assertThat(run.log.entries())
                    .singleElement()
                    .satisfies(
                            e -> {
                                assertThat(e.type()).isEqualTo(Type.RECORD_PROCESSING_ERROR);
                                assertThat(e.message())
                                        .isEqualTo(
                                                "A row was left out of its group: SUM failed:"
                                                        + " IllegalStateException");
                                assertThat(e.offset()).isEqualTo(1);
                            });
        }
    }

    @Test
    void leavesOutRowsWithANullGroupAndTablesRecordsWithoutAKey() {
        try (var run = new TopologyRun(tableTotals())) {
            run.pipe(1L, "{\"AMOUNT\":1}").pipe(null, order("north", 1)).pipe(2L, order("n", 1));
            assertThat(run.textKeyed()).containsExactly("n={\"N\":1,\"TOTAL\":1}");

            run.pipe(1L, order("n", 2)).pipe(2L, "{\"AMOUNT\":1}");
            assertThat(run.textKeyed())
                    .containsExactly("n={\"N\":2,\"TOTAL\":3}", "n={\"N\":1,\"TOTAL\":2}");
            assertThat(run.log.entries())
                    .extracting(e -> e.offset() + " " + e.message())
                    .containsExactly(
                            "0 A row was left out of the aggregation: what it is to be grouped by is null",
                            "1 A record of the table ORDERS has no key; it is skipped",
                            "4 A row was left out of the aggregation: what it is to be grouped by is null");
        }
    }

    @Test
    void keepsAPoisonRecordOutOfATable() {
        try (var run = new TopologyRun(tableTotals())) {
            run.pipe(1L, order("north", 10)).pipe(1L, "{broken").pipe(1L, order("north", 11));

            assertThat(run.textKeyed())
                    .containsExactly(
                            "north={\"N\":1,\"TOTAL\":10}", "north={\"N\":1,\"TOTAL\":11}");
            assertThat(run.log.entries())
                    .singleElement()
                    .satisfies(e -> assertThat(e.offset()).isEqualTo(1));
        }
    }

    @Test
    void deletesAGroupThatHavingNoLongerKeeps() {
        var plan = physical("TOTALS", totals(scan(orders(SourceKind.TABLE)), null, 0L));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, order("north", 1)).pipe(1L, null).pipe(2L, order("north", 3));

            assertThat(run.textKeyed())
                    .containsExactly(
                            "north={\"N\":1,\"TOTAL\":1}",
                            "north=null",
                            "north={\"N\":1,\"TOTAL\":3}");
        }
    }

    @Test
    void writesNoDeleteForAGroupThatHavingNeverKept() {
        var plan = physical("TOTALS", totals(scan(orders(SourceKind.STREAM)), null, 1L));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, order("north", 1));
            assertThat(run.textKeyed()).isEmpty();

            run.pipe(2L, order("north", 1));
            assertThat(run.textKeyed()).containsExactly("north={\"N\":2,\"TOTAL\":2}");
        }
    }

    @Test
    void deletesFilteredRowsOfATableOnlyWhenTheyWereThere() {
        var scan = scan(orders(SourceKind.TABLE));
        var filter =
                new PlanNode.Filter(
                        scan,
                        compare(
                                column(scan, "AMOUNT"),
                                ComparisonOperator.GREATER,
                                literal(10L, Primitive.BIGINT)));
        var plan =
                physical(
                        "BIG",
                        new PlanNode.Project(
                                filter,
                                List.of("ID"),
                                List.of(
                                        named(
                                                "REGION",
                                                call(
                                                        TestFunctions.UCASE,
                                                        column(filter, "REGION"))))));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, order("n", 5)).pipe(1L, null);
            assertThat(run.longKeyed()).isEmpty();

            run.pipe(1L, order("n", 50)).pipe(1L, order("n", 6)).pipe(1L, order("n", 7));
            assertThat(run.longKeyed()).containsExactly("1={\"REGION\":\"N\"}", "1=null");

            run.pipe(1L, order("s", 60)).pipe(1L, null).pipe(1L, null);
            assertThat(run.longKeyed()).containsExactly("1={\"REGION\":\"S\"}", "1=null");
        }
    }

    @Test
    void copiesATableWithItsDeletes() {
        var scan = scan(orders(SourceKind.TABLE));
        var plan =
                physical(
                        "COPY",
                        new PlanNode.Project(
                                scan,
                                List.of("ID"),
                                List.of(named("REGION", column(scan, "REGION")))));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, order("n", 5)).pipe(null, order("n", 5)).pipe(1L, null);

            assertThat(run.longKeyed()).containsExactly("1={\"REGION\":\"n\"}", "1=null");
        }
    }

    @Test
    void groupsAStreamByItsKeyWithoutRepartitioning() {
        var scan = scan(orders(SourceKind.STREAM));
        var root =
                new PlanNode.Aggregate(
                        scan,
                        List.of(named("ID", column(scan, "ID"))),
                        List.of(
                                aggregate(0, TestFunctions.COUNT),
                                aggregate(1, TestFunctions.LATEST, column(scan, "AMOUNT"))),
                        null);
        try (var run = new TopologyRun(physical("COUNTS", root))) {
            run.pipe(1L, order("n", 5)).pipe(null, order("n", 6)).pipe(1L, order("n", 7));

            assertThat(run.longKeyed())
                    .containsExactly(
                            "1={\"KSQL_AGG_VARIABLE_0\":1,\"KSQL_AGG_VARIABLE_1\":5}",
                            "1={\"KSQL_AGG_VARIABLE_0\":2,\"KSQL_AGG_VARIABLE_1\":7}");
            assertThat(run.topology.describe().toString()).doesNotContain("repartition");
        }
    }

    @Test
    void countsPerTumblingWindowAndDropsWhatIsTooLate() {
        var plan =
                physical(
                        "W",
                        totalsByRegion(
                                scan(orders(SourceKind.STREAM)), tumbling(1000, 500L, false)));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, order("n", 1), 100)
                    .pipe(1L, order("n", 2), 1100)
                    .pipe(1L, order("n", 4), 900)
                    .pipe(1L, order("n", 8), 1600)
                    .pipe(1L, order("n", 16), 999);

            assertThat(windowed(run, false))
                    .containsExactly(
                            "n@0={\"N\":1,\"TOTAL\":1}",
                            "n@1000={\"N\":1,\"TOTAL\":2}",
                            "n@0={\"N\":2,\"TOTAL\":5}",
                            "n@1000={\"N\":2,\"TOTAL\":10}");
        }
    }

    @Test
    void emitsOneResultPerWindowWhenItCloses() {
        var plan =
                physical(
                        "W",
                        totalsByRegion(scan(orders(SourceKind.STREAM)), tumbling(1000, 0L, true)));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, order("n", 1), 100).pipe(1L, order("n", 2), 900);
            assertThat(windowed(run, false)).isEmpty();

            run.pipe(1L, order("n", 4), 1000);
            assertThat(windowed(run, false)).containsExactly("n@0={\"N\":2,\"TOTAL\":3}");
        }
    }

    @Test
    void givesTheBoundsOfHoppingWindows() {
        var scan = scan(orders(SourceKind.STREAM));
        var aggregate =
                new PlanNode.Aggregate(
                        scan,
                        List.of(named("REGION", column(scan, "REGION"))),
                        List.of(aggregate(0, TestFunctions.COUNT)),
                        new Windowing(KeyWindow.Type.HOPPING, 1000, 500, null, null, false));
        var root =
                new PlanNode.Project(
                        aggregate,
                        List.of("REGION"),
                        List.of(
                                named("S", column(aggregate, "WINDOWSTART")),
                                named("E", column(aggregate, "WINDOWEND"))));
        try (var run = new TopologyRun(physical("W", root))) {
            run.pipe(1L, order("n", 1), 700);

            assertThat(windowed(run, false))
                    .containsExactly("n@0={\"S\":0,\"E\":1000}", "n@500={\"S\":500,\"E\":1500}");
        }
    }

    @Test
    void mergesSessions() {
        var plan =
                physical(
                        "W",
                        totalsByRegion(
                                scan(orders(SourceKind.STREAM)),
                                new Windowing(
                                        KeyWindow.Type.SESSION, 1000, 1000, null, null, false)));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, order("n", 1), 0)
                    .pipe(1L, order("n", 2), 1500)
                    .pipe(1L, order("n", 4), 800);

            assertThat(windowed(run, true))
                    .containsExactly(
                            "n@0..0={\"N\":1,\"TOTAL\":1}",
                            "n@1500..1500={\"N\":1,\"TOTAL\":2}",
                            "n@0..0=null",
                            "n@1500..1500=null",
                            "n@0..1500={\"N\":3,\"TOTAL\":7}");
        }
    }

    @Test
    void namesEverythingThatLivesOnTheCluster() {
        var plans =
                Stream.of(
                        tableTotals(),
                        physical("S", totals(scan(orders(SourceKind.STREAM)), null, 1L)),
                        physical(
                                "W",
                                totalsByRegion(
                                        scan(orders(SourceKind.STREAM)),
                                        tumbling(1000, null, true))));
        assertThat(plans)
                .allSatisfy(
                        plan -> {
                            try (var run = new TopologyRun(plan)) {
                                assertThat(run.topology.describe().toString())
                                        .doesNotContainPattern("(KSTREAM|KTABLE)-\\w+-\\d{10}")
                                        .contains("Aggregate-Aggregate-Materialize")
                                        .contains("Aggregate-GroupBy-repartition");
                            }
                        });
        try (var run = new TopologyRun(tableTotals())) {
            assertThat(run.topology.describe().toString()).contains("KsqlTopic-Reduce");
        }
    }

    /** What was written, as {@code key@start=value}, or {@code key@start..end=value}. */
    private static List<String> windowed(TopologyRun run, boolean session) {
        return run.records().stream()
                .map(
                        r -> {
                            var key = ByteBuffer.wrap(r.key());
                            int suffix = session ? 16 : 8;
                            var text =
                                    new String(
                                            r.key(),
                                            0,
                                            key.capacity() - suffix,
                                            StandardCharsets.UTF_8);
                            key.position(key.capacity() - suffix);
                            var window =
                                    session
                                            ? key.getLong(key.capacity() - 8)
                                                    + ".."
                                                    + key.getLong(key.capacity() - 16)
                                            : "" + key.getLong();
                            return text + "@" + window + "=" + TopologyRun.text(r.value());
                        })
                .toList();
    }
}
