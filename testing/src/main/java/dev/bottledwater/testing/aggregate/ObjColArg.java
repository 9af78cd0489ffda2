// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

import java.util.ArrayList;
import java.util.List;

/** Any number of columns of mixed types. */
@AggregateFunction(
        name = "OBJ_COL_ARG",
        description = "The first arguments of rows without a null.")
public final class ObjColArg {
    public List<Integer> initial() {
        return List.of();
    }

    public List<Integer> add(List<Integer> state, int first, Object... others) {
        var longer = new ArrayList<>(state);
        longer.add(first);
        return longer;
    }

    public List<Integer> merge(List<Integer> earlier, List<Integer> later) {
        var both = new ArrayList<>(earlier);
        both.addAll(later);
        return both;
    }
}
