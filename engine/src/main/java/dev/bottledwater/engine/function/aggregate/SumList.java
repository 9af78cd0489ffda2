// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.Aggregator;
import dev.bottledwater.sql.function.ArgumentValues;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

/** SUM_LIST: the sum of the elements of arrays; nulls, arrays or elements, are left out. */
record SumList(Sum sum) implements Aggregator {

    @Override
    public SqlType stateType() {
        return sum.stateType();
    }

    @Override
    public Object initial() {
        return sum.initial();
    }

    @Override
    public Object add(@Nullable Object state, ArgumentValues arguments, int from) {
        Object total = sum.result(state);
        for (@Nullable Object element : Elements.of(arguments.get(from))) {
            total = sum.merge(total, element);
        }
        return total;
    }

    @Override
    public boolean canUndo() {
        return true;
    }

    @Override
    public Object undo(@Nullable Object state, ArgumentValues arguments, int from) {
        Object total = sum.result(state);
        for (@Nullable Object element : Elements.of(arguments.get(from))) {
            total = element == null ? total : sum.without(total, element);
        }
        return total;
    }

    @Override
    public Object result(@Nullable Object state) {
        return sum.result(state);
    }

    @Override
    public Object merge(@Nullable Object left, @Nullable Object right) {
        return sum.merge(left, right);
    }
}
