// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import dev.bottledwater.sql.function.AnnotatedFunctions;
import dev.bottledwater.sql.function.FunctionRegistry;

/** The functions that come with the engine. */
public final class BuiltInFunctions {
    private BuiltInFunctions() {}

    /** A registry of all built-in functions. Costs reflection: make one per process. */
    public static FunctionRegistry registry() {
        return new FunctionRegistry(
                AnnotatedFunctions.load(
                        StringFunctions.class,
                        TextSearchFunctions.class,
                        BytesFunctions.class,
                        MathFunctions.class,
                        RoundingFunctions.class,
                        ExtremeFunctions.class,
                        NullFunctions.class,
                        ArrayFunctions.class,
                        LambdaFunctions.class,
                        DateTimeFunctions.class,
                        DateTimeFormatFunctions.class,
                        JsonFunctions.class),
                AggregateFunctions.all());
    }
}
