// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.row;

import dev.bottledwater.sql.function.ArgumentValues;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A flat row: values by column index, in the layout of the plan node that emitted it. Immutable by
 * convention: the array is handed over at construction, so that a row costs one object and one
 * array on its way through a topology.
 */
public final class Row implements ArgumentValues {
    private final @Nullable Object[] values;

    private Row(@Nullable Object[] values) {
        this.values = values;
    }

    /** Takes ownership of {@code values}. */
    public static Row of(@Nullable Object... values) {
        return new Row(values);
    }

    @Override
    public @Nullable Object get(int index) {
        return values[index];
    }

    public int size() {
        return values.length;
    }

    /** A copy that the caller may change. */
    public @Nullable Object[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Row other && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Row" + Arrays.toString(values);
    }
}
