// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.number;

import dev.bottledwater.engine.eval.SqlOrder;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.udf.Example;
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

    private static final String GREATEST =
            "The greatest of the values; nulls are left out, and null is the answer if all are"
                    + " null. Numbers of different types need a CAST to one type.";

    private static final String LEAST =
            "The least of the values; nulls are left out, and null is the answer if all are null."
                    + " Numbers of different types need a CAST to one type.";

    private ExtremeFunctions() {}

    @ScalarFunction(name = "GREATEST", description = GREATEST, acceptsNulls = true)
    public static @Nullable LocalTime greatest(
            @Nullable LocalTime val, @Nullable LocalTime... vals) {
        return extreme(1, Primitive.TIME, val, vals);
    }

    @ScalarFunction(name = "GREATEST", description = GREATEST, acceptsNulls = true)
    public static @Nullable LocalDate greatest(
            @Nullable LocalDate val, @Nullable LocalDate... vals) {
        return extreme(1, Primitive.DATE, val, vals);
    }

    @ScalarFunction(name = "GREATEST", description = GREATEST, acceptsNulls = true)
    public static @Nullable ByteBuffer greatest(
            @Nullable ByteBuffer val, @Nullable ByteBuffer... vals) {
        return extreme(1, Primitive.BYTES, val, vals);
    }

    @ScalarFunction(name = "GREATEST", description = GREATEST, acceptsNulls = true)
    public static @Nullable Instant greatest(@Nullable Instant val, @Nullable Instant... vals) {
        return extreme(1, Primitive.TIMESTAMP, val, vals);
    }

    @ScalarFunction(name = "GREATEST", description = GREATEST, acceptsNulls = true)
    public static @Nullable BigDecimal greatest(
            @Nullable BigDecimal val, @Nullable BigDecimal... vals) {
        return extreme(1, DECIMAL, val, vals);
    }

    @ScalarFunction(name = "GREATEST", description = GREATEST, acceptsNulls = true)
    @Example(sql = "GREATEST(1, NULL, 3)", result = "3")
    public static @Nullable Integer greatest(@Nullable Integer val, @Nullable Integer... vals) {
        return extreme(1, Primitive.INTEGER, val, vals);
    }

    @ScalarFunction(name = "GREATEST", description = GREATEST, acceptsNulls = true)
    public static @Nullable Long greatest(@Nullable Long val, @Nullable Long... vals) {
        return extreme(1, Primitive.BIGINT, val, vals);
    }

    @ScalarFunction(name = "GREATEST", description = GREATEST, acceptsNulls = true)
    public static @Nullable Double greatest(@Nullable Double val, @Nullable Double... vals) {
        return extreme(1, Primitive.DOUBLE, val, vals);
    }

    @ScalarFunction(name = "GREATEST", description = GREATEST, acceptsNulls = true)
    @Example(sql = "GREATEST('b', 'a')", result = "'b'")
    public static @Nullable String greatest(@Nullable String val, @Nullable String... vals) {
        return extreme(1, Primitive.STRING, val, vals);
    }

    @ScalarFunction(name = "LEAST", description = LEAST, acceptsNulls = true)
    public static @Nullable LocalTime least(@Nullable LocalTime val, @Nullable LocalTime... vals) {
        return extreme(-1, Primitive.TIME, val, vals);
    }

    @ScalarFunction(name = "LEAST", description = LEAST, acceptsNulls = true)
    public static @Nullable LocalDate least(@Nullable LocalDate val, @Nullable LocalDate... vals) {
        return extreme(-1, Primitive.DATE, val, vals);
    }

    @ScalarFunction(name = "LEAST", description = LEAST, acceptsNulls = true)
    public static @Nullable ByteBuffer least(
            @Nullable ByteBuffer val, @Nullable ByteBuffer... vals) {
        return extreme(-1, Primitive.BYTES, val, vals);
    }

    @ScalarFunction(name = "LEAST", description = LEAST, acceptsNulls = true)
    public static @Nullable Instant least(@Nullable Instant val, @Nullable Instant... vals) {
        return extreme(-1, Primitive.TIMESTAMP, val, vals);
    }

    @ScalarFunction(name = "LEAST", description = LEAST, acceptsNulls = true)
    public static @Nullable BigDecimal least(
            @Nullable BigDecimal val, @Nullable BigDecimal... vals) {
        return extreme(-1, DECIMAL, val, vals);
    }

    @ScalarFunction(name = "LEAST", description = LEAST, acceptsNulls = true)
    @Example(sql = "LEAST(1, NULL, 3)", result = "1")
    public static @Nullable Integer least(@Nullable Integer val, @Nullable Integer... vals) {
        return extreme(-1, Primitive.INTEGER, val, vals);
    }

    @ScalarFunction(name = "LEAST", description = LEAST, acceptsNulls = true)
    public static @Nullable Long least(@Nullable Long val, @Nullable Long... vals) {
        return extreme(-1, Primitive.BIGINT, val, vals);
    }

    @ScalarFunction(name = "LEAST", description = LEAST, acceptsNulls = true)
    public static @Nullable Double least(@Nullable Double val, @Nullable Double... vals) {
        return extreme(-1, Primitive.DOUBLE, val, vals);
    }

    @ScalarFunction(name = "LEAST", description = LEAST, acceptsNulls = true)
    @Example(sql = "LEAST('b', 'B')", result = "'B'")
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
