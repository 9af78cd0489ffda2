// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

import org.jspecify.annotations.Nullable;

/** Four columns, and any number of literals. */
@AggregateFunction(
        name = "FOUR_ARG",
        description = "The sum of numbers and lengths.",
        acceptsNulls = true)
public final class FourArg {
    private final long start;

    public FourArg(int init, String... more) {
        this.start = Lengths.of(init, more);
    }

    public long initial() {
        return start;
    }

    public long add(
            long state,
            @Nullable Long number,
            @Nullable String a,
            @Nullable String b,
            @Nullable String c) {
        return state + Lengths.of(number, a, b, c);
    }

    public long merge(long earlier, long later) {
        return earlier + later - start;
    }
}
