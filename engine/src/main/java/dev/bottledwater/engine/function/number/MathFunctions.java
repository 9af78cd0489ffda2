// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.number;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import java.math.BigDecimal;
import java.util.concurrent.ThreadLocalRandom;

/** Signs, powers, roots and logarithms. Bad arguments give NaN or an infinity, as in Java. */
@FunctionCategory("MATHEMATICAL")
public final class MathFunctions {
    private static final String ABS = "The number without its sign.";

    private MathFunctions() {}

    @ScalarFunction(name = "ABS", description = ABS)
    @Example(sql = "ABS(-1.50)", result = "1.50")
    public static BigDecimal abs(BigDecimal val) {
        return val.abs();
    }

    @ScalarFunction(name = "ABS", description = ABS)
    public static double abs(double val) {
        return Math.abs(val);
    }

    @ScalarFunction(name = "ABS", description = ABS)
    @Example(sql = "ABS(-7)", result = "7")
    public static int abs(int val) {
        return Math.abs(val);
    }

    @ScalarFunction(name = "ABS", description = ABS)
    public static long abs(long val) {
        return Math.abs(val);
    }

    @ScalarFunction(
            name = "SIGN",
            description = "-1 for a negative number, 1 for a positive one, 0 for zero.",
            integersToo = true)
    @Example(sql = "SIGN(-7)", result = "-1")
    @Example(sql = "SIGN(0.0)", result = "0")
    public static int sign(double value) {
        return (int) Math.signum(value);
    }

    @ScalarFunction(
            name = "SQRT",
            description = "The square root; NaN for a negative number.",
            integersToo = true)
    @Example(sql = "SQRT(16)", result = "4.0")
    @Example(sql = "SQRT(-1)", result = "'NaN'")
    public static double sqrt(double value) {
        return Math.sqrt(value);
    }

    @ScalarFunction(name = "CBRT", description = "The cube root.", integersToo = true)
    @Example(sql = "CBRT(-27)", result = "-3.0")
    public static double cbrt(double value) {
        return Math.cbrt(value);
    }

    @ScalarFunction(
            name = "EXP",
            description = "Euler's number e to the power of the exponent.",
            integersToo = true)
    @Example(sql = "EXP(1)", result = "2.718281828459045")
    public static double exp(double exponent) {
        return Math.exp(exponent);
    }

    @ScalarFunction(
            name = "LN",
            description = "The natural logarithm; -Infinity for 0, NaN for a negative number.",
            integersToo = true)
    @Example(sql = "LN(1)", result = "0.0")
    @Example(sql = "LN(0)", result = "'-Infinity'")
    public static double ln(double value) {
        return Math.log(value);
    }

    @ScalarFunction(name = "LOG", description = "The natural logarithm, as LN.", integersToo = true)
    @Example(sql = "LOG(100)", result = "4.605170185988092")
    public static double log(double value) {
        return ln(value);
    }

    @ScalarFunction(
            name = "LOG",
            description =
                    "The logarithm to a base. It is NaN for a negative value, and"
                            + " for a base that is"
                            + " 0, 1 or negative.",
            integersToo = true)
    @Example(sql = "LOG(2, 8)", result = "3.0")
    @Example(sql = "LOG(1, 8)", result = "'NaN'")
    public static double log(double base, double value) {
        return base <= 0 || base == 1 ? Double.NaN : Math.log(value) / Math.log(base);
    }

    @ScalarFunction(
            name = "POWER",
            description = "The base to the power of the exponent.",
            integersToo = true)
    @Example(sql = "POWER(2, 10)", result = "1024.0")
    @Example(sql = "POWER(4, -1)", result = "0.25")
    public static double power(double base, double exponent) {
        return Math.pow(base, exponent);
    }

    @ScalarFunction(name = "RANDOM", description = "A random number from 0.0 up to, not with, 1.0.")
    @Example(sql = "RANDOM() < 1", result = "true")
    public static double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
