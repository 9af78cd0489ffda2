// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

/** Functions that deal with nulls. */
@FunctionCategory("CONDITIONAL")
public final class NullFunctions {
    private NullFunctions() {}

    @SafeVarargs
    @ScalarFunction(
            name = "COALESCE",
            description = "The first value that is not null.",
            acceptsNulls = true)
    @Example(sql = "COALESCE(CAST(NULL AS INT), 5, 7)", result = "5")
    public static <T> @Nullable T coalesce(@Nullable T first, @Nullable T... others) {
        if (first != null) {
            return first;
        }
        for (var other : others) {
            if (other != null) {
                return other;
            }
        }
        return null;
    }

    @ScalarFunction(
            name = "IFNULL",
            description = "The value, or another one if it is null.",
            acceptsNulls = true)
    @Example(sql = "IFNULL(CAST(NULL AS VARCHAR), 'none')", result = "'none'")
    public static <T> @Nullable T ifNull(@Nullable T expression, @Nullable T altValue) {
        return expression == null ? altValue : expression;
    }

    @ScalarFunction(
            name = "NULLIF",
            description = "Null if both values are equal, else the first.",
            acceptsNulls = true)
    @Example(sql = "NULLIF('a', 'a')", result = "null")
    @Example(sql = "NULLIF('a', 'b')", result = "'a'")
    public static <T> @Nullable T nullIf(@Nullable T expr1, @Nullable T expr2) {
        return expr1 == null || expr1.equals(expr2) ? null : expr1;
    }

    @ScalarFunction(
            name = "AS_VALUE",
            category = "OTHER",
            description = "A key column as a column of the value.")
    @Example(sql = "AS_VALUE(7)", result = "7")
    public static <T> T asValue(T keyColumn) {
        return keyColumn;
    }
}
