// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.plan.QueryPlan.OutputColumn;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.TimeWindow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

/** SELECT K, WINDOWSTART AS FIRST, WINDOWEND, N over a windowed table. */
class ResultRowsTest {
    private static final Column K = new Column("K", Primitive.INTEGER);
    private static final Column N = new Column("N", Primitive.BIGINT);
    private final ResultRows result = ResultRows.of(plan());

    @Test
    void theBoundsOfWindowsArePartOfTheKeyOfPullQueries() {
        assertThat(result.columns(true))
                .extracting(ResultColumn::key)
                .containsExactly(true, true, true, false);
        assertThat(result.columns(false)).extracting(ResultColumn::key).containsOnly(false);
    }

    @Test
    void aDeletedRowStillHasItsKeyAndWindow() {
        var key = new Windowed<>(Row.of(7), new TimeWindow(1000, 2000));

        assertThat(result.tombstone(key).values()).containsExactly(7, 1000L, 2000L, null);
    }

    /** As KSQL's answers do for tables that aren't written by a query. */
    @Test
    void headersAreMarkedWhereAllColumnsOfTheSourceAreTaken() {
        var all =
                List.of(
                        new OutputColumn("K", 0),
                        new OutputColumn("N", 1),
                        new OutputColumn("H", 2));

        assertThat(ResultRows.of(withHeader(all)).columns(true))
                .containsExactly(
                        new ResultColumn("K", Primitive.INTEGER, true),
                        new ResultColumn("N", Primitive.BIGINT, false),
                        new ResultColumn("H", Primitive.BYTES, false, "HEADER('h')"));
        assertThat(ResultRows.of(withHeader(all)).columns(false))
                .extracting(ResultColumn::header)
                .containsOnlyNulls();
    }

    @Test
    void headersOfOtherListsAreColumnsAsAnyOther() {
        for (var list :
                List.of(
                        List.of(new OutputColumn("K", 0), new OutputColumn("H", 2)),
                        List.of(
                                new OutputColumn("K", 0),
                                new OutputColumn("H", 2),
                                new OutputColumn("N", 1)),
                        List.of(
                                new OutputColumn("K", 0),
                                new OutputColumn("N", 1),
                                new OutputColumn("OTHER", 2)))) {
            assertThat(ResultRows.of(withHeader(list)).columns(true))
                    .extracting(ResultColumn::header)
                    .containsOnlyNulls();
        }
    }

    private static QueryPlan withHeader(List<OutputColumn> output) {
        var scan =
                new PlanNode.Scan(
                        source(null),
                        "T",
                        List.of(
                                new ScanColumn.Key(0, K),
                                new ScanColumn.Value(0, N),
                                new ScanColumn.Header("H", "h", Primitive.BYTES)));
        return new QueryPlan(scan, output, null, null, List.of("T"));
    }

    private static ScannedSource source(@Nullable KeyWindow window) {
        return new ScannedSource(
                "T",
                SourceKind.TABLE,
                "t",
                List.of(K),
                List.of(N),
                FormatSpec.of("KAFKA"),
                FormatSpec.of("JSON"),
                window,
                null);
    }

    private static QueryPlan plan() {
        var scan =
                new PlanNode.Scan(
                        source(new KeyWindow(KeyWindow.Type.TUMBLING, 1000L)),
                        "T",
                        List.of(
                                new ScanColumn.Key(0, K),
                                new ScanColumn.Value(0, N),
                                new ScanColumn.Pseudo(PseudoColumn.WINDOWSTART),
                                new ScanColumn.Pseudo(PseudoColumn.WINDOWEND)));
        var root =
                new PlanNode.Project(
                        scan,
                        List.of("K"),
                        List.of(
                                new NamedExpression("FIRST", column(2, "WINDOWSTART")),
                                new NamedExpression("WINDOWEND", column(3, "WINDOWEND")),
                                new NamedExpression("N", column(1, "N"))));
        return new QueryPlan(
                root,
                List.of(
                        new OutputColumn("K", 0),
                        new OutputColumn("FIRST", 1),
                        new OutputColumn("WINDOWEND", 2),
                        new OutputColumn("N", 3)),
                null,
                null,
                List.of("T"));
    }

    private static TypedExpression column(int index, String name) {
        return new TypedExpression.ColumnRef(index, name, Primitive.BIGINT);
    }
}
