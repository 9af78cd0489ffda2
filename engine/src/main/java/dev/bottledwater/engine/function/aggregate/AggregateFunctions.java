// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.aggregate;

import dev.bottledwater.sql.function.AggregateSignature;

import java.util.List;
import java.util.stream.Stream;

/** The signatures of the built-in aggregate functions. */
public final class AggregateFunctions {
    private AggregateFunctions() {}

    /** All overloads. */
    public static List<AggregateSignature> all() {
        return Stream.of(
                        NumberAggregates.all(),
                        OrderAggregates.all(),
                        CollectionAggregates.all(),
                        OffsetAggregates.all())
                .flatMap(List::stream)
                .toList();
    }
}
