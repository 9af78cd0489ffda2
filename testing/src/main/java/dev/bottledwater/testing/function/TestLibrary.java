// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.function;

import dev.bottledwater.sql.function.AnnotatedFunctions;
import dev.bottledwater.sql.function.FunctionOrigin;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.aggregate.TestAggregates;

/** The functions that conformance cases may call. */
public final class TestLibrary {
    private TestLibrary() {}

    /** These functions and those of this package. Costs reflection: make one per run. */
    public static FunctionRegistry addTo(FunctionRegistry functions) {
        return functions.with(
                AnnotatedFunctions.load(
                        FunctionOrigin.USER,
                        OverloadedFunction.class,
                        FailingFunctions.class,
                        BranchFunctions.class,
                        StructFunction.class),
                AnnotatedFunctions.loadTables(
                        FunctionOrigin.USER, OverloadedTableFunction.class, FailingFunctions.class),
                TestAggregates.all());
    }
}
