// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import static dev.bottledwater.engine.format.ValueUse.PRESENCE;
import static dev.bottledwater.engine.format.ValueUse.WHOLE;
import static dev.bottledwater.engine.format.ValueUse.both;
import static dev.bottledwater.engine.format.ValueUse.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.format.ValueUse;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.NamedExpression;
import dev.bottledwater.sql.plan.ScanColumn;
import dev.bottledwater.sql.plan.ScannedSource;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Change data with a key {@code ID} and values {@code BEFORE, AFTER STRUCT<A, B>, OP}. */
class SourceUsesTest {
    private static final SqlType ROW =
            new SqlType.Struct(
                    List.of(
                            new SqlType.Field("A", Primitive.STRING),
                            new SqlType.Field("B", Primitive.BIGINT)));
    private static final Column ID = new Column("ID", Primitive.BIGINT);
    private static final List<Column> VALUES =
            List.of(
                    new Column("BEFORE", ROW),
                    new Column("AFTER", ROW),
                    new Column("OP", Primitive.STRING));
    private static final TypedExpression BEFORE = new TypedExpression.ColumnRef(1, "BEFORE", ROW);
    private static final TypedExpression AFTER = new TypedExpression.ColumnRef(2, "AFTER", ROW);
    private static final TypedExpression B =
            new TypedExpression.Field(AFTER, 1, "B", Primitive.BIGINT);

    private static ScannedSource changes(SourceKind kind) {
        return new ScannedSource(
                "CHANGES",
                kind,
                "changes",
                List.of(ID),
                VALUES,
                FormatSpec.of("KAFKA"),
                FormatSpec.of("JSON"),
                null,
                null);
    }

    private static List<ScanColumn> columns() {
        return List.of(
                new ScanColumn.Key(0, ID),
                new ScanColumn.Value(0, VALUES.get(0)),
                new ScanColumn.Value(1, VALUES.get(1)),
                new ScanColumn.Value(2, VALUES.get(2)));
    }

    private static Step stream() {
        return new Step.StreamSource("Source", changes(SourceKind.STREAM), columns());
    }

    private static Step table(@Nullable String store) {
        return new Step.TableSource("Source", changes(SourceKind.TABLE), columns(), store);
    }

    private static Step project(Step input, TypedExpression value) {
        return new Step.Project(
                "Project", input, List.of("ID"), List.of(new NamedExpression("V", value)));
    }

    private static List<ValueUse> uses(Step root) {
        return SourceUses.of(root).columns("Source");
    }

    @Test
    void aRowThatIsWantedIsReadAsAWhole() {
        assertThat(uses(stream())).containsExactly(WHOLE, WHOLE, WHOLE, WHOLE);
    }

    @Test
    void aFieldIsReadWithoutItsNeighbours() {
        assertThat(uses(project(stream(), B)))
                .containsExactly(WHOLE, PRESENCE, field(1, WHOLE), PRESENCE);
    }

    @Test
    void conditionsReadToo() {
        var filter =
                new Step.Filter(
                        "Filter",
                        stream(),
                        new TypedExpression.And(
                                List.of(
                                        new TypedExpression.IsNull(BEFORE, false),
                                        new TypedExpression.Comparison(
                                                ComparisonOperator.EQUAL,
                                                new TypedExpression.Field(
                                                        AFTER, 0, "A", Primitive.STRING),
                                                new TypedExpression.Literal(
                                                        "x", Primitive.STRING)))));
        assertThat(uses(project(filter, B)))
                .containsExactly(WHOLE, PRESENCE, both(field(0, WHOLE), field(1, WHOLE)), PRESENCE);
        assertThat(uses(filter)).containsExactly(WHOLE, WHOLE, WHOLE, WHOLE);
    }

    @Test
    void aStructThatIsPassedOnIsReadAsFarAsItIsUsedLater() {
        var renamed = project(stream(), AFTER);
        var later = new TypedExpression.ColumnRef(1, "V", ROW);
        assertThat(uses(project(renamed, later)).get(2)).isEqualTo(WHOLE);
        assertThat(
                        uses(project(
                                        renamed,
                                        new TypedExpression.Field(later, 0, "A", Primitive.STRING)))
                                .get(2))
                .isEqualTo(field(0, WHOLE));
    }

    @Test
    void aNewKeyAndTheRowBehindItAreBothRead() {
        var moved =
                new Step.Repartition("Repartition", stream(), List.of(new NamedExpression("K", B)));
        var op = new TypedExpression.ColumnRef(4, "OP", Primitive.STRING);
        assertThat(uses(project(moved, op)))
                .containsExactly(PRESENCE, PRESENCE, field(1, WHOLE), WHOLE);
    }

    @Test
    void whatATableKeepsIsKeptAsAWhole() {
        assertThat(uses(project(table("store"), B))).containsOnly(WHOLE);
        assertThat(uses(project(table(null), B)).get(2)).isEqualTo(field(1, WHOLE));
    }

    @Test
    void knowsOnlySources() {
        var uses = SourceUses.of(stream());
        assertThatThrownBy(() -> uses.columns("Filter"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the plan has no source Filter");
    }
}
