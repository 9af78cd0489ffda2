// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.function.AggregateSignature.Binding;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

class AggregatesTest {
    private static final SqlType.Decimal MONEY = new SqlType.Decimal(5, 2);

    private static Aggregator aggregator(String name, SqlType type, @Nullable Object... constants) {
        return BuiltInFunctions.registry().aggregate(name).stream()
                .filter(a -> a.constants().size() == constants.length)
                .filter(
                        a ->
                                switch (a.parameters().getFirst().type()) {
                                    case ParameterType.Exact(var t) -> t.equals(type);
                                    case ParameterType.AnyDecimal() ->
                                            type instanceof SqlType.Decimal;
                                    default -> true;
                                })
                .filter(
                        a ->
                                constants.length != 1
                                        || a.constants().getFirst().name().equals("ignoreNulls")
                                                == (constants[0] instanceof Boolean))
                .findFirst()
                .orElseThrow()
                .factory()
                .create(new Binding(List.of(type), Arrays.asList(constants), Map.of()));
    }

    private static ArgumentValues args(@Nullable Object... values) {
        return Row.of(values);
    }

    private static @Nullable Object of(Aggregator aggregator, @Nullable Object... values) {
        return aggregator.result(state(aggregator, values));
    }

    private static @Nullable Object state(Aggregator aggregator, @Nullable Object... values) {
        var state = aggregator.initial();
        for (var value : values) {
            state = aggregator.add(state, args(value), 0);
        }
        return state;
    }

    private static BigDecimal money(String text) {
        return new BigDecimal(text);
    }

    @Test
    void countsWhatIsNotNull() {
        var count = aggregator("COUNT", Primitive.STRING);
        assertThat(of(count)).isEqualTo(0L);
        assertThat(of(count, "a", null, "b")).isEqualTo(2L);
    }

    @Test
    void sumsInTheTypeOfItsArgument() {
        assertThat(of(aggregator("SUM", Primitive.INTEGER), 1, null, 2)).isEqualTo(3);
        assertThat(of(aggregator("SUM", Primitive.BIGINT), 1L, 2L)).isEqualTo(3L);
        assertThat(of(aggregator("SUM", Primitive.DOUBLE), 500.9, 300.8)).isEqualTo(801.7);
        assertThat(of(aggregator("SUM", MONEY), money("1.10"), money("2.20")))
                .isEqualTo(money("3.30"));
    }

    @Test
    void sumOfNothingIsZero() {
        assertThat(of(aggregator("SUM", Primitive.INTEGER), (Object) null)).isEqualTo(0);
        assertThat(of(aggregator("SUM", MONEY))).isEqualTo(money("0.00"));
    }

    @Test
    void sumThatDoesNotFitFails() {
        assertThatThrownBy(() -> of(aggregator("SUM", Primitive.INTEGER), Integer.MAX_VALUE, 1))
                .isInstanceOf(FunctionException.class)
                .hasMessage(
                        "Numeric field overflow: the sum has more digits than INTEGER holds; CAST the column to a wider"
                                + " type");
        assertThatThrownBy(() -> of(aggregator("SUM", Primitive.BIGINT), Long.MIN_VALUE, -1L))
                .isInstanceOf(FunctionException.class);
        assertThatThrownBy(() -> of(aggregator("SUM", MONEY), money("999.99"), money("0.01")))
                .isInstanceOf(FunctionException.class)
                .hasMessageContaining("DECIMAL(5, 2)");
    }

    @Test
    void averages() {
        assertThat(of(aggregator("AVG", Primitive.BIGINT), -1L, Long.MAX_VALUE, 1L, null))
                .isEqualTo(3.0744573456182584e18);
        assertThat(
                        of(
                                aggregator("AVG", Primitive.BIGINT),
                                Long.MAX_VALUE,
                                Long.MAX_VALUE,
                                Long.MAX_VALUE))
                .isEqualTo((double) Long.MAX_VALUE);
        assertThat(of(aggregator("AVG", Primitive.INTEGER), 1, 2)).isEqualTo(1.5);
        assertThat(of(aggregator("AVG", Primitive.DOUBLE), 1.0, 2.0)).isEqualTo(1.5);
        assertThat(of(aggregator("AVG", Primitive.DOUBLE), (Object) null)).isNull();
    }

    @Test
    void averagesOfBigintsAreExactInAnyOrder() {
        var average = aggregator("AVG", Primitive.BIGINT);
        var random = new Random(3);
        var numbers = new ArrayList<@Nullable Object>(List.of(0L, Long.MAX_VALUE, Long.MIN_VALUE));
        random.longs(200).forEach(numbers::add);
        for (int i = 0; i < numbers.size(); i++) {
            var left = numbers.subList(0, i);
            var right = numbers.subList(i, numbers.size());
            assertThat(average.result(state(average, right.toArray()))).isEqualTo(mean(right));
            var all =
                    average.merge(state(average, left.toArray()), state(average, right.toArray()));
            assertThat(average.result(all)).isEqualTo(mean(numbers));
            for (var number : left) {
                all = average.undo(all, args(number), 0);
            }
            assertThat(all).isEqualTo(state(average, right.toArray()));
        }
    }

