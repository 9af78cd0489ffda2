// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.number;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rounding. Ties go toward positive infinity, so that -2.5 becomes -2. A DECIMAL keeps its type,
 * except without decimal places, where the fraction is gone from the type too.
 */
@FunctionCategory("MATHEMATICAL")
public final class RoundingFunctions {
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+), (\\d+)\\)");

    private RoundingFunctions() {}

    @ScalarFunction(
            name = "CEIL",
            description = "The smallest whole number that isn't less; a DECIMAL keeps its type.")
    @Example(sql = "CEIL(1.20)", result = "2.00")
    public static BigDecimal ceil(BigDecimal val) {
        return val.setScale(0, RoundingMode.CEILING).setScale(val.scale());
    }

    @ScalarFunction(
            name = "CEIL",
            description = "The smallest whole number that isn't less; a DECIMAL keeps its type.")
    @Example(sql = "CEIL(-2.5e0)", result = "-2.0")
    public static double ceil(double val) {
        return Math.ceil(val);
    }

    @ScalarFunction(name = "CEIL", description = "The number itself.")
    public static int ceil(int val) {
        return val;
    }

    @ScalarFunction(name = "CEIL", description = "The number itself.")
    public static long ceil(long val) {
        return val;
    }

    @ScalarFunction(
            name = "FLOOR",
            description = "The largest whole number that isn't greater; a DECIMAL keeps its type.")
    @Example(sql = "FLOOR(-1.20)", result = "-2.00")
    public static BigDecimal floor(BigDecimal val) {
        return val.setScale(0, RoundingMode.FLOOR).setScale(val.scale());
    }

    @ScalarFunction(
            name = "FLOOR",
            description = "The largest whole number that isn't greater; a DECIMAL keeps its type.")
    @Example(sql = "FLOOR(2.5e0)", result = "2.0")
    public static double floor(double val) {
        return Math.floor(val);
    }

    @ScalarFunction(name = "FLOOR", description = "The number itself.")
    public static int floor(int val) {
        return val;
    }

    @ScalarFunction(name = "FLOOR", description = "The number itself.")
    public static long floor(long val) {
        return val;
    }

    @ScalarFunction(
            name = "ROUND",
            description = "The nearest whole number; of two equally near ones the greater.",
            returnsBy = "wholeType")
    @Example(sql = "ROUND(2.5)", result = "3")
    @Example(sql = "ROUND(-2.5)", result = "-2")
    public static BigDecimal round(BigDecimal val) {
        return nearest(val, 0);
    }

    @ScalarFunction(
            name = "ROUND",
            description =
                    "The nearest number of so many decimal places, of tens, hundreds and so on for negative places; of two equally near ones the greater.")
    @Example(sql = "ROUND(123.45, 1)", result = "123.50")
    @Example(sql = "ROUND(1234.5678, -2)", result = "1200.0000")
    public static BigDecimal round(BigDecimal val, int decimalPlaces) {
        return decimalPlaces >= val.scale()
                ? val
                : nearest(val, decimalPlaces).setScale(val.scale());
    }

    @ScalarFunction(
            name = "ROUND",
            description = "The nearest whole number; of two equally near ones the greater.")
    @Example(sql = "ROUND(2.4e0)", result = "2")
    public static long round(double val) {
        return Math.round(val);
    }

    @ScalarFunction(
            name = "ROUND",
            description =
                    "The nearest number of so many decimal places, of tens, hundreds and so on for negative places; of two equally near ones the greater.")
    @Example(sql = "ROUND(12345.678e0, -1)", result = "12350.0")
    public static double round(double val, int decimalPlaces) {
        return Double.isFinite(val)
                ? nearest(BigDecimal.valueOf(val), decimalPlaces).doubleValue()
                : val;
    }

    @ScalarFunction(name = "ROUND", description = "The number itself.")
    public static long round(int val) {
        return val;
    }

    @ScalarFunction(name = "ROUND", description = "The number itself.")
    public static long round(long val) {
        return val;
    }

    @ScalarFunction(
            name = "TRUNC",
            description = "The number without its fraction.",
            returnsBy = "wholeType")
    @Example(sql = "TRUNC(-2.5)", result = "-2")
    public static BigDecimal trunc(BigDecimal val) {
        return val.setScale(0, RoundingMode.DOWN);
    }

    @ScalarFunction(
            name = "TRUNC",
            description =
                    "The number cut to so many decimal places, to tens, hundreds and so on for negative places.")
    @Example(sql = "TRUNC(-123.45, 1)", result = "-123.40")
    public static BigDecimal trunc(BigDecimal val, int decimalPlaces) {
        return decimalPlaces >= val.scale()
                ? val
                : atPlaces(val, decimalPlaces, RoundingMode.DOWN).setScale(val.scale());
    }

    @ScalarFunction(name = "TRUNC", description = "The number without its fraction.")
    @Example(sql = "TRUNC(2.9e0)", result = "2")
    public static long trunc(double val) {
        return (long) val;
    }

    @ScalarFunction(
            name = "TRUNC",
            description =
                    "The number cut to so many decimal places, to tens, hundreds and so on for negative places.")
    @Example(sql = "TRUNC(12345.67e0, -3)", result = "12000.0")
    public static double trunc(double val, int decimalPlaces) {
        return Double.isFinite(val)
                ? atPlaces(BigDecimal.valueOf(val), decimalPlaces, RoundingMode.DOWN).doubleValue()
                : val;
    }

    @ScalarFunction(name = "TRUNC", description = "The number itself.")
    public static long trunc(int val) {
        return val;
    }

    @ScalarFunction(name = "TRUNC", description = "The number itself.")
    public static long trunc(long val) {
        return val;
    }

    /** The type of a rounded DECIMAL: DECIMAL(6, 2) becomes DECIMAL(4, 0). */
    public static String wholeType(List<String> argumentTypes) {
        var type = DECIMAL.matcher(argumentTypes.getFirst());
        if (!type.matches()) {
            throw new IllegalArgumentException(argumentTypes.getFirst() + " is no DECIMAL");
        }
        int whole = Integer.parseInt(type.group(1)) - Integer.parseInt(type.group(2));
        return "DECIMAL(" + Math.max(1, whole) + ", 0)";
    }

    private static BigDecimal nearest(BigDecimal val, int places) {
        return atPlaces(
                val, places, val.signum() < 0 ? RoundingMode.HALF_DOWN : RoundingMode.HALF_UP);
    }

    /**
     * The number at so many places. Places that the number doesn't have, and tens that are greater
     * than it, change nothing more: a billion of them would otherwise be computed, for minutes.
     */
    private static BigDecimal atPlaces(BigDecimal val, int places, RoundingMode mode) {
        int beyondFirstDigit = val.scale() - val.precision() - 1;
        return places >= val.scale() ? val : val.setScale(Math.max(places, beyondFirstDigit), mode);
    }
}
