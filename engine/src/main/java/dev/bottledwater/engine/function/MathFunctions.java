// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import java.math.BigDecimal;

/** Functions of numbers that aren't about rounding. */
@FunctionCategory("MATHEMATICAL")
public final class MathFunctions {
    private MathFunctions() {}

    @ScalarFunction(name = "ABS", description = "The number without its sign.")
    public static BigDecimal abs(BigDecimal val) {
        return val.abs();
    }

    @ScalarFunction(name = "ABS", description = "The number without its sign.")
    public static double abs(double val) {
        return Math.abs(val);
    }

    @ScalarFunction(name = "ABS", description = "The number without its sign.")
    public static int abs(int val) {
        return Math.abs(val);
    }

    @ScalarFunction(name = "ABS", description = "The number without its sign.")
    public static long abs(long val) {
        return Math.abs(val);
    }

    @ScalarFunction(name = "SIGN", description = "-1, 0 or 1 by the number's sign.")
    public static int sign(double value) {
        return (int) Math.signum(value);
    }

    @ScalarFunction(name = "SIGN", description = "-1, 0 or 1 by the number's sign.")
    public static int sign(int value) {
        return Integer.signum(value);
    }

    @ScalarFunction(name = "SIGN", description = "-1, 0 or 1 by the number's sign.")
    public static int sign(long value) {
        return Long.signum(value);
    }

    @ScalarFunction(name = "SQRT", description = "The square root.")
    public static double sqrt(double value) {
        return Math.sqrt(value);
    }

    @ScalarFunction(name = "SQRT", description = "The square root.")
    public static double sqrt(int value) {
        return Math.sqrt(value);
    }

    @ScalarFunction(name = "SQRT", description = "The square root.")
    public static double sqrt(long value) {
        return Math.sqrt(value);
    }

    @ScalarFunction(name = "EXP", description = "e to the power of the number.")
    public static double exp(double exponent) {
        return Math.exp(exponent);
    }

    @ScalarFunction(name = "EXP", description = "e to the power of the number.")
    public static double exp(int exponent) {
        return Math.exp(exponent);
    }

    @ScalarFunction(name = "EXP", description = "e to the power of the number.")
    public static double exp(long exponent) {
        return Math.exp(exponent);
    }

    @ScalarFunction(name = "LN", description = "The natural logarithm.")
    public static double ln(double value) {
        return Math.log(value);
    }

    @ScalarFunction(name = "LN", description = "The natural logarithm.")
    public static double ln(int value) {
        return Math.log(value);
    }

    @ScalarFunction(name = "LN", description = "The natural logarithm.")
    public static double ln(long value) {
        return Math.log(value);
    }

    @ScalarFunction(name = "POWER", description = "The base to the power of the exponent.")
    public static double power(double base, double exponent) {
        return Math.pow(base, exponent);
    }

    @ScalarFunction(name = "POWER", description = "The base to the power of the exponent.")
    public static double power(int base, int exponent) {
        return Math.pow(base, exponent);
    }

    @ScalarFunction(name = "POWER", description = "The base to the power of the exponent.")
    public static double power(long base, long exponent) {
        return Math.pow(base, exponent);
    }

    @ScalarFunction(name = "PI", description = "The number π.")
    public static double pi() {
        return Math.PI;
    }
}
