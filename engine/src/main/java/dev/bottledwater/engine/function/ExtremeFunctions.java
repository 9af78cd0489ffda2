// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import dev.bottledwater.engine.eval.SqlOrder;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

/** The greatest and the least of several values; nulls are left out, and none gives null. */
@FunctionCategory("MATHEMATICAL")
public final class ExtremeFunctions {
    /** The order of DECIMALs is the same whatever their type. */
    private static final SqlType DECIMAL = new SqlType.Decimal(1, 0);

    private ExtremeFunctions() {}

    @ScalarFunction(
            name = "GREATEST",
            description = "The greatest of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable LocalTime greatest(
            @Nullable LocalTime val, @Nullable LocalTime... vals) {
        return extreme(1, Primitive.TIME, val, vals);
    }

    @ScalarFunction(
            name = "GREATEST",
            description = "The greatest of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable LocalDate greatest(
            @Nullable LocalDate val, @Nullable LocalDate... vals) {
        return extreme(1, Primitive.DATE, val, vals);
    }

    @ScalarFunction(
            name = "GREATEST",
            description = "The greatest of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable ByteBuffer greatest(
            @Nullable ByteBuffer val, @Nullable ByteBuffer... vals) {
        return extreme(1, Primitive.BYTES, val, vals);
    }

    @ScalarFunction(
            name = "GREATEST",
            description = "The greatest of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable Instant greatest(@Nullable Instant val, @Nullable Instant... vals) {
        return extreme(1, Primitive.TIMESTAMP, val, vals);
    }

    @ScalarFunction(
            name = "GREATEST",
            description = "The greatest of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable BigDecimal greatest(
            @Nullable BigDecimal val, @Nullable BigDecimal... vals) {
        return extreme(1, DECIMAL, val, vals);
    }

    @ScalarFunction(
            name = "GREATEST",
            description = "The greatest of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable Integer greatest(@Nullable Integer val, @Nullable Integer... vals) {
        return extreme(1, Primitive.INTEGER, val, vals);
    }

    @ScalarFunction(
            name = "GREATEST",
            description = "The greatest of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable Long greatest(@Nullable Long val, @Nullable Long... vals) {
        return extreme(1, Primitive.BIGINT, val, vals);
    }

    @ScalarFunction(
            name = "GREATEST",
            description = "The greatest of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable Double greatest(@Nullable Double val, @Nullable Double... vals) {
        return extreme(1, Primitive.DOUBLE, val, vals);
    }

    @ScalarFunction(
            name = "GREATEST",
            description = "The greatest of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable String greatest(@Nullable String val, @Nullable String... vals) {
        return extreme(1, Primitive.STRING, val, vals);
    }

    @ScalarFunction(
            name = "LEAST",
            description = "The least of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable LocalTime least(@Nullable LocalTime val, @Nullable LocalTime... vals) {
        return extreme(-1, Primitive.TIME, val, vals);
    }

    @ScalarFunction(
            name = "LEAST",
            description = "The least of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable LocalDate least(@Nullable LocalDate val, @Nullable LocalDate... vals) {
        return extreme(-1, Primitive.DATE, val, vals);
    }

    @ScalarFunction(
            name = "LEAST",
            description = "The least of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable ByteBuffer least(
            @Nullable ByteBuffer val, @Nullable ByteBuffer... vals) {
        return extreme(-1, Primitive.BYTES, val, vals);
    }

    @ScalarFunction(
            name = "LEAST",
            description = "The least of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable Instant least(@Nullable Instant val, @Nullable Instant... vals) {
        return extreme(-1, Primitive.TIMESTAMP, val, vals);
    }

    @ScalarFunction(
            name = "LEAST",
            description = "The least of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable BigDecimal least(
            @Nullable BigDecimal val, @Nullable BigDecimal... vals) {
        return extreme(-1, DECIMAL, val, vals);
    }

    @ScalarFunction(
            name = "LEAST",
            description = "The least of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable Integer least(@Nullable Integer val, @Nullable Integer... vals) {
        return extreme(-1, Primitive.INTEGER, val, vals);
    }

    @ScalarFunction(
            name = "LEAST",
            description = "The least of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable Long least(@Nullable Long val, @Nullable Long... vals) {
        return extreme(-1, Primitive.BIGINT, val, vals);
    }

    @ScalarFunction(
            name = "LEAST",
            description = "The least of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable Double least(@Nullable Double val, @Nullable Double... vals) {
        return extreme(-1, Primitive.DOUBLE, val, vals);
    }

    @ScalarFunction(
            name = "LEAST",
            description = "The least of the values, null if all are null.",
            acceptsNulls = true)
    public static @Nullable String least(@Nullable String val, @Nullable String... vals) {
        return extreme(-1, Primitive.STRING, val, vals);
    }

    private static <T> @Nullable T extreme(
            int sign, SqlType type, @Nullable T val, @Nullable T[] vals) {
        var order = SqlOrder.of(type);
        @Nullable T extreme = val;
        for (var candidate : vals) {
            if (candidate != null
                    && (extreme == null || sign * order.compare(candidate, extreme) > 0)) {
                extreme = candidate;
            }
        }
        return extreme;
    }
}
