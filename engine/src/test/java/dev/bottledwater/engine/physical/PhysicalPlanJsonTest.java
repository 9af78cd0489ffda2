// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import static dev.bottledwater.engine.physical.TestPlans.call;
import static dev.bottledwater.engine.physical.TestPlans.column;
import static dev.bottledwater.engine.physical.TestPlans.compare;
import static dev.bottledwater.engine.physical.TestPlans.literal;
import static dev.bottledwater.engine.physical.TestPlans.named;
import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.physical;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.tumbling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.ir.ArithmeticOperator;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.plan.PseudoColumn;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The stored form of plans. The golden files are what catalog logs hold: a difference means that
 * stored queries would be misread. Run with {@code -Dbw.golden.update=true} to write them anew.
 */
class PhysicalPlanJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The plans of the golden files. */
    enum Golden {
        STREAM_FILTER_PROJECT,
        STREAM_PARTITION_BY,
        STREAM_FLAT_MAP,
        TABLE_FILTER,
        TABLE_AGGREGATE_HAVING,
        STREAM_AGGREGATE_WINDOWED;

        PhysicalPlan plan() {
            return switch (this) {
                case STREAM_FILTER_PROJECT -> {
                    var scan = scan(orders(SourceKind.STREAM), PseudoColumn.ROWTIME);
                    var filter =
                            new PlanNode.Filter(
                                    scan,
                                    compare(
                                            column(scan, "AMOUNT"),
                                            ComparisonOperator.GREATER_OR_EQUAL,
                                            literal(10L, Primitive.BIGINT)));
                    yield physical(
                            "BIG",
                            new PlanNode.Project(
                                    filter,
                                    List.of("ID"),
                                    List.of(
                                            named(
                                                    "NOTE",
                                                    call(
                                                            TestFunctions.UCASE,
                                                            column(filter, "NOTE"))),
                                            named("AT", column(filter, "ROWTIME")))));
                }
                case STREAM_PARTITION_BY -> {
                    var scan = scan(orders(SourceKind.STREAM));
                    var moved =
                            new PlanNode.Repartition(
                                    scan, List.of(named("REGION", column(scan, "REGION"))));
                    yield physical(
                            "BY_REGION",
                            new PlanNode.Project(
                                    moved,
                                    List.of("REGION"),
                                    List.of(named("AMOUNT", column(moved, "AMOUNT")))));
                }
                case STREAM_FLAT_MAP ->
                        physical("WORDS", TestPlans.words(scan(orders(SourceKind.STREAM))));
                case TABLE_FILTER -> {
                    var scan = scan(orders(SourceKind.TABLE));
                    yield physical(
                            "NORTH",
                            new PlanNode.Filter(
                                    scan,
                                    compare(
                                            column(scan, "REGION"),
                                            ComparisonOperator.EQUAL,
                                            literal("north", Primitive.STRING))));
                }
                case TABLE_AGGREGATE_HAVING ->
                        physical(
                                "TOTALS",
                                TestPlans.totals(scan(orders(SourceKind.TABLE)), null, 0L));
                case STREAM_AGGREGATE_WINDOWED ->
                        physical(
                                "HOURLY",
                                TestPlans.totalsByRegion(
                                        scan(orders(SourceKind.STREAM)),
                                        tumbling(3_600_000, 60_000L, true)));
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void writesTheGoldenForm(Golden golden) throws IOException {
        var file = golden.name().toLowerCase(java.util.Locale.ROOT) + ".json";
        var json = PhysicalPlanJson.encode(golden.plan());
        var pretty =
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(json))
                        + "\n";
        if (Boolean.getBoolean("bw.golden.update")) {
            Files.writeString(Path.of("src/test/resources/physical", file), pretty);
        }
        try (var stored = getClass().getResourceAsStream("/physical/" + file)) {
            assertThat(stored).as(file).isNotNull();
            assertThat(pretty).isEqualTo(new String(stored.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void readsWhatItWrites(Golden golden) {
        var plan = golden.plan();

        var read = PhysicalPlanJson.decode(PhysicalPlanJson.encode(plan), TestFunctions.REGISTRY);

        assertThat(read).isEqualTo(plan);
    }

    @Test
    void keepsEveryKindOfExpression() {
        TypedExpression number = new TypedExpression.ColumnRef(0, "A", Primitive.BIGINT);
        TypedExpression text = new TypedExpression.ColumnRef(1, "B", Primitive.STRING);
        TypedExpression yes = literal(true, Primitive.BOOLEAN);
        var structType =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("X", Primitive.BIGINT),
                                new SqlType.Field("Y", new SqlType.Array(Primitive.STRING))));
        var array = new SqlType.Array(Primitive.BIGINT);
        var map = new SqlType.Map(Primitive.STRING, Primitive.BIGINT);
        TypedExpression struct = new TypedExpression.ColumnRef(2, "S", structType);
        var expressions =
                List.<TypedExpression>of(
                        new TypedExpression.Arithmetic(
                                ArithmeticOperator.MODULO, number, number, Primitive.BIGINT),
                        new TypedExpression.Concat(text, text),
                        new TypedExpression.Negate(number),
                        new TypedExpression.DistinctFrom(number, number, true),
                        new TypedExpression.And(List.of(yes, yes)),
                        new TypedExpression.Or(List.of(yes, yes)),
                        new TypedExpression.Not(yes),
                        new TypedExpression.IsNull(text, true),
                        new TypedExpression.Like(text, text, '!'),
                        new TypedExpression.Like(text, text, null),
                        new TypedExpression.In(number, List.of(number, number)),
                        new TypedExpression.Case(
                                List.of(new TypedExpression.When(yes, number)),
                                null,
                                Primitive.BIGINT),
                        new TypedExpression.Case(
                                List.of(new TypedExpression.When(yes, number)),
                                number,
                                Primitive.BIGINT),
                        new TypedExpression.Cast(number, new SqlType.Decimal(10, 2)),
                        new TypedExpression.Field(struct, 1, "Y", Primitive.STRING),
                        new TypedExpression.MakeArray(List.of(number), array),
                        new TypedExpression.Subscript(
                                new TypedExpression.ColumnRef(3, "M", map), text, Primitive.BIGINT),
                        new TypedExpression.MakeMap(List.of(text), List.of(number), map),
                        new TypedExpression.MakeStruct(List.of(number, text), structType),
                        new TypedExpression.Lambda(
                                List.of("X"),
                                new TypedExpression.LambdaParameter("X", Primitive.BIGINT)),
                        literal(Double.NaN, Primitive.DOUBLE),
                        literal(0.1, Primitive.DOUBLE),
                        literal(new BigDecimal("1.50"), new SqlType.Decimal(3, 2)),
                        literal(ByteBuffer.wrap(new byte[] {0, -1}), Primitive.BYTES),
                        literal(LocalDate.EPOCH, Primitive.DATE),
                        literal(LocalTime.of(1, 2, 3, 4_000_000), Primitive.TIME),
                        literal(Instant.ofEpochMilli(1234), Primitive.TIMESTAMP),
                        new TypedExpression.Literal(null, Primitive.STRING),
                        literal(Arrays.asList(1L, null), array),
                        literal(Map.of("k", 1L), map),
                        literal(StructValue.of(1L, List.of("a")), structType));

        for (var expression : expressions) {
            var decoder = new ExpressionJson.Decoder(TestFunctions.REGISTRY);
            assertThat(decoder.expression(ExpressionJson.encode(expression))).isEqualTo(expression);
        }
    }

    @Test
    void refusesANewerVersionAndNone() {
        assertThatThrownBy(() -> PhysicalPlanJson.decode("{\"version\":2}", TestFunctions.REGISTRY))
                .isInstanceOf(UnreadablePlanException.class)
                .hasMessage(
                        "The stored plan has version 2 and this program reads versions up to 1: run the bottled-water that wrote it, or a newer one.");
        for (var none : List.of("{}", "{\"version\":0}", "{\"version\":\"1\"}", "[]")) {
            assertThatThrownBy(() -> PhysicalPlanJson.decode(none, TestFunctions.REGISTRY))
                    .isInstanceOf(UnreadablePlanException.class)
                    .hasMessage(
                            "The stored plan can't be read: it has no version. Run the bottled-water that wrote it, or drop the query and create it again.");
        }
    }

    @Test
    void namesAFunctionThatIsMissing() {
        var json = PhysicalPlanJson.encode(Golden.STREAM_FILTER_PROJECT.plan());

        assertThatThrownBy(
                        () ->
                                PhysicalPlanJson.decode(
                                        json, new FunctionRegistry(List.of(), List.of())))
                .isInstanceOf(UnreadablePlanException.class)
                .hasMessageContaining("UCASE(")
                .hasMessageContaining("install it, or drop the query");
    }

    @Test
    void saysWhatIsWrongWithADamagedPlan() {
        assertThatThrownBy(
                        () ->
                                PhysicalPlanJson.decode(
                                        "{\"version\":1,\"root\":{\"filter\":{\"name\":\"F\"}}}",
                                        TestFunctions.REGISTRY))
                .isInstanceOf(UnreadablePlanException.class)
                .hasMessageContaining("the member 'input' is missing");
        assertThatThrownBy(() -> PhysicalPlanJson.decode("{", TestFunctions.REGISTRY))
                .isInstanceOf(UnreadablePlanException.class)
                .hasMessageContaining("it is not JSON");
    }
}
