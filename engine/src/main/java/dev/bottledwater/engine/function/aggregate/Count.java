// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

/** COUNT: rows in which no argument is null; all rows if there is no argument. */
record Count() implements Aggregator {

    @Override
    public SqlType stateType() {
        return Primitive.BIGINT;
    }

    @Override
    public Object initial() {
        return 0L;
    }

    @Override
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        return count(state) + (arguments.get(from) == null ? 0 : 1);
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    @Override
    public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        return count(state) - (arguments.get(from) == null ? 0 : 1);
    }

    @Override
    public Object result(@Nullable Object state) {
        return count(state);
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        return count(left) + count(right);
    }

    private static long count(@Nullable Object state) {
        return state == null ? 0 : (long) state;
    }
}
