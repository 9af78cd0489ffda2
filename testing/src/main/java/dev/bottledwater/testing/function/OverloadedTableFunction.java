// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.function;

import dev.bottledwater.udf.TableFunction;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code TEST_UDTF}: a row for each argument. */
public final class OverloadedTableFunction {
    private static final String NAME = "TEST_UDTF";
    private static final String TEXTS = "A row with the text of each argument.";
    private static final String ITSELF = "One row with the argument.";

    private OverloadedTableFunction() {}

    /** The texts of seven values. */
    @TableFunction(name = NAME, description = TEXTS)
    public static List<String> values(
            int a, long b, double c, boolean d, String e, BigDecimal f, Wrapped g) {
        return texts(a, b, c, d, e, f, g);
    }

    /** The texts of the first elements of seven arrays. */
    @TableFunction(name = NAME, description = TEXTS)
    public static List<String> arrays(
            List<Integer> a,
            List<Long> b,
            List<Double> c,
            List<Boolean> d,
            List<String> e,
            List<BigDecimal> f,
            List<Wrapped> g) {
        return texts(
                a.getFirst(),
                b.getFirst(),
                c.getFirst(),
                d.getFirst(),
                e.getFirst(),
                f.getFirst(),
                g.getFirst());
    }

    /** The texts of the first values of seven maps. */
    @TableFunction(name = NAME, description = TEXTS)
    public static List<String> maps(
            Map<String, Integer> a,
            Map<String, Long> b,
            Map<String, Double> c,
            Map<String, Boolean> d,
            Map<String, String> e,
            Map<String, BigDecimal> f,
            Map<String, Wrapped> g) {
        return texts(first(a), first(b), first(c), first(d), first(e), first(f), first(g));
    }

    /** The same where the first map's keys are numbers. */
    @TableFunction(name = NAME, description = TEXTS)
    public static List<String> mapsOfNumbers(
            Map<Long, Integer> a,
            Map<String, Long> b,
            Map<String, Double> c,
            Map<String, Boolean> d,
            Map<String, String> e,
            Map<String, BigDecimal> f,
            Map<String, Wrapped> g) {
        return texts(first(a), first(b), first(c), first(d), first(e), first(f), first(g));
    }

    /** A row with an INT. */
    @TableFunction(name = NAME, description = ITSELF)
    public static List<Integer> one(int value) {
        return List.of(value);
    }

    /** A row with a BIGINT. */
    @TableFunction(name = NAME, description = ITSELF)
    public static List<Long> one(long value) {
        return List.of(value);
    }

    /** A row with a DOUBLE. */
    @TableFunction(name = NAME, description = ITSELF)
    public static List<Double> one(double value) {
        return List.of(value);
    }

    /** A row with a BOOLEAN. */
    @TableFunction(name = NAME, description = ITSELF)
    public static List<Boolean> one(boolean value) {
        return List.of(value);
    }

    /** A row with a STRING. */
    @TableFunction(name = NAME, description = ITSELF)
    public static List<String> one(String value) {
        return List.of(value);
    }

    /** A row with a DECIMAL of ten decimal places. */
    @TableFunction(name = NAME, description = ITSELF, returns = "DECIMAL(30, 10)")
    public static List<BigDecimal> one(BigDecimal value) {
        return List.of(value);
    }

    /** A row with a struct. */
    @TableFunction(name = NAME, description = ITSELF)
    public static List<Wrapped> one(Wrapped value) {
        return List.of(value);
    }

    private static Object first(Map<?, ?> map) {
        return Objects.requireNonNull(map.values().iterator().next());
    }

    private static List<String> texts(Object... values) {
        return Stream.of(values).map(Object::toString).toList();
    }
}
