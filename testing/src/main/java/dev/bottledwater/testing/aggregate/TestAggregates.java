// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.aggregate;

import dev.bottledwater.sql.function.AggregateSignature;
import dev.bottledwater.sql.function.AnnotatedAggregates;

import java.util.List;

/** The aggregate functions that conformance cases may call besides the built-in ones. */
public final class TestAggregates {
    private TestAggregates() {}

    /** Their signatures. Costs reflection: make them once per run. */
    public static List<AggregateSignature> all() {
        return AnnotatedAggregates.load(
                SumOfLongs.class,
                SumOfInts.class,
                SumOfDoubles.class,
                SumOfLengths.class,
                SumOfStructs.class,
                MultiArg.class,
                FourArg.class,
                FiveArg.class,
                VarArg.class,
                MidVarArg.class,
                GenericVarArg.class,
                ObjColArg.class);
    }
}
