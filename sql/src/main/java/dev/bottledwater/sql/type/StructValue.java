// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.type;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A value of a {@link SqlType.Struct}: one element per field, in the order of the type's fields.
 * Immutable: the array that is handed over must not be changed afterwards.
 */
public final class StructValue {
    private final @Nullable Object[] values;

    private StructValue(@Nullable Object[] values) {
        this.values = values;
    }

    /** Takes ownership of {@code values}. */
    public static StructValue of(@Nullable Object... values) {
        return new StructValue(values);
    }

    public @Nullable Object get(int index) {
        return values[index];
    }

    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof StructValue other && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "StructValue" + Arrays.toString(values);
    }
}
