// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.function;

import dev.bottledwater.udf.BadArgumentException;
import dev.bottledwater.udf.ScalarFunction;
import dev.bottledwater.udf.TableFunction;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Functions that fail. */
public final class FailingFunctions {
    private final AtomicBoolean answers = new AtomicBoolean();

    /** One for a call of {@code BAD_UDF(STRING)}. */
    public FailingFunctions() {}

    /** Always fails. */
    @ScalarFunction(name = "BAD_UDF", description = "Always fails.")
    public static String always(int value) {
        throw new BadArgumentException("it always fails");
    }

    /** Fails when it is told to. */
    @ScalarFunction(name = "BAD_UDF", description = "Fails for true.")
    public static int when(boolean fails) {
        failIf(fails);
        return 0;
    }

    /** Its argument every second time, else null. */
    @ScalarFunction(name = "BAD_UDF", description = "Null at every other call.")
    public @Nullable String everyOther(String value) {
        boolean answer = answers.get();
        answers.set(!answer);
        return answer ? value : null;
    }

    /** Fails when it is told to. */
    @TableFunction(name = "THROWING_UDTF", description = "Fails for true.")
    public static List<Boolean> rows(boolean fails) {
        failIf(fails);
        return List.of(false);
    }

    private static void failIf(boolean fails) {
        if (fails) {
            throw new BadArgumentException("it was told to fail");
        }
    }
}
