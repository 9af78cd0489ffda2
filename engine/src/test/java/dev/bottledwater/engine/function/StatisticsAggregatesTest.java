// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.function.AggregateSignature.Binding;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class StatisticsAggregatesTest {

    private static Aggregator of(String name, SqlType... types) {
        return BuiltInFunctions.registry()
                .aggregate(name)
                .getFirst()
                .factory()
                .create(new Binding(List.of(types), List.of(), Map.of()));
    }

    private static @Nullable Object state(Aggregator aggregator, List<Row> rows) {
        var state = aggregator.initial();
        for (var row : rows) {
            state = aggregator.add(state, row, 0);
        }
        return state;
    }

    private static List<Row> rows(@Nullable Object... values) {
        return Arrays.stream(values).map(Row::of).toList();
    }

    private static double number(@Nullable Object result) {
        return result instanceof Double number ? number : Double.NEGATIVE_INFINITY;
    }

    /** All that is known of a split of rows: merging parts and undoing rows changes nothing. */
    private static void assertConsistent(Aggregator aggregator, List<Row> rows) {
        double all = number(aggregator.result(state(aggregator, rows)));
        for (int i = 0; i <= rows.size(); i++) {
            var left = state(aggregator, rows.subList(0, i));
            var right = state(aggregator, rows.subList(i, rows.size()));
            assertThat(number(aggregator.result(aggregator.merge(left, right))))
                    .isCloseTo(all, within(1e-9));
            var state = state(aggregator, rows);
            for (var row : rows.subList(i, rows.size())) {
                state = aggregator.undo(state, row, 0);
            }
            double rest = number(aggregator.result(left));
            var undone = number(aggregator.result(state));
            if (Double.isNaN(rest)) {
                assertThat(undone).isNaN();
            } else {
                assertThat(undone).isCloseTo(rest, within(1e-9));
            }
        }
    }

    @Test
    void deviationAndVariance() {
        var rows = rows(10, null, 12, 13);
        var deviation = of("STDDEV_SAMPLE", Primitive.INTEGER);
        var variance = of("STDDEV_SAMP", Primitive.INTEGER);
        assertThat(variance.result(state(variance, rows))).isEqualTo(2.333333333333333);
        assertThat(number(deviation.result(state(deviation, rows))))
                .isCloseTo(Math.sqrt(7 / 3.0), within(1e-15));
        assertThat(deviation.result(state(deviation, rows(5)))).isEqualTo(0.0);
        assertThat(deviation.result(deviation.initial())).isEqualTo(0.0);
        assertConsistent(deviation, rows);
        assertConsistent(variance, rows(1.5, -2.5, null, 8.25, 8.25));
    }

    @Test
    void largeCloseValuesKeepTheirVariance() {
        var variance = of("STDDEV_SAMP", Primitive.BIGINT);
        long base = 1L << 50;
        assertThat(variance.result(state(variance, rows(base, base + 1, base + 2)))).isEqualTo(1.0);
        var correlation = of("CORRELATION", Primitive.BIGINT, Primitive.BIGINT);
        var rows = List.of(Row.of(base, 1L), Row.of(base + 1, 2L), Row.of(base + 2, 3L));
        assertThat(correlation.result(state(correlation, rows))).isEqualTo(1.0);
    }

    @Test
    void correlation() {
        var correlation = of("CORRELATION", Primitive.DOUBLE, Primitive.DOUBLE);
        var rows =
                List.of(
                        Row.of(1.5, 8.0),
                        Row.of(-1.0, -2.0),
                        Row.of(null, 1.0),
                        Row.of(1.0, null),
                        Row.of(-4.5, -1.0));
        assertThat(correlation.result(state(correlation, rows))).isEqualTo(0.7580764521133173);
        assertThat(number(correlation.result(state(correlation, rows.subList(0, 1))))).isNaN();
        assertThat(number(correlation.result(correlation.initial()))).isNaN();
        var constant = List.of(Row.of(1.0, 7.0), Row.of(2.0, 7.0));
        assertThat(number(correlation.result(state(correlation, constant)))).isNaN();
        assertConsistent(correlation, List.of(Row.of(1.0, 2.0), Row.of(2.0, 1.0)));
        var a = rows.subList(0, 2);
        var b = rows.subList(2, 5);
        assertThat(
                        number(
                                correlation.result(
                                        correlation.merge(
                                                state(correlation, a), state(correlation, b)))))
                .isCloseTo(0.7580764521133173, within(1e-14));
    }

    @Test
    void sumsLists() {
        var sum = of("SUM_LIST", new SqlType.Array(Primitive.DOUBLE));
        var rows = rows(Arrays.asList(1.5, null, 2.0), null, List.of(), List.of(0.5));
        assertThat(sum.result(state(sum, rows))).isEqualTo(4.0);
        assertConsistent(sum, rows);
    }

    @Test
    void attributeIsTheOnlyValue() {
        var attr = of("ATTR", Primitive.STRING);
        assertThat(attr.result(state(attr, rows("a", "a")))).isEqualTo("a");
        assertThat(attr.result(attr.initial())).isNull();
        var mixed = state(attr, rows("a", null, "a", "b"));
        assertThat(attr.result(mixed)).isNull();
        var state = attr.undo(mixed, Row.of((Object) null), 0);
        state = attr.undo(state, Row.of("a"), 0);
        assertThat(attr.result(attr.undo(state, Row.of("b"), 0))).isEqualTo("a");
        assertThat(attr.result(attr.undo(attr.undo(state, Row.of("a"), 0), Row.of("x"), 0)))
                .isEqualTo("b");
        assertThat(attr.result(attr.merge(state(attr, rows("a")), state(attr, rows("a")))))
                .isEqualTo("a");
        assertThat(attr.result(attr.merge(state(attr, rows("a")), state(attr, rows("b")))))
                .isNull();
    }

    @Test
    void attributeOverAStreamKeepsTwoValuesAtMost() {
        var attr = of("ATTR", Primitive.STRING).withoutUndo();
        var one = state(attr, rows("a", "a", "a"));
        assertThat(one).isEqualTo(List.of(StructValue.of("a", 1L)));
        assertThat(attr.result(one)).isEqualTo("a");
        var mixed = state(attr, rows("a", "b", "c", "d", "a"));
        assertThat((List<?>) mixed).hasSize(2);
        assertThat(attr.result(mixed)).isNull();
        assertThat((List<?>) attr.merge(mixed, state(attr, rows("x", "y")))).hasSize(2);
        assertThat(attr.canUndo()).isFalse();
    }

    @Test
    void countsDifferentValues() {
        var count = of("COUNT_DISTINCT", Primitive.STRING);
        assertThat(count.result(state(count, rows("a", null, "b", "a")))).isEqualTo(2L);
        assertThat(count.result(count.initial())).isEqualTo(0L);
        for (int n : new int[] {1, 255, 256, 1_000, 20_000, 200_000}) {
            var half = n / 2;
            var left = IntStream.range(0, n).mapToObj(i -> Row.of("v" + i)).toList();
            var right = IntStream.range(half, n + half).mapToObj(i -> Row.of("v" + i)).toList();
            var state = state(count, left);
            long seen =
                    result(
                            count,
                            state(count, Stream.concat(left.stream(), left.stream()).toList()));
            assertThat(result(count, state)).isEqualTo(seen).isBetween(low(n), high(n));
            assertThat(result(count, count.merge(state, state(count, right))))
                    .isBetween(low(n + half), high(n + half));
            assertThat(((ByteBuffer) state).remaining()).isLessThanOrEqualTo(2048);
        }
    }

    /** Four standard errors around what should come, or exactly that where hashes are kept. */
    private static long low(int n) {
        return n <= 255 ? n : Math.round(n * 0.91);
    }

    private static long high(int n) {
        return n <= 255 ? n : Math.round(n * 1.09);
    }

    private static long result(Aggregator aggregator, @Nullable Object state) {
        return aggregator.result(state) instanceof Long count ? count : -1;
    }

    @Test
    void differentValuesOfAnyTypeAreDifferent() {
        var count = of("COUNT_DISTINCT", Primitive.STRING);
        var map = new LinkedHashMap<String, Integer>();
        map.put("b", 2);
        map.put("a", 1);
        var rows =
                rows(
                        List.of(1, 2),
                        List.of(2, 1),
                        Map.of("a", 1, "b", 2),
                        map,
                        Map.of("a", 2, "b", 1),
                        new BigDecimal("1.50"),
                        new BigDecimal("1.51"),
                        ByteBuffer.wrap(new byte[] {1}),
                        ByteBuffer.wrap(new byte[] {0, 1}, 1, 1),
                        0.5,
                        true,
                        false);
        assertThat(count.result(state(count, rows))).isEqualTo(10L);
    }
}
