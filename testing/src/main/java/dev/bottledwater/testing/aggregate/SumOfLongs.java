// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

/** {@code TEST_UDAF} of BIGINTs. */
@AggregateFunction(name = "TEST_UDAF", description = "The sum.")
public final class SumOfLongs {
    public long initial() {
        return 0;
    }

    public long add(long state, long value) {
        return state + value;
    }

    public long merge(long earlier, long later) {
        return earlier + later;
    }

    public long undo(long state, long value) {
        return state - value;
    }
}
