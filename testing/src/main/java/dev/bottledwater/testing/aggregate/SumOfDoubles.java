// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

/** {@code TEST_UDAF} of DOUBLEs, which can't undo. */
@AggregateFunction(name = "TEST_UDAF", description = "The sum.")
public final class SumOfDoubles {
    public double initial() {
        return 0;
    }

    public double add(double state, double value) {
        return state + value;
    }

    public double merge(double earlier, double later) {
        return earlier + later;
    }
}
