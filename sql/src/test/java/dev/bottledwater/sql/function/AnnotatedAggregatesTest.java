// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.function.AggregateSignature.Binding;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;
import dev.bottledwater.udf.AggregateFunction;
import dev.bottledwater.udf.Parameter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.lang.reflect.UndeclaredThrowableException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class AnnotatedAggregatesTest {

    /** Adds numbers, and lengths of texts; null numbers count 0. */
    @AggregateFunction(name = "total", description = "Adds.", acceptsNulls = true)
    public static final class Total {
        private final int start;

        public Total() {
            this(0);
        }

        public Total(int start, String... more) {
            if (start < 0) {
                throw new IllegalArgumentException("start must not be negative");
            }
            this.start = start + more.length;
        }

        public long initial() {
            return 0;
        }

        public long add(long state, @Nullable Integer number, @Nullable String text) {
            return state + (number == null ? 0 : number) + (text == null ? 0 : text.length());
        }

        public long undo(long state, @Nullable Integer number, @Nullable String text) {
            return state - (add(0, number, text));
        }

        public long merge(long a, long b) {
            return a + b;
        }

        public String result(long state) {
            return "total " + (state + start);
        }
    }

    /** Collects first arguments. */
    @AggregateFunction(name = "FIRSTS")
    public static final class Firsts<A, C> {
        public List<A> initial() {
            return List.of();
        }

        @SafeVarargs
        public final List<A> add(List<A> state, A first, int second, C... more) {
            var longer = new ArrayList<>(state);
            for (int i = 0; i <= more.length; i++) {
                longer.add(first);
            }
            return longer;
        }

        public List<A> merge(List<A> a, List<A> b) {
            var both = new ArrayList<>(a);
            both.addAll(b);
            return both;
        }
    }

    private static ArgumentValues row(@Nullable Object... values) {
        return i -> values[i];
    }

    private static Aggregator create(
            AggregateSignature signature, List<SqlType> types, @Nullable Object... constants) {
        return signature.factory().create(new Binding(types, Arrays.asList(constants), Map.of()));
    }

    @Test
    void constructorsAreOverloads() {
        var overloads = AnnotatedAggregates.load(Total.class);
        assertThat(overloads)
                .extracting(FunctionTexts::describe)
                .containsExactly(
                        "TOTAL(INT number, VARCHAR text)",
                        "TOTAL(INT number, VARCHAR text, INT start, VARCHAR... more)");
        assertThat(overloads)
                .extracting(AggregateSignature::id)
                .containsExactly(
                        "TOTAL(INTEGER,STRING)", "TOTAL(INTEGER,STRING)(INTEGER,STRING...)");
        assertThat(overloads.getFirst().documentation().category()).isEqualTo("AGGREGATE");
    }

    @Test
    void callsItsMethods() {
        List<SqlType> types = List.of(Primitive.INTEGER, Primitive.STRING);
        var total = create(AnnotatedAggregates.load(Total.class).getLast(), types, 3, "x", "y");
        var state = total.add(total.initial(), row("other", 5, "abc"), 1);
        state = total.add(state, row(null, null), 0);
        assertThat(state).isEqualTo(8L);
        assertThat(total.result(state)).isEqualTo("total 13");
        assertThat(total.result(total.merge(state, state))).isEqualTo("total 21");
        assertThat(total.canUndo()).isTrue();
        assertThat(total.undo(state, row(5, "abc"), 0)).isEqualTo(0L);
        assertThat(total.stateType()).isEqualTo(Primitive.BIGINT);
    }

    @Test
    void typeVariablesAndVariadicColumns() {
        var firsts = AnnotatedAggregates.load(Firsts.class).getFirst();
        List<SqlType> types =
                List.of(Primitive.DOUBLE, Primitive.INTEGER, Primitive.DATE, Primitive.DATE);
        assertThat(FunctionTexts.describe(firsts))
                .isEqualTo("FIRSTS(A first, INT second, C... more)");
        assertThat(firsts.result().of(types)).isEqualTo(new SqlType.Array(Primitive.DOUBLE));
        var aggregator = create(firsts, types);
        assertThat(aggregator.stateType()).isEqualTo(new SqlType.Array(Primitive.DOUBLE));
        var state = aggregator.add(aggregator.initial(), row(1.5, 1, "a", "b"), 0);
        state = aggregator.add(state, row(2.5, 1, "a", null), 0);
        assertThat(aggregator.result(state)).isEqualTo(List.of(1.5, 1.5, 1.5));
        assertThat(aggregator.canUndo()).isFalse();
        var none = create(firsts, types.subList(0, 2));
        assertThat(none.add(List.of(), row(1.5, 1), 0)).isEqualTo(List.of(1.5));
    }

    @Test
    void variadicPartsAreResolved() {
        var all = new ArrayList<>(AnnotatedAggregates.load(Total.class));
        all.addAll(AnnotatedAggregates.load(Firsts.class));
        assertThat(constants(all, "INTEGER", "STRING")).isEqualTo("TOTAL 0");
        assertThat(constants(all, "INTEGER", "STRING", "INTEGER")).isEqualTo("TOTAL 2");
        assertThat(constants(all, "INTEGER", "STRING", "INTEGER", "STRING", "STRING"))
                .isEqualTo("TOTAL 2");
        assertThat(constants(all, "INTEGER", "STRING", "STRING")).isEqualTo("none");
    }

    private static String constants(List<AggregateSignature> all, String... types) {
        var totals = all.stream().filter(f -> f.name().equals("TOTAL")).toList();
        var arguments =
                Arrays.stream(types)
                        .<Argument>map(t -> new Argument.Value(Primitive.valueOf(t)))
                        .toList();
        return switch (FunctionResolver.aggregate(totals, arguments)) {
            case FunctionResolver.Resolution.Found<AggregateSignature>(var call) ->
                    call.function().name() + " " + call.function().constants().size();
            case FunctionResolver.Resolution.NoMatch<AggregateSignature>() -> "none";
            case FunctionResolver.Resolution.Ambiguous<AggregateSignature>() -> "several";
        };
    }

    @Test
    void constructorsMayRefuse() {
        List<SqlType> types = List.of(Primitive.INTEGER, Primitive.STRING);
        var overload = AnnotatedAggregates.load(Total.class).getLast();
        assertThatThrownBy(() -> create(overload, types, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("start must not be negative");
        assertThatThrownBy(() -> create(overload, types, (Object) null))
                .hasMessage("start must not be NULL");
    }

    public record Point(int x, @Parameter(type = "DECIMAL(4, 2)") @Nullable BigDecimal y) {}

    /** Keeps the last struct. */
    @AggregateFunction(name = "LAST", acceptsNulls = true)
    public static final class Last {
        public @Nullable Point initial() {
            return null;
        }

        public @Nullable Point add(@Nullable Point state, @Nullable Point... points) {
            return points[points.length - 1];
        }

        public @Nullable Point merge(@Nullable Point a, @Nullable Point b) {
            return b == null ? a : b;
        }

        public String result(@Nullable Point point) {
            return String.valueOf(point);
        }
    }

    @Test
    void statesAndArgumentsMayBeRecords() {
        var struct =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("X", Primitive.INTEGER),
                                new SqlType.Field("Y", new SqlType.Decimal(4, 2))));
        var signature = AnnotatedAggregates.load(Last.class).getFirst();
        var last = create(signature, List.of(struct, struct));
        assertThat(last.stateType()).isEqualTo(struct);
        var one = StructValue.of(1, new BigDecimal("1.25"));
        var two = StructValue.of(2, null);
        assertThat(last.initial()).isNull();
        assertThat(last.add(null, row(one, two), 0)).isEqualTo(two);
        assertThat(last.add(two, row(two, one), 0)).isEqualTo(one);
        assertThat(last.result(last.merge(one, null)))
                .isEqualTo(new Point(1, new BigDecimal("1.25")).toString());
    }

    /** Fails in all its ways. */
    @AggregateFunction(name = "FAILING")
    public static final class Failing {
        public Failing(String how) {
            if (how.equals("constructor")) {
                throw new IllegalStateException(how);
            }
        }

        public long initial() {
            return 0;
        }

        public long add(long state, String how) throws Exception {
            switch (how) {
                case "checked" -> throw new java.io.IOException(how);
                case "error" -> throw new NoClassDefFoundError(how);
                case "machine" -> throw new OutOfMemoryError(how);
                default -> throw new IllegalStateException(how);
            }
        }

        public long merge(long a, long b) {
            return a + b;
        }
    }

    @Test
    void onlyErrorsOfTheMachineAreErrors() {
        var signature = AnnotatedAggregates.load(Failing.class).getFirst();
        List<SqlType> types = List.of(Primitive.STRING);
        assertThatThrownBy(() -> create(signature, types, "constructor"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its class can't be instantiated");
        var failing = create(signature, types, "later");
        assertThatThrownBy(() -> failing.add(0L, row("unchecked"), 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> failing.add(0L, row("checked"), 0))
                .isInstanceOf(UndeclaredThrowableException.class)
                .hasCauseInstanceOf(java.io.IOException.class);
        assertThatThrownBy(() -> failing.add(0L, row("error"), 0))
                .isInstanceOf(UndeclaredThrowableException.class);
        assertThatThrownBy(() -> failing.add(0L, row("machine"), 0))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @AggregateFunction(name = "X")
    public static final class NoMerge {
        public long initial() {
            return 0;
        }

        public long add(long state, long value) {
            return state + value;
        }
    }

    @AggregateFunction(name = "X")
    public static final class OtherState {
        public int initial() {
            return 0;
        }

        public long add(long state, long value) {
            return state + value;
        }

        public long merge(long a, long b) {
            return a + b;
        }
    }

    @AggregateFunction(name = "X", acceptsNulls = true)
    public static final class PrimitiveNulls {
        public long initial() {
            return 0;
        }

        public long add(long state, long value) {
            return state + value;
        }

        public long merge(long a, long b) {
            return a + b;
        }
    }

    @Test
    void classesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> AnnotatedAggregates.load(NoMerge.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        "NoMerge can't be an aggregate function: it has no public method merge");
        assertThatThrownBy(() -> AnnotatedAggregates.load(OtherState.class))
                .hasMessageEndingWith("initial must give a long and take ()");
        assertThatThrownBy(() -> AnnotatedAggregates.load(PrimitiveNulls.class))
                .hasMessageEndingWith(
                        "it accepts nulls, but the parameter value of add is of the primitive type long");
        assertThatThrownBy(() -> AnnotatedAggregates.load(String.class))
                .hasMessage(
                        "java.lang.String can't be an aggregate function: it has no @AggregateFunction");
    }
}
