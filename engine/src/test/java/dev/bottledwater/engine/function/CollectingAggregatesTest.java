// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.AggregateSignature.Binding;
import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ParameterType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class CollectingAggregatesTest {
    private static final List<AggregateSignature> ALL =
            BuiltInFunctions.registry().aggregates().values().stream()
                    .flatMap(List::stream)
                    .toList();

    private static Aggregator of(
            String name, List<SqlType> types, List<?> literals, Map<String, String> settings) {
        return ALL.stream()
                .filter(a -> a.name().equals(name) && a.constants().size() == literals.size())
                .filter(
                        a ->
                                a.parameters().getFirst().type()
                                                instanceof ParameterType.Exact(var exact)
                                        ? exact.equals(types.getFirst())
                                        : true)
                .findFirst()
                .orElseThrow()
                .factory()
                .create(new Binding(types, List.copyOf(literals), settings));
    }

    private static Aggregator of(String name, SqlType type, Object... literals) {
        return of(name, List.of(type), List.of(literals), Map.of());
    }

    private static Aggregator limited(String name, int limit) {
        return of(
                name,
                List.of(Primitive.INTEGER),
                List.of(),
                Map.of(
                        "ksql.functions.%s.limit"
                                .formatted(name.toLowerCase(java.util.Locale.ROOT)),
                        "" + limit));
    }

    private static @Nullable Object state(Aggregator aggregator, @Nullable Object... values) {
        var state = aggregator.initial();
        for (var value : values) {
            state = aggregator.add(state, Row.of(value), 0);
        }
        return state;
    }

    private static @Nullable Object undone(
            Aggregator aggregator, @Nullable Object state, @Nullable Object value) {
        return aggregator.result(aggregator.undo(state, Row.of(value), 0));
    }

    private static @Nullable Object merged(
            Aggregator aggregator, List<@Nullable Object> left, List<@Nullable Object> right) {
        return aggregator.result(
                aggregator.merge(
                        state(aggregator, left.toArray()), state(aggregator, right.toArray())));
    }

    @Test
    void listKeepsAllAndGivesTheLastOfEqualOnesBack() {
        var list = of("COLLECT_LIST", Primitive.INTEGER);
        var state = state(list, 1, 2, null, 1);
        assertThat(list.result(state)).isEqualTo(Arrays.asList(1, 2, null, 1));
        assertThat(undone(list, state, 1)).isEqualTo(Arrays.asList(1, 2, null));
        assertThat(undone(list, state, null)).isEqualTo(List.of(1, 2, 1));
        assertThat(undone(list, state, 7)).isEqualTo(Arrays.asList(1, 2, null, 1));
        assertThat(list.result(state))
                .describedAs("the old state")
                .isEqualTo(Arrays.asList(1, 2, null, 1));
        assertThat(merged(list, List.of(1, 2), List.of(2))).isEqualTo(List.of(1, 2, 2));
    }

    @Test
    void limitsHoldWhenAddingAndMerging() {
        var list = limited("COLLECT_LIST", 3);
        assertThat(state(list, 1, 1, 2, 3)).isEqualTo(List.of(1, 1, 2));
        assertThat(merged(list, List.of(1, 2), List.of(3, 4))).isEqualTo(List.of(1, 2, 3));
        assertThat(merged(list, List.of(1, 2, 3), List.of(4))).isEqualTo(List.of(1, 2, 3));
        var set = limited("COLLECT_SET", 2);
        assertThat(state(set, 1, 1, 2, 3)).isEqualTo(List.of(1, 2));
        assertThat(merged(set, List.of(1), List.of(1, 4, 5))).isEqualTo(List.of(1, 4));
        assertThat(state(limited("COLLECT_LIST", 0), 1)).isEqualTo(List.of());
        assertThat(state(limited("COLLECT_LIST", -1), 1, 2)).isEqualTo(List.of(1, 2));
        assertThatThrownBy(
                        () ->
                                of(
                                        "COLLECT_SET",
                                        List.of(Primitive.INTEGER),
                                        List.of(),
                                        Map.of("ksql.functions.collect_set.limit", "many")))
                .hasMessage(
                        "the property ksql.functions.collect_set.limit must be a whole number, but"
                                + " is 'many'");
    }

    @Test
    void setKeepsFirstArrivals() {
        var set = of("COLLECT_SET", Primitive.STRING);
        assertThat(state(set, "b", null, "a", "b", null)).isEqualTo(Arrays.asList("b", null, "a"));
        assertThat(set.canUndo()).isFalse();
    }

    @Test
    void histogramCountsAndForgets() {
        var histogram = of("HISTOGRAM", Primitive.STRING);
        var state = state(histogram, "b", "a", null, "b");
        assertThat(histogram.result(state)).isEqualTo(Map.of("b", 2L, "a", 1L));
        assertThat(undone(histogram, state, "a")).isEqualTo(Map.of("b", 2L));
        assertThat(undone(histogram, state, "b")).isEqualTo(Map.of("b", 1L, "a", 1L));
        assertThat(undone(histogram, state, "c")).isEqualTo(Map.of("b", 2L, "a", 1L));
        assertThat(merged(histogram, List.of("a", "b"), List.of("b", "c")))
                .isEqualTo(Map.of("a", 1L, "b", 2L, "c", 1L));
    }

    @Test
    void histogramTakesAThousandTexts() {
        var histogram = of("HISTOGRAM", Primitive.STRING);
        var texts = IntStream.range(0, 1001).mapToObj(i -> "t" + i).toArray();
        var full = (Map<?, ?>) state(histogram, texts);
        assertThat(full).hasSize(1000);
        assertThat(full.get("t1000")).isNull();
        assertThat(histogram.add(full, Row.of("t7"), 0)).extracting("t7").isEqualTo(2L);
        var both = (Map<?, ?>) histogram.merge(full, Map.of("new", 1L, "t7", 3L));
        assertThat(both.get("t7")).isEqualTo(4L);
        assertThat(both.containsKey("new")).isFalse();
    }

    @Test
    void topKIsSortedAndStable() {
        var top = of("TOPK", Primitive.INTEGER, 3);
        assertThat(state(top, 2, null, 5)).isEqualTo(List.of(5, 2));
        assertThat(state(top, 2, 5, 1, 9, 5)).isEqualTo(List.of(9, 5, 5));
        assertThat(merged(top, List.of(1, 4, 6), List.of(5, 6))).isEqualTo(List.of(6, 6, 5));
        assertThat(top.canUndo()).isFalse();
        var structs =
                of(
                        "TOPK",
                        List.of(Primitive.INTEGER, Primitive.STRING, Primitive.BOOLEAN),
                        List.of(2),
                        Map.of());
        var state = structs.initial();
        state = structs.add(state, Row.of("skipped", 5, "first", true), 1);
        state = structs.add(state, Row.of("skipped", 5, "second", null), 1);
        state = structs.add(state, Row.of("skipped", 5, "third", true), 1);
        state = structs.add(state, Row.of("skipped", null, "fourth", true), 1);
        assertThat(structs.result(state))
                .isEqualTo(
                        List.of(
                                StructValue.of(5, "first", true),
                                StructValue.of(5, "second", null)));
    }

    @Test
    void topKDistinctKeepsOneOfEqualValues() {
        var top = of("TOPKDISTINCT", Primitive.STRING, 2);
        assertThat(state(top, "b", "a", "b", "c", "a")).isEqualTo(List.of("c", "b"));
        assertThat(merged(top, List.of("a", "b"), List.of("b", "c"))).isEqualTo(List.of("c", "b"));
    }

    @Test
    void sizesMustBePositive() {
        assertThatThrownBy(() -> of("TOPK", Primitive.INTEGER, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k must be 1 or more, but is 0");
    }

    @Test
    void mergingWithAnEmptySessionChangesNothing() {
        var aggregators =
                List.of(
                        of("COLLECT_LIST", Primitive.STRING),
                        of("COLLECT_SET", Primitive.STRING),
                        of("HISTOGRAM", Primitive.STRING),
                        of("TOPK", Primitive.STRING, 2),
                        of("TOPKDISTINCT", Primitive.STRING, 2),
                        of("ATTR", Primitive.STRING),
                        of("COUNT_DISTINCT", Primitive.STRING),
                        of("EARLIEST_BY_OFFSET", Primitive.STRING),
                        of("LATEST_BY_OFFSET", Primitive.STRING, 2));
        for (var aggregator : aggregators) {
            var state = state(aggregator, "b", "a", "b", "c");
            var result = aggregator.result(state);
            assertThat(aggregator.result(aggregator.merge(aggregator.initial(), state)))
                    .isEqualTo(result);
            assertThat(aggregator.result(aggregator.merge(state, aggregator.initial())))
                    .isEqualTo(result);
        }
    }
}
