// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * CORRELATION: Pearson's coefficient of two columns. Rows with a null are left out; with fewer than
 * two rows, or a column of equal values, it is NaN.
 *
 * <p>The state has sums of distances from the first row instead of sums of values, which would lose
 * the digits that matter where values are large and close together.
 */
record Correlation() implements Aggregator {
    private static final int COUNT = 0;
    private static final int X0 = 1;
    private static final int Y0 = 2;
    private static final int X = 3;
    private static final int Y = 4;
    private static final int XX = 5;
    private static final int YY = 6;
    private static final int XY = 7;

    private static final SqlType STATE =
            new SqlType.Struct(
                    Stream.of("COUNT", "X0", "Y0", "X", "Y", "XX", "YY", "XY")
                            .map(name -> new SqlType.Field(name, Primitive.DOUBLE))
                            .toList());

    @Override
    public SqlType stateType() {
        return STATE;
    }

    @Override
    public @Nullable Object initial() {
        return null;
    }

    @Override
    public @Nullable Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        return changed(state, arguments, from, 1);
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    @Override
    public @Nullable Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        return changed(state, arguments, from, -1);
    }

    private static @Nullable Object changed(
            @Nullable Object state, ArgumentValues arguments, int from, int rows) {
        if (!(arguments.get(from) instanceof Number x)
                || !(arguments.get(from + 1) instanceof Number y)) {
            return state;
        }
        var sums = sums(state);
        if (sums[COUNT] == 0) {
            sums[X0] = x.doubleValue();
            sums[Y0] = y.doubleValue();
        }
        double dx = x.doubleValue() - sums[X0];
        double dy = y.doubleValue() - sums[Y0];
        sums[COUNT] += rows;
        sums[X] += rows * dx;
        sums[Y] += rows * dy;
        sums[XX] += rows * dx * dx;
        sums[YY] += rows * dy * dy;
        sums[XY] += rows * dx * dy;
        return state(sums);
    }

    @Override
    public Object result(@Nullable Object state) {
        var s = sums(state);
        double n = s[COUNT];
        double together = n * s[XY] - s[X] * s[Y];
        double x = n * s[XX] - s[X] * s[X];
        double y = n * s[YY] - s[Y] * s[Y];
        return n < 2 ? Double.NaN : together / Math.sqrt(x * y);
    }

    @Override
    public @Nullable Object merge(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        var a = sums(left);
        var b = sums(right);
        double n = b[COUNT];
        double dx = b[X0] - a[X0];
        double dy = b[Y0] - a[Y0];
        a[COUNT] += n;
        a[XX] += b[XX] + 2 * dx * b[X] + n * dx * dx;
        a[YY] += b[YY] + 2 * dy * b[Y] + n * dy * dy;
        a[XY] += b[XY] + dx * b[Y] + dy * b[X] + n * dx * dy;
        a[X] += b[X] + n * dx;
        a[Y] += b[Y] + n * dy;
        return state(a);
    }

    private static double[] sums(@Nullable Object state) {
        var sums = new double[8];
        if (state instanceof StructValue values) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = values.get(i) instanceof Double sum ? sum : 0;
            }
        }
        return sums;
    }

    /** An empty group has no state, so that its next row is the first again. */
    private static @Nullable StructValue state(double[] sums) {
        return sums[COUNT] <= 0 ? null : StructValue.of(Arrays.stream(sums).boxed().toArray());
    }
}
