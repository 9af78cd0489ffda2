// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.util.List;

/**
 * AVG of BIGINTs, as {@link Average}. Their exact sum has 128 bits, in two BIGINTs: no sum
 * overflows, and what was added can be taken away again.
 */
record LongAverage() implements Aggregator {
    private static final SqlType STATE =
            new SqlType.Struct(
                    List.of(
                            new SqlType.Field("COUNT", Primitive.BIGINT),
                            new SqlType.Field("LOW", Primitive.BIGINT),
                            new SqlType.Field("HIGH", Primitive.BIGINT)));
    private static final StructValue EMPTY = StructValue.of(0L, 0L, 0L);

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
        return arguments.get(from) instanceof Long value
                ? sum(old, 1, value, value >> Long.SIZE - 1)
                : old;
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    @Override
    public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        var old = values(state);
        return arguments.get(from) instanceof Long value
                // the negative in 128 bits; only that of 0 has a carry
                ? sum(old, -1, -value, ~(value >> Long.SIZE - 1) + (value == 0 ? 1 : 0))
                : old;
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        var b = values(right);
        return sum(values(left), number(b, 0), number(b, 1), number(b, 2));
    }

    private static StructValue sum(StructValue state, long count, long low, long high) {
        long sum = number(state, 1) + low;
        int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return StructValue.of(number(state, 0) + count, sum, number(state, 2) + high + carry);
    }

    @Override
    public @Nullable Object result(@Nullable Object state) {
        var values = values(state);
        long count = number(values, 0);
        long low = number(values, 1);
        long high = number(values, 2);
        if (count == 0) {
            return null;
        }
        double sum =
                high == low >> Long.SIZE - 1
                        ? low
                        : BigInteger.valueOf(high)
                                .shiftLeft(Long.SIZE)
                                .add(new BigInteger(Long.toUnsignedString(low)))
                                .doubleValue();
        return sum / count;
    }

    private static StructValue values(@Nullable Object state) {
        return state == null ? EMPTY : (StructValue) state;
    }

    private static long number(StructValue state, int index) {
        return state.get(index) instanceof Long number ? number : 0;
    }
}
