// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

import org.jspecify.annotations.Nullable;

/** Five columns, and any number of literals. */
@AggregateFunction(
        name = "FIVE_ARG",
        description = "The sum of numbers and lengths.",
        acceptsNulls = true)
public final class FiveArg {
    private final long start;

    public FiveArg(int init, String... more) {
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
            @Nullable String c,
            @Nullable Integer last) {
        return state + Lengths.of(number, a, b, c) + Lengths.of(last);
    }

    public long merge(long earlier, long later) {
        return earlier + later - start;
    }
}
