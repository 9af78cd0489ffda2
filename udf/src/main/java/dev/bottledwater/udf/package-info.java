// SPDX-License-Identifier: Apache-2.0
/**
 * Annotations for SQL functions: a scalar or table function is a public static method, an aggregate
 * function a public class.
 *
 * <p>Java types stand for SQL types: {@code boolean}, {@code int}, {@code long}, {@code double} and
 * their boxes, {@code String}, {@code java.math.BigDecimal} (DECIMAL of any precision and scale),
 * {@code java.nio.ByteBuffer} (BYTES), {@code java.time.LocalDate} (DATE), {@code LocalTime}
 * (TIME), {@code Instant} (TIMESTAMP), {@code java.util.List} (ARRAY), {@code java.util.Map} (MAP),
 * a type variable such as {@code T} (any type, the same wherever it occurs), {@code Object} (any
 * type), {@code java.time.temporal.ChronoUnit} (a bare unit such as DAYS), {@code
 * java.util.function.Function}, {@code BiFunction} and {@link dev.bottledwater.udf.TriFunction}
 * (lambdas). Where Java's types don't tell, the annotations carry the SQL type as text.
 */
package dev.bottledwater.udf;
