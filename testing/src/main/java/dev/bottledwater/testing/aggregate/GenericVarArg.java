// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.udf.AggregateFunction;

import java.util.ArrayList;
import java.util.List;

/** Columns of any types, any number of which have one. */
@AggregateFunction(
        name = "GENERIC_VAR_ARG",
        description = "The first arguments of rows without a null.")
public final class GenericVarArg<A, B, C> {
    public List<A> initial() {
        return List.of();
    }

    @SafeVarargs
    public final List<A> add(List<A> state, A first, B second, C... others) {
        var longer = new ArrayList<>(state);
        longer.add(first);
        return longer;
    }

    public List<A> merge(List<A> earlier, List<A> later) {
        var both = new ArrayList<>(earlier);
        both.addAll(later);
        return both;
    }
}
