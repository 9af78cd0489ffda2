// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * STDDEV_SAMPLE, the sample standard deviation, and STDDEV_SAMP, which for history's sake is the
 * sample variance. Nulls are left out; of fewer than two values both are 0.
 *
 * <p>The state is the count, the sum, and the sum of squared distances from the mean, updated by
 * the method of Youngs and Cramer ("Some results relevant to choice of sum and sum-of-product
 * algorithms", 1971), which loses no digits where the values are large and close together.
 *
 * @param root whether the result is the root of the variance
 */
record Deviation(boolean root) implements Aggregator {
    private static final SqlType STATE =
            new SqlType.Struct(
                    List.of(
                            new SqlType.Field("COUNT", Primitive.BIGINT),
                            new SqlType.Field("SUM", Primitive.DOUBLE),
                            new SqlType.Field("SQUARES", Primitive.DOUBLE)));
    private static final StructValue EMPTY = StructValue.of(0L, 0.0, 0.0);

    @Override
    public SqlType stateType() {
        return STATE;
    }

    @Override
    public Object initial() {
        return EMPTY;
    }

    @Override
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        var old = values(state);
        if (!(arguments.get(from) instanceof Number value)) {
            return old;
        }
        long count = count(old) + 1;
        double sum = sum(old) + value.doubleValue();
        return StructValue.of(count, sum, squares(old) + distance(count, sum, value.doubleValue()));
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    @Override
    public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        var old = values(state);
        if (!(arguments.get(from) instanceof Number value)) {
            return old;
        }
        long count = count(old);
        if (count <= 1) {
            return EMPTY; // no rest of DOUBLE arithmetic stays in an empty group
        }
        double sum = sum(old) - value.doubleValue();
        double squares = squares(old) - distance(count, sum(old), value.doubleValue());
        return StructValue.of(count - 1, sum, count == 2 ? 0 : Math.max(0, squares));
    }

    /** By how much a value that is among the {@code count} raises the sum of squares. */
    private static double distance(long count, double sum, double value) {
        if (count < 2) {
            return 0;
        }
        double distance = count * value - sum;
        return distance * distance / ((double) count * (count - 1));
    }

    @Override
    public Object result(@Nullable Object state) {
        var values = values(state);
        long count = count(values);
        if (count < 2) {
            return 0.0;
        }
        double variance = squares(values) / (count - 1);
        return root ? Math.sqrt(variance) : variance;
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        var a = values(left);
        var b = values(right);
        if (count(a) == 0 || count(b) == 0) {
            return count(a) == 0 ? b : a;
        }
        double n = count(a);
        double m = count(b);
        double distance = m / n * sum(a) - sum(b);
        return StructValue.of(
                count(a) + count(b),
                sum(a) + sum(b),
                squares(a) + squares(b) + n / (m * (n + m)) * distance * distance);
    }

    private static StructValue values(@Nullable Object state) {
        return state == null ? EMPTY : (StructValue) state;
    }

    private static long count(StructValue state) {
        return state.get(0) instanceof Long count ? count : 0;
    }

    private static double sum(StructValue state) {
        return state.get(1) instanceof Double sum ? sum : 0;
    }

    private static double squares(StructValue state) {
        return state.get(2) instanceof Double squares ? squares : 0;
    }
}
