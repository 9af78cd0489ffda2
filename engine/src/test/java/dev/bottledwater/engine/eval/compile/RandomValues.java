// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval.compile;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** Types and values by chance, with more of the values at which code breaks. */
final class RandomValues {
    private static final List<SqlType> SCALARS =
            List.of(
                    Primitive.BOOLEAN,
                    Primitive.INTEGER,
                    Primitive.INTEGER,
                    Primitive.BIGINT,
                    Primitive.BIGINT,
                    Primitive.DOUBLE,
                    Primitive.STRING,
                    Primitive.STRING,
                    Primitive.BYTES,
                    Primitive.DATE,
                    Primitive.TIME,
                    Primitive.TIMESTAMP,
                    new Decimal(6, 2),
                    new Decimal(38, 10),
                    new Decimal(4, 0));

    private static final List<Integer> INTS =
            List.of(0, 1, -1, 2, 3, 10, 1_000, Integer.MAX_VALUE, Integer.MIN_VALUE);
    private static final List<Long> LONGS =
            List.of(0L, 1L, -1L, 2L, 5L, 1_700_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE);
    private static final List<Double> DOUBLES =
            List.of(
                    0.0,
                    -0.0,
                    1.0,
                    -1.5,
                    1e10,
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Double.MIN_VALUE,
                    Double.MAX_VALUE);
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "a",
                    "A",
                    "abc",
                    "aXbXc",
                    "a%c",
                    "_",
                    "%",
                    "a_c",
                    "12",
                    "-7",
                    " 3 ",
                    "1e3",
                    "true",
                    "yes",
                    "2026-02-28",
                    "23:59:58",
                    "2026-02-28T23:59:58.987",
                    "yyyy-MM-dd",
                    "😀b",
                    "{\"a\":[1,2]}",
                    "$.a",
                    "[a-c]+",
                    "(",
                    "UTC",
                    "Europe/Berlin",
                    "b\nc");

    private RandomValues() {}

    static SqlType type(RandomGenerator random, int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> new SqlType.Array(type(random, depth - 1));
                case 1 -> new SqlType.Map(Primitive.STRING, type(random, depth - 1));
                default ->
                        new SqlType.Struct(
                                List.of(
                                        new SqlType.Field("A", type(random, depth - 1)),
                                        new SqlType.Field("B", type(random, depth - 1))));
            };
        }
        return pick(random, SCALARS);
    }

    static Decimal decimal(RandomGenerator random) {
        int precision = random.nextInt(1, 39);
        return new Decimal(precision, random.nextInt(precision + 1));
    }

    static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A value, or null one time in six. */
    static @Nullable Object value(RandomGenerator random, SqlType type) {
        return random.nextInt(6) == 0 ? null : nonNull(random, type);
    }

    static Object nonNull(RandomGenerator random, SqlType type) {
        return switch (type) {
            case Primitive primitive -> primitive(random, primitive);
            case Decimal(int precision, int scale) -> {
                var digits =
                        new BigInteger(
                                random.nextInt(1, 128), new java.util.Random(random.nextLong()));
                var value = digits.mod(BigInteger.TEN.pow(precision));
                yield new BigDecimal(random.nextBoolean() ? value : value.negate(), scale);
            }
            case SqlType.Array(var element) -> {
                var list = new ArrayList<@Nullable Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, element));
                }
                yield Collections.unmodifiableList(list);
            }
            case SqlType.Map(var key, var value) -> {
                var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(nonNull(random, key), value(random, value));
                }
                yield Collections.unmodifiableMap(map);
            }
            case SqlType.Struct(var fields) ->
                    StructValue.of(fields.stream().map(f -> value(random, f.type())).toArray());
        };
    }

    private static Object primitive(RandomGenerator random, Primitive type) {
        boolean special = random.nextInt(3) > 0;
        return switch (type) {
            case BOOLEAN -> random.nextBoolean();
            case INTEGER -> special ? pick(random, INTS) : (Object) random.nextInt(-20, 20);
            case BIGINT -> special ? pick(random, LONGS) : (Object) random.nextLong(-20, 20);
            case DOUBLE -> special ? pick(random, DOUBLES) : (Object) random.nextDouble(-9, 9);
            case STRING -> pick(random, TEXTS);
            case BYTES -> {
                var bytes = new byte[random.nextInt(4)];
                random.nextBytes(bytes);
                yield ByteBuffer.wrap(bytes);
            }
            case DATE -> LocalDate.ofEpochDay(random.nextInt(-400, 40_000));
            case TIME -> LocalTime.ofSecondOfDay(random.nextInt(86_400));
            case TIMESTAMP ->
                    Instant.ofEpochMilli(
                            special
                                    ? random.nextLong(2_000_000_000_000L)
                                    : -random.nextLong(9_999));
        };
    }
}
