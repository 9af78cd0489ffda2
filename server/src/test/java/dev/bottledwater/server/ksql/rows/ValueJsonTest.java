// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class ValueJsonTest {
    private static final SqlType STRUCT =
            new SqlType.Struct(
                    List.of(
                            new SqlType.Field("A", Primitive.INTEGER),
                            new SqlType.Field("b", new SqlType.Array(Primitive.STRING))));

    static Stream<Arguments> values() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", null);
        return Stream.of(
                Arguments.of(Primitive.BOOLEAN, true, "true"),
                Arguments.of(Primitive.INTEGER, -1, "-1"),
                Arguments.of(Primitive.BIGINT, Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(Primitive.DOUBLE, 1.5, "1.5"),
                Arguments.of(Primitive.DOUBLE, Double.NaN, "\"NaN\""),
                Arguments.of(Primitive.DOUBLE, Double.NEGATIVE_INFINITY, "\"-Infinity\""),
                Arguments.of(Primitive.STRING, "ü\"\n", "\"ü\\\"\\n\""),
                Arguments.of(Primitive.BYTES, ByteBuffer.wrap("abc".getBytes()), "\"YWJj\""),
                Arguments.of(
                        Primitive.BYTES, ByteBuffer.wrap("_abc_".getBytes(), 1, 3), "\"YWJj\""),
                Arguments.of(Primitive.DATE, LocalDate.of(2026, 1, 1), "\"2026-01-01\""),
                Arguments.of(Primitive.TIME, LocalTime.of(10, 0), "\"10:00\""),
                Arguments.of(Primitive.TIME, LocalTime.of(10, 0, 1), "\"10:00:01\""),
                Arguments.of(
                        Primitive.TIMESTAMP,
                        Instant.parse("2026-01-01T10:00:00.123Z"),
                        "\"2026-01-01T10:00:00.123\""),
                Arguments.of(Primitive.TIMESTAMP, Instant.EPOCH, "\"1970-01-01T00:00:00.000\""),
                Arguments.of(new SqlType.Decimal(10, 2), new BigDecimal("24.00"), "24.00"),
                Arguments.of(new SqlType.Decimal(38, 10), new BigDecimal("1E-10"), "0.0000000001"),
                Arguments.of(
                        new SqlType.Array(Primitive.INTEGER), Arrays.asList(1, null), "[1,null]"),
                Arguments.of(
                        new SqlType.Map(Primitive.STRING, Primitive.INTEGER),
                        map,
                        "{\"z\":1,\"a\":null}"),
                Arguments.of(STRUCT, StructValue.of(1, List.of("x")), "{\"A\":1,\"b\":[\"x\"]}"),
                Arguments.of(STRUCT, StructValue.of(null, null), "{\"A\":null,\"b\":null}"),
                Arguments.of(Primitive.STRING, null, "null"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writesValuesAsKsqlDoes(SqlType type, Object value, String json) throws IOException {
        assertThat(json(type, value)).isEqualTo(json);
    }

    @Test
    void leavesBytesAsTheyAre() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap("abc".getBytes());

        json(Primitive.BYTES, bytes);

        assertThat(bytes.remaining()).isEqualTo(3);
    }

    private static String json(SqlType type, Object value) throws IOException {
        ResultBuffer buffer = new ResultBuffer();
        ValueJson.write(buffer.json(), type, value);
        return StandardCharsets.UTF_8.decode(buffer.take()).toString();
    }
}
