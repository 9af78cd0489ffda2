// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

import org.jspecify.annotations.Nullable;

/** Two columns, and any number of literals. */
@AggregateFunction(
        name = "MULTI_ARG",
        description = "The sum of numbers and lengths.",
        acceptsNulls = true)
public final class MultiArg {
    private final long start;

    public MultiArg(int init, String... more) {
        this.start = Lengths.of(init, more);
    }

    public long initial() {
        return start;
    }

    public long add(long state, @Nullable Long number, @Nullable String text) {
        return state + Lengths.of(number, text);
    }

    public long merge(long earlier, long later) {
        return earlier + later - start;
    }
}
