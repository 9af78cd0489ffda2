// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.function;

import dev.bottledwater.udf.ScalarFunction;

/** {@code TOSTRUCT}. */
public final class StructFunction {
    private StructFunction() {}

    /** The text as the field of a struct. */
    @ScalarFunction(name = "TOSTRUCT", description = "Wraps a text into a struct.")
    public static Wrapped wrap(String value) {
        return new Wrapped(value);
    }
}
