// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.number;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

/** Functions of angles, which are in radians. */
@FunctionCategory("MATHEMATICAL")
public final class TrigonometryFunctions {
    private TrigonometryFunctions() {}

    @ScalarFunction(name = "PI", description = "The number π.")
    @Example(sql = "PI()", result = "3.141592653589793")
    public static double pi() {
        return Math.PI;
    }

    @ScalarFunction(
            name = "DEGREES",
            description = "An angle in radians as one in degrees.",
            integersToo = true)
    @Example(sql = "DEGREES(PI())", result = "180.0")
    public static double degrees(double value) {
        return Math.toDegrees(value);
    }

    @ScalarFunction(
            name = "RADIANS",
            description = "An angle in degrees as one in radians.",
            integersToo = true)
    @Example(sql = "RADIANS(180)", result = "3.141592653589793")
    public static double radians(double value) {
        return Math.toRadians(value);
    }

    @ScalarFunction(name = "SIN", description = "The sine of an angle.", integersToo = true)
    @Example(sql = "SIN(0)", result = "0.0")
    public static double sin(double value) {
        return Math.sin(value);
    }

    @ScalarFunction(name = "COS", description = "The cosine of an angle.", integersToo = true)
    @Example(sql = "COS(PI())", result = "-1.0")
    public static double cos(double value) {
        return Math.cos(value);
    }

    @ScalarFunction(name = "TAN", description = "The tangent of an angle.", integersToo = true)
    @Example(sql = "TAN(0)", result = "0.0")
    public static double tan(double value) {
        return Math.tan(value);
    }

    @ScalarFunction(
            name = "COT",
            description = "The cotangent of an angle, an infinity for 0.",
            integersToo = true)
    @Example(sql = "COT(1)", result = "0.6420926159343306")
    @Example(sql = "COT(0)", result = "'Infinity'")
    public static double cot(double value) {
        return 1 / Math.tan(value);
    }

    @ScalarFunction(
            name = "ASIN",
            description = "The angle of a sine; NaN for a value that isn't within -1 and 1.",
            integersToo = true)
    @Example(sql = "ASIN(1)", result = "1.5707963267948966")
    public static double asin(double value) {
        return Math.asin(value);
    }

    @ScalarFunction(
            name = "ACOS",
            description = "The angle of a cosine; NaN for a value that isn't within -1 and 1.",
            integersToo = true)
    @Example(sql = "ACOS(1)", result = "0.0")
    @Example(sql = "ACOS(2)", result = "'NaN'")
    public static double acos(double value) {
        return Math.acos(value);
    }

    @ScalarFunction(name = "ATAN", description = "The angle of a tangent.", integersToo = true)
    @Example(sql = "ATAN(1)", result = "0.7853981633974483")
    public static double atan(double value) {
        return Math.atan(value);
    }

    @ScalarFunction(
            name = "ATAN2",
            description = "The angle of the way from the origin to the point (x, y).",
            integersToo = true)
    @Example(sql = "ATAN2(1, 0)", result = "1.5707963267948966")
    @Example(sql = "ATAN2(-1, -1)", result = "-2.356194490192345")
    public static double atan2(double y, double x) {
        return Math.atan2(y, x);
    }

    @ScalarFunction(name = "SINH", description = "The hyperbolic sine.", integersToo = true)
    @Example(sql = "SINH(1)", result = "1.1752011936438014")
    public static double sinh(double value) {
        return Math.sinh(value);
    }

    @ScalarFunction(name = "COSH", description = "The hyperbolic cosine.", integersToo = true)
    @Example(sql = "COSH(0)", result = "1.0")
    public static double cosh(double value) {
        return Math.cosh(value);
    }

    @ScalarFunction(name = "TANH", description = "The hyperbolic tangent.", integersToo = true)
    @Example(sql = "TANH(0)", result = "0.0")
    public static double tanh(double value) {
        return Math.tanh(value);
    }
}