    private static double mean(List<@Nullable Object> numbers) {
        return numbers.stream()
                        .map(n -> BigDecimal.valueOf((Long) n))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .doubleValue()
                / numbers.size();
    }

    @Test
    void undoingEverythingGivesTheEmptyGroup() {
        var values =
                List.<List<?>>of(
                        List.of(3, -4, Integer.MAX_VALUE - 7),
                        List.of(3L, -4L, 1L << 60),
                        List.of(0.1, 0.2, 0.3),
                        List.of(money("1.10"), money("-2.20"), money("0.05")));
        var types = List.of(Primitive.INTEGER, Primitive.BIGINT, Primitive.DOUBLE, MONEY);
        var random = new Random(17);
        for (int i = 0; i < types.size(); i++) {
            for (var name : List.of("COUNT", "SUM", "AVG")) {
                if (name.equals("AVG") && types.get(i) == MONEY) {
                    continue; // DECIMAL widens to DOUBLE
                }
                var aggregator = aggregator(name, types.get(i));
                assertThat(aggregator.canUndo()).isTrue();
                var order = new ArrayList<@Nullable Object>(values.get(i));
                order.add(null);
                var state = state(aggregator, order.toArray());
                java.util.Collections.shuffle(order, random);
                for (var value : order) {
                    state = aggregator.undo(state, args(value), 0);
                }
                if (name.equals("SUM") && types.get(i) == Primitive.DOUBLE) {
                    assertThat((double) aggregator.result(state)).isBetween(-1e-15, 1e-15);
                } else {
                    assertThat(aggregator.result(state))
                            .describedAs("%s of %s", name, types.get(i))
                            .isEqualTo(aggregator.result(aggregator.initial()));
                }
            }
        }
    }

    @Test
    void undoTakesTheOldRowOut() {
        var sum = aggregator("SUM", MONEY);
        var state = state(sum, money("10.00"), money("5.00"));
        state = sum.add(sum.undo(state, args(money("5.00")), 0), args(money("7.50")), 0);
        assertThat(sum.result(state)).isEqualTo(money("17.50"));
        var avg = aggregator("AVG", Primitive.INTEGER);
        assertThat(avg.result(avg.undo(state(avg, 1, 5), args(1), 0))).isEqualTo(5.0);
    }

    @Test
    void extremesIgnoreNullsAndCannotUndo() {
        assertThat(of(aggregator("MIN", Primitive.BIGINT), null, 5L, -1L, null)).isEqualTo(-1L);
        assertThat(of(aggregator("MAX", Primitive.STRING), "B", "A", "b")).isEqualTo("b");
        assertThat(of(aggregator("MAX", MONEY), money("-1.00"), money("1.00")))
                .isEqualTo(money("1.00"));
        assertThat(
                        of(
                                aggregator("MAX", Primitive.BYTES),
                                ByteBuffer.wrap(new byte[] {1}),
                                ByteBuffer.wrap(new byte[] {-1})))
                .isEqualTo(ByteBuffer.wrap(new byte[] {-1}));
        var max = aggregator("MAX", Primitive.INTEGER);
        assertThat(of(max)).isNull();
        assertThat(max.canUndo()).isFalse();
        assertThatThrownBy(() -> max.undo(1, args(1), 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void valuesByOffset() {
        var earliest = "EARLIEST_BY_OFFSET";
        var latest = "LATEST_BY_OFFSET";
        var type = Primitive.INTEGER;
        assertThat(of(aggregator(earliest, type), null, 12, 13)).isEqualTo(12);
        assertThat(of(aggregator(earliest, type, false), null, 13)).isNull();
        assertThat(of(aggregator(earliest, type, 2), 12, null, 13, 14)).isEqualTo(List.of(12, 13));
        assertThat(of(aggregator(earliest, type, 2, false), 12, null, 13))
                .isEqualTo(Arrays.asList(12, null));
        assertThat(of(aggregator(earliest, type, 2), null, null)).isEqualTo(List.of());
        assertThat(of(aggregator(latest, type), 12, 13, null)).isEqualTo(13);
        assertThat(of(aggregator(latest, type, false), 12, null)).isNull();
        assertThat(of(aggregator(latest, type, 2), 12, 13, 14)).isEqualTo(List.of(13, 14));
        assertThatThrownBy(() -> aggregator(latest, type, 0))
                .hasMessage("latestN must be 1 or more, but is 0");
    }

    @Test
    void sessionsMerge() {
        assertThat(merged("COUNT", Primitive.INTEGER)).isEqualTo(4L);
        assertThat(merged("SUM", Primitive.INTEGER)).isEqualTo(10);
        assertThat(merged("AVG", Primitive.INTEGER)).isEqualTo(2.5);
        assertThat(merged("MIN", Primitive.INTEGER)).isEqualTo(1);
        assertThat(merged("MAX", Primitive.INTEGER)).isEqualTo(4);
        assertThat(merged("EARLIEST_BY_OFFSET", Primitive.INTEGER)).isEqualTo(1);
        assertThat(merged("LATEST_BY_OFFSET", Primitive.INTEGER)).isEqualTo(4);
    }

    private static @Nullable Object merged(String name, SqlType type) {
        var a = aggregator(name, type);
        return a.result(a.merge(state(a, 1, 2), state(a, 3, 4)));
    }
}
