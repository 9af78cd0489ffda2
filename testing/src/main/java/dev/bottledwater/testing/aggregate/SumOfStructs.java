// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

/** {@code TEST_UDAF} of structs, which are added field by field. */
@AggregateFunction(name = "TEST_UDAF", description = "The sums of the fields.")
public final class SumOfStructs {
    public Pair initial() {
        return new Pair(0, 0);
    }

    public Pair add(Pair state, Pair value) {
        return merge(state, value);
    }

    public Pair merge(Pair earlier, Pair later) {
        return new Pair(earlier.a() + later.a(), earlier.b() + later.b());
    }

    /** {@code STRUCT<A INT, B INT>}. */
    public record Pair(int a, int b) {}
}
