// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** COUNT_DISTINCT: about how many different values there are; nulls are left out. */
record CountDistinct() implements Aggregator {
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    @Override
    public SqlType stateType() {
        return Primitive.BYTES;
    }

    @Override
    public Object initial() {
        return EMPTY;
    }

    @Override
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        var value = arguments.get(from);
        return value == null
                ? sketch(state)
                : DistinctSketch.with(sketch(state), ValueHash.of(value));
    }

    @Override
    public Object result(@Nullable Object state) {
        return DistinctSketch.count(sketch(state));
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        return DistinctSketch.merged(sketch(left), sketch(right));
    }

    private static ByteBuffer sketch(@Nullable Object state) {
        return state == null ? EMPTY : (ByteBuffer) state;
    }
}
