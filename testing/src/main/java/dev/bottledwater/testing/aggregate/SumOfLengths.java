// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

/** {@code TEST_UDAF} of texts: the sum of their lengths and that of a literal. */
@AggregateFunction(name = "TEST_UDAF", description = "The sum of lengths.")
public final class SumOfLengths {
    private final long start;

    public SumOfLengths(String init) {
        this.start = init.length();
    }

    public long initial() {
        return start;
    }

    public long add(long state, String text) {
        return state + text.length();
    }

    public long merge(long earlier, long later) {
        return earlier + later - start;
    }
}
