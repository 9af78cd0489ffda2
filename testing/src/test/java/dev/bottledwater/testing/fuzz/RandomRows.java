// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.fuzz;

import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** Columns and rows of them by chance. */
final class RandomRows {
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "a",
                    "abc",
                    "12",
                    "-7.5",
                    "a,b",
                    "\"q\"",
                    "null",
                    "日本😀",
                    "line\nline",
                    "\\u0041");

    private final RandomGenerator random;

    RandomRows(RandomGenerator random) {
        this.random = random;
    }

    List<Column> columns(int most) {
        var columns = new ArrayList<Column>();
        for (int i = random.nextInt(1, most + 1); i > 0; i--) {
            columns.add(new Column("C" + i, type(2)));
        }
        return columns;
    }

    private SqlType type(int depth) {
        if (depth > 0 && random.nextInt(4) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> new SqlType.Array(type(depth - 1));
                case 1 -> new SqlType.Map(Primitive.STRING, type(depth - 1));
                default ->
                        new SqlType.Struct(
                                List.of(
                                        new SqlType.Field("X", type(depth - 1)),
                                        new SqlType.Field("Y", type(depth - 1))));
            };
        }
        if (random.nextInt(8) == 0) {
            return new SqlType.Decimal(9, 2);
        }
        return Primitive.values()[random.nextInt(Primitive.values().length)];
    }

    @Nullable Object[] row(List<Column> columns) {
        return columns.stream().map(c -> random.nextInt(6) == 0 ? null : value(c.type())).toArray();
    }

    private Object value(SqlType type) {
        return switch (type) {
            case Primitive primitive -> primitive(primitive);
            case SqlType.Decimal(int precision, int scale) ->
                    new BigDecimal(
                            BigInteger.valueOf(random.nextInt(-999_999_999, 999_999_999)), scale);
            case SqlType.Array(var element) -> {
                var list = new ArrayList<Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(element));
                }
                yield list;
            }
            case SqlType.Map(var key, var value) -> {
                var map = new LinkedHashMap<Object, Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(value(key), value(value));
                }
                yield map;
            }
            case SqlType.Struct(var fields) ->
                    StructValue.of(fields.stream().map(f -> value(f.type())).toArray());
        };
    }

    private Object primitive(Primitive type) {
        return switch (type) {
            case BOOLEAN -> random.nextBoolean();
            case INTEGER -> random.nextInt(3) == 0 ? Integer.MIN_VALUE : random.nextInt(-99, 99);
            case BIGINT -> random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextLong(-99, 99);
            case DOUBLE -> random.nextInt(3) == 0 ? 1e-300 : random.nextDouble(-9, 9);
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTES -> {
                var bytes = new byte[random.nextInt(5)];
                random.nextBytes(bytes);
                yield ByteBuffer.wrap(bytes);
            }
            case DATE -> LocalDate.ofEpochDay(random.nextInt(-400, 40_000));
            case TIME -> LocalTime.ofSecondOfDay(random.nextInt(86_400));
            case TIMESTAMP -> Instant.ofEpochMilli(random.nextLong(-9_999, 2_000_000_000_000L));
        };
    }
}
