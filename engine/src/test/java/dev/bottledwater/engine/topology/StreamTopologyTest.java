// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import static dev.bottledwater.engine.physical.TestPlans.call;
import static dev.bottledwater.engine.physical.TestPlans.column;
import static dev.bottledwater.engine.physical.TestPlans.compare;
import static dev.bottledwater.engine.physical.TestPlans.literal;
import static dev.bottledwater.engine.physical.TestPlans.named;
import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.physical;
import static dev.bottledwater.engine.physical.TestPlans.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.physical.TestFunctions;
import dev.bottledwater.engine.physical.TestPlans;
import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.schema.TimestampColumn;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

class StreamTopologyTest {

    private static PhysicalPlan bigOrders() {
        var scan = scan(orders(SourceKind.STREAM), PseudoColumn.ROWTIME, PseudoColumn.ROWOFFSET);
        var filter =
                new PlanNode.Filter(
                        scan,
                        compare(
                                column(scan, "AMOUNT"),
                                ComparisonOperator.GREATER,
                                literal(10L, Primitive.BIGINT)));
        return physical(
                "BIG",
                new PlanNode.Project(
                        filter,
                        List.of("ID"),
                        List.of(
                                named(
                                        "NOTE",
                                        call(TestFunctions.FAIL_ON_BAD, column(filter, "NOTE"))),
                                named("AT", column(filter, "ROWTIME")),
                                named("POSITION", column(filter, "ROWOFFSET")))));
    }

    @Test
    void filtersAndProjectsWithPseudoColumns() {
        try (var run = new TopologyRun(bigOrders())) {
            run.pipe(1L, "{\"REGION\":\"n\",\"AMOUNT\":5,\"NOTE\":\"small\"}", 100)
                    .pipe(2L, "{\"amount\":50,\"note\":\"big\",\"other\":[1,{}]}", 200)
                    .pipe(null, "{\"amount\":60,\"note\":null}", 300);

            assertThat(run.longKeyed())
                    .containsExactly(
                            "2={\"NOTE\":\"big\",\"AT\":200,\"POSITION\":1}",
                            "null={\"NOTE\":null,\"AT\":300,\"POSITION\":2}");
        }
    }

