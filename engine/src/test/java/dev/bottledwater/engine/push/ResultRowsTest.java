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

    private static QueryPlan plan() {
        var source =
                new ScannedSource(
                        "T",
                        SourceKind.TABLE,
                        "t",
                        List.of(K),
                        List.of(N),
                        FormatSpec.of("KAFKA"),
                        FormatSpec.of("JSON"),
                        new KeyWindow(KeyWindow.Type.TUMBLING, 1000L),
                        null);
        var scan =
                new PlanNode.Scan(
                        source,
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
