// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** States that are arrays. They are never changed: a change is a copy of the size that it needs. */
final class Elements {
    private Elements() {}

    /** The elements of a state, null for none. */
    static List<?> of(@Nullable Object state) {
        return state == null ? List.of() : (List<?>) state;
    }

    /**
     * With {@code value} in the place {@code index}; what then is beyond {@code limit} elements
     * falls off the end.
     */
    static List<?> inserted(List<?> list, int index, @Nullable Object value, int limit) {
        int size = Math.min(list.size() + 1, limit);
        var values = new @Nullable Object[size];
        for (int i = 0; i < index; i++) {
            values[i] = list.get(i);
        }
        values[index] = value;
        for (int i = index + 1; i < size; i++) {
            values[i] = list.get(i - 1);
        }
        return Arrays.asList(values);
    }

    /** Without the first element and with {@code value} as the last. */
    static List<?> shifted(List<?> list, @Nullable Object value) {
        int last = list.size() - 1;
        var values = new @Nullable Object[last + 1];
        for (int i = 0; i < last; i++) {
            values[i] = list.get(i + 1);
        }
        values[last] = value;
        return Arrays.asList(values);
    }

    /** Without the element at {@code index}. */
    static List<?> removed(List<?> list, int index) {
        var values = new @Nullable Object[list.size() - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i < index ? i : i + 1);
        }
        return Arrays.asList(values);
    }

    /** With {@code value} instead of the element at {@code index}. */
    static List<?> replaced(List<?> list, int index, Object value) {
        var values = list.toArray();
        values[index] = value;
        return Arrays.asList(values);
    }
}
