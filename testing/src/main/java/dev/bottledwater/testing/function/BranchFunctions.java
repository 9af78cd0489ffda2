// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.function;

import dev.bottledwater.udf.BadArgumentException;
import dev.bottledwater.udf.ScalarFunction;

/** Conditions and results of a CASE that tell when they are evaluated and shouldn't be. */
public final class BranchFunctions {
    private BranchFunctions() {}

    /**
     * The first argument.
     *
     * @throws BadArgumentException when the call isn't allowed
     */
    @ScalarFunction(name = "WHENCONDITION", description = "A condition that may be forbidden.")
    public static boolean condition(boolean result, boolean allowed) {
        check(allowed);
        return result;
    }

    /**
     * The first argument.
     *
     * @throws BadArgumentException when the call isn't allowed
     */
    @ScalarFunction(name = "WHENRESULT", description = "A result that may be forbidden.")
    public static int result(int result, boolean allowed) {
        check(allowed);
        return result;
    }

    private static void check(boolean allowed) {
        if (!allowed) {
            throw new BadArgumentException("this branch must not be evaluated");
        }
    }
}