    @Test
    void passesHeadersAndTimestampsThrough() {
        try (var run = new TopologyRun(bigOrders())) {
            var headers = new RecordHeaders().add("trace", "t1".getBytes(StandardCharsets.UTF_8));
            run.pipe(2L, "{\"AMOUNT\":50}", 1234, headers);

            var record = run.records().getFirst();
            assertThat(record.timestamp()).isEqualTo(1234);
            assertThat(record.headers().lastHeader("trace").value())
                    .isEqualTo("t1".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void makesRowsSideBySideAndLogsAListThatFails() {
        var plan = physical("WORDS", TestPlans.words(scan(orders(SourceKind.STREAM))));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, "{\"REGION\":\"far north\",\"NOTE\":\"a b c\"}", 100)
                    .pipe(2L, "{\"REGION\":null,\"NOTE\":null}")
                    .pipe(3L, null)
                    .pipe(4L, "{\"REGION\":\"s\",\"NOTE\":\"bad\"}");

            assertThat(run.longKeyed())
                    .containsExactly(
                            "1={\"REGION\":\"far north\",\"WORD\":\"a\",\"PLACE\":\"far\"}",
                            "1={\"REGION\":\"far north\",\"WORD\":\"b\",\"PLACE\":\"north\"}",
                            "1={\"REGION\":\"far north\",\"WORD\":\"c\",\"PLACE\":null}",
                            "4={\"REGION\":\"s\",\"WORD\":null,\"PLACE\":\"s\"}");
            assertThat(run.log.entries())
                    .singleElement()
                    .satisfies(
                            e -> {
                                assertThat(e.step()).isEqualTo("FlatMap");
                                assertThat(e.message())
                                        .startsWith("the table functions: WORDS failed")
                                        .doesNotContain("a bad value");
                                assertThat(e.offset()).isEqualTo(3);
                            });
        }
    }

    @Test
    void logsARecordThatCannotBeReadAndGoesOn() {
        try (var run = new TopologyRun(bigOrders())) {
            run.pipe(1L, "{\"AMOUNT\":11}").pipe(2L, "{no json").pipe(3L, "{\"AMOUNT\":13}");

            assertThat(run.longKeyed()).hasSize(2);
            assertThat(run.log.entries())
                    .singleElement()
                    .satisfies(
                            e -> {
                                assertThat(e.type())
                                        .isEqualTo(ProcessingLog.Type.DESERIALIZATION_ERROR);
                                assertThat(e.queryId()).isEqualTo("Q_0");
                                assertThat(e.step()).isEqualTo("KsqlTopic-Source");
                                assertThat(e.topic()).isEqualTo("orders");
                                assertThat(e.partition()).isZero();
                                assertThat(e.offset()).isEqualTo(1);
                                assertThat(e.message()).isNotBlank().doesNotContain("{no json");
                            });
        }
    }

    @Test
    void makesAFailingExpressionNullAndLogsWhere() {
        try (var run = new TopologyRun(bigOrders())) {
            run.pipe(1L, "{\"AMOUNT\":11,\"NOTE\":\"fine\"}")
                    .pipe(2L, "{\"AMOUNT\":12,\"NOTE\":\"bad\"}");

            assertThat(run.longKeyed().getLast())
                    .isEqualTo("2={\"NOTE\":null,\"AT\":0,\"POSITION\":1}");
            assertThat(run.log.entries())
                    .singleElement()
                    .satisfies(
                            e -> {
                                assertThat(e.type())
                                        .isEqualTo(ProcessingLog.Type.RECORD_PROCESSING_ERROR);
                                assertThat(e.step()).isEqualTo("Project");
                                assertThat(e.topic()).isEqualTo("orders");
                                assertThat(e.offset()).isEqualTo(1);
                                assertThat(e.message()).contains("NOTE");
                            });
        }
    }

    @Test
    void forwardsNullValuesUnlessTheyAreFiltered() {
        var scan = scan(orders(SourceKind.STREAM));
        var project =
                new PlanNode.Project(
                        scan, List.of("ID"), List.of(named("NOTE", column(scan, "NOTE"))));
        try (var run = new TopologyRun(physical("COPY", project))) {
            assertThat(run.pipe(1L, null).longKeyed()).containsExactly("1=null");
        }
        try (var run = new TopologyRun(bigOrders())) {
            assertThat(run.pipe(1L, null).longKeyed()).isEmpty();
        }
    }

    @Test
    void partitionsByAValueColumn() {
        var scan = scan(orders(SourceKind.STREAM));
        var moved =
                new PlanNode.Repartition(scan, List.of(named("REGION", column(scan, "REGION"))));
        var plan =
                physical(
                        "BY_REGION",
                        new PlanNode.Project(
                                moved,
                                List.of("REGION"),
                                List.of(
                                        named("ID", column(moved, "ID")),
                                        named("AMOUNT", column(moved, "AMOUNT")))));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, "{\"REGION\":\"north\",\"AMOUNT\":5}")
                    .pipe(2L, "{\"REGION\":null,\"AMOUNT\":6}")
                    .pipe(3L, null);

            assertThat(run.textKeyed())
                    .containsExactly(
                            "north={\"ID\":1,\"AMOUNT\":5}",
                            "null={\"ID\":2,\"AMOUNT\":6}",
                            "null=null");
        }
    }

    @Test
    void keepsAKeyThatANullValueStillHas() {
        var scan = scan(orders(SourceKind.STREAM));
        TypedExpression next =
                new TypedExpression.Arithmetic(
                        ArithmeticOperator.ADD,
                        column(scan, "ID"),
                        literal(2L, Primitive.BIGINT),
                        Primitive.BIGINT);
        var moved = new PlanNode.Repartition(scan, List.of(named("K", next)));
        var plan =
                physical(
                        "MOVED",
                        new PlanNode.Project(
                                moved,
                                List.of("K"),
                                List.of(named("NOTE", column(moved, "NOTE")))));
        try (var run = new TopologyRun(plan)) {
            assertThat(run.pipe(1L, null).longKeyed()).containsExactly("3=null");
        }
    }

    @Test
    void severalNullKeyColumnsAreAKey() {
        var scan = scan(orders(SourceKind.STREAM));
        var moved =
                new PlanNode.Repartition(
                        scan,
                        List.of(
                                named("REGION", column(scan, "REGION")),
                                named("NOTE", column(scan, "NOTE"))));
        var root =
                new PlanNode.Project(
                        moved,
                        List.of("REGION", "NOTE"),
                        List.of(named("ID", column(moved, "ID"))));
        var plan =
                PhysicalPlanner.plan(
                        TestPlans.query(root), TestPlans.sink("MOVED", root, "JSON", "JSON"));
        try (var run = new TopologyRun(plan)) {
            run.pipe(1L, "{\"REGION\":null,\"NOTE\":null}").pipe(2L, null);

            assertThat(run.textKeyed())
                    .containsExactly(
                            "{\"REGION\":null,\"NOTE\":null}={\"ID\":1}",
                            "{\"REGION\":null,\"NOTE\":null}=null");
        }
    }

    @Test
    void takesTheTimeFromAColumnThatIsNotSelected() {
        var source = orders(SourceKind.STREAM);
        var timed =
                new ScannedSource(
                        source.name(),
                        source.kind(),
                        source.topic(),
                        source.keyColumns(),
                        source.valueColumns(),
                        source.keyFormat(),
                        source.valueFormat(),
                        null,
                        new TimestampColumn("NOTE", "yyyy-MM-dd HH:mm"));
        var scan =
                new PlanNode.Scan(
                        timed,
                        "O",
                        List.of(
                                new ScanColumn.Key(0, new Column("ID", Primitive.BIGINT)),
                                new ScanColumn.Pseudo(PseudoColumn.ROWTIME),
                                new ScanColumn.Value(1, new Column("AMOUNT", Primitive.BIGINT))));
        try (var run = new TopologyRun(physical("TIMED", scan))) {
            run.pipe(1L, "{\"AMOUNT\":1,\"NOTE\":\"1970-01-01 00:01\"}", 5)
                    .pipe(2L, "{\"AMOUNT\":2,\"NOTE\":\"nonsense\"}", 6);

            var records = run.records();
            assertThat(records).hasSize(1);
            assertThat(records.getFirst().timestamp()).isEqualTo(60_000);
            assertThat(TopologyRun.text(records.getFirst().value()))
                    .isEqualTo("{\"ROWTIME\":60000,\"AMOUNT\":1}");
            assertThat(run.log.entries())
                    .singleElement()
                    .satisfies(e -> assertThat(e.message()).contains("TIMESTAMP column `NOTE`"));
        }
    }

    @Test
    void writesTheTimeOfTheSinksTimestampColumn() {
        var scan = scan(orders(SourceKind.STREAM));
        var root =
                new PlanNode.Project(
                        scan, List.of("ID"), List.of(named("AT", column(scan, "AMOUNT"))));
        var sink = TestPlans.sink("TIMED", root, "KAFKA", "JSON");
        var timedSink =
                new dev.bottledwater.sql.catalog.Source(
                        sink.name(),
                        sink.kind(),
                        sink.schema(),
                        sink.topic(),
                        sink.keyFormat(),
                        sink.valueFormat(),
                        null,
                        new TimestampColumn("AT", null),
                        false,
                        "",
                        null);
        try (var run = new TopologyRun(PhysicalPlanner.plan(TestPlans.query(root), timedSink))) {
            assertThat(run.pipe(1L, "{\"AMOUNT\":777}", 5).records().getFirst().timestamp())
                    .isEqualTo(777);
        }
    }

    @Test
    void readsAndWritesTopicsByTheirNamesOnTheCluster() {
        var names =
                new TopicNames() {
                    @Override
                    public String physicalTopic(String logical) {
                        return logical.startsWith("p.") ? logical : "p." + logical;
                    }

                    @Override
                    public String logicalTopic(String physical) {
                        return physical.startsWith("p.") ? physical.substring(2) : physical;
                    }

                    @Override
                    public String physicalGroup(String logical) {
                        return physicalTopic(logical);
                    }
                };
        try (var run = new TopologyRun(bigOrders(), names)) {
            assertThat(run.pipe(1L, "{\"AMOUNT\":11}").longKeyed()).hasSize(1);
            run.pipe(1L, "{no json");
            assertThat(run.log.entries().getFirst().topic()).isEqualTo("orders");
        }
    }

    @Test
    void readsASourceWithoutKeyColumns() {
        var source = orders(SourceKind.STREAM);
        var keyless =
                new ScannedSource(
                        source.name(),
                        source.kind(),
                        source.topic(),
                        List.of(),
                        source.valueColumns(),
                        FormatSpec.of("KAFKA"),
                        source.valueFormat(),
                        null,
                        null);
        try (var run = new TopologyRun(physical("COPY", scan(keyless)))) {
            run.pipe(7L, "{\"REGION\":\"n\"}");

            assertThat(run.textKeyed())
                    .containsExactly("null={\"REGION\":\"n\",\"AMOUNT\":null,\"NOTE\":null}");
        }
    }
}
