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
 * AVG of INTEGERs and DOUBLEs: nulls are left out, and the average of nothing is null. Whole
 * numbers are summed exactly, so that what was added can be taken away again.
 */
final class Average implements Aggregator {
    private final SqlType argument;
    private final Sum sum;
    private final SqlType state;

    static Aggregator of(SqlType argument) {
        return argument == Primitive.BIGINT ? new LongAverage() : new Average(argument);
    }

    private Average(SqlType argument) {
        this.argument = argument;
        var sumType = argument == Primitive.INTEGER ? Primitive.BIGINT : Primitive.DOUBLE;
        this.sum = Sum.of(sumType);
        this.state =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("SUM", sumType),
                                new SqlType.Field("COUNT", Primitive.BIGINT)));
    }

    @Override
    public SqlType stateType() {
        return state;
    }

    @Override
    public Object initial() {
        return StructValue.of(sum.initial(), 0L);
    }

    @Override
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        var old = orInitial(state);
        var value = arguments.get(from);
        return value == null
                ? old
                : StructValue.of(sum.merge(old.get(0), widened(value)), count(old) + 1);
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    @Override
    public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        var old = orInitial(state);
        var value = arguments.get(from);
        if (value == null) {
            return old;
        }
        return count(old) == 1
                ? initial() // no rest of DOUBLE arithmetic stays in an empty group
                : StructValue.of(sum.without(old.get(0), widened(value)), count(old) - 1);
    }

    @Override
    public @Nullable Object result(@Nullable Object state) {
        var values = orInitial(state);
        return count(values) == 0
                ? null
                : (Object) (((Number) sum.result(values.get(0))).doubleValue() / count(values));
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        var a = orInitial(left);
        var b = orInitial(right);
        return StructValue.of(sum.merge(a.get(0), b.get(0)), count(a) + count(b));
    }

    private StructValue orInitial(@Nullable Object state) {
        return (StructValue) (state == null ? initial() : state);
    }

    private static long count(StructValue state) {
        return state.get(1) instanceof Long count ? count : 0;
    }

    private Object widened(Object value) {
        return argument == Primitive.INTEGER ? (Object) (long) (int) value : value;
    }
}
