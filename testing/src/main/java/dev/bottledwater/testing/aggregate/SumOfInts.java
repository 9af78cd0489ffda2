// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

/** {@code TEST_UDAF} of INTs, which gives a BIGINT. */
@AggregateFunction(name = "TEST_UDAF", description = "The sum.")
public final class SumOfInts {
    public long initial() {
        return 0;
    }

    public long add(long state, int value) {
        return state + value;
    }

    public long merge(long earlier, long later) {
        return earlier + later;
    }

    public long undo(long state, int value) {
        return state - value;
    }
}
