// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.engine.eval.EvaluationErrors;
import dev.bottledwater.engine.eval.Failures;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/** What generated code calls; every method is named in some {@code …Code} class. */
final class Operations {
    private Operations() {}

    static String concat(@Nullable Object a, @Nullable Object b) {
        return String.valueOf(a) + b;
    }

    static String concat(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
        return String.valueOf(a) + b + c;
    }

    static String concat(
            @Nullable Object a, @Nullable Object b, @Nullable Object c, @Nullable Object d) {
        return String.valueOf(a) + b + c + d;
    }

    /** The element at a position from 1, or from -1 backwards; null where there is none. */
    static @Nullable Object element(Object list, long at) {
        var elements = (List<?>) list;
        long index = at > 0 ? at - 1 : elements.size() + at;
        return at == 0 || index < 0 || index >= elements.size() ? null : elements.get((int) index);
    }

    /** Whether a sorted array holds the number. */
    static boolean contains(long[] sorted, long number) {
        return Arrays.binarySearch(sorted, number) >= 0;
    }

    /** Reports what a call threw, as the reference does. */
    static void callFailed(Exception failure, String beginning, EvaluationErrors errors) {
        Failures.call(
                failure instanceof RuntimeException e
                        ? e
                        : new IllegalStateException(failure.getMessage(), failure),
                beginning,
                errors);
    }
}
