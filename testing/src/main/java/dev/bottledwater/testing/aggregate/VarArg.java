// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

import org.jspecify.annotations.Nullable;

/** Any number of columns. */
@AggregateFunction(
        name = "VAR_ARG",
        description = "The sum of numbers and lengths.",
        acceptsNulls = true)
public final class VarArg {
    public long initial() {
        return 0;
    }

    public long add(long state, @Nullable Long number, @Nullable String... texts) {
        return state + Lengths.of(number, texts);
    }

    public long merge(long earlier, long later) {
        return earlier + later;
    }
}
