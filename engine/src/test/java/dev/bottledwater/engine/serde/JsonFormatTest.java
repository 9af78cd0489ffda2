// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import static dev.bottledwater.engine.serde.JsonTexts.FORMATS;
import static dev.bottledwater.engine.serde.JsonTexts.col;
import static dev.bottledwater.engine.serde.JsonTexts.layout;
import static dev.bottledwater.engine.serde.JsonTexts.read;
import static dev.bottledwater.engine.serde.JsonTexts.utf8;
import static dev.bottledwater.engine.serde.JsonTexts.value;
import static dev.bottledwater.engine.serde.JsonTexts.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Wrapping, and what the JSON format writes. */
class JsonFormatTest {
    @Test
    void keysOfOneColumnAreBareAndOthersAreObjects() {
        var one = layout(RecordSide.KEY, Wrapping.DEFAULT, col("K", Primitive.INTEGER));
        assertThat(read(one, "33")).containsExactly(33);
        assertThat(read(one, "null")).isNull();
        assertThat(write(one, 33)).isEqualTo("33");
        assertThat(write(one, (Object) null)).isNull();
        assertThatThrownBy(() -> read(one, "{}"))
                .hasMessage("key column `K`: expected INTEGER but the JSON has an object");
        var two =
                layout(
                        RecordSide.KEY,
                        Wrapping.DEFAULT,
                        col("A", Primitive.INTEGER),
                        col("B", Primitive.STRING));
        assertThat(read(two, "{\"a\":1,\"b\":\"x\"}")).containsExactly(1, "x");
        assertThat(write(two, 1, null)).isEqualTo("{\"A\":1,\"B\":null}");
    }

    @Test
    void valuesMayBeBare() {
        var column =
                col("FOO", new SqlType.Struct(List.of(new SqlType.Field("F0", Primitive.INTEGER))));
        var bare = layout(RecordSide.VALUE, Wrapping.UNWRAPPED, column);
        assertThat(read(bare, "{\"f0\":1}")).containsExactly(StructValue.of(1));
        assertThat(write(bare, StructValue.of((Object) null))).isEqualTo("{\"F0\":null}");
        assertThat(write(bare, (Object) null)).isNull();
        assertThat(write(value(column), (Object) null)).isEqualTo("{\"FOO\":null}");
        // a column that isn't wanted is skipped
        assertThat(FORMATS.reader(bare, new int[0]).read(utf8("[1]"), new Object[0], 0)).isTrue();
    }

    @Test
    void writesEveryType() {
        var layout =
                value(
                        col("BO", Primitive.BOOLEAN),
                        col("I", Primitive.INTEGER),
                        col("L", Primitive.BIGINT),
                        col("F", Primitive.DOUBLE),
                        col("DC", new SqlType.Decimal(30, 2)),
                        col("S", Primitive.STRING),
                        col("BB", Primitive.BYTES),
                        col("D", Primitive.DATE),
                        col("T", Primitive.TIME),
                        col("TS", Primitive.TIMESTAMP),
                        col("A", new SqlType.Array(Primitive.DOUBLE)),
                        col("M", new SqlType.Map(Primitive.STRING, Primitive.INTEGER)),
                        col(
                                "st",
                                new SqlType.Struct(
                                        List.of(new SqlType.Field("x y", Primitive.STRING)))));
        var values =
                new Object[] {
                    true,
                    -7,
                    Long.MIN_VALUE,
                    1e10,
                    new BigDecimal("1000000000000000000000000.00"),
                    "ä\"\u0001",
                    ByteBuffer.wrap(new byte[] {9, 1, 2, 3}).position(1),
                    LocalDate.of(1970, 1, 3),
                    LocalTime.of(0, 0, 1),
                    Instant.ofEpochMilli(1),
                    Arrays.asList(1.5, null),
                    Map.of("k", 1),
                    StructValue.of("z")
                };
        var json = write(layout, values);
        assertThat(json)
                .isEqualTo(
                        "{\"BO\":true,\"I\":-7,\"L\":-9223372036854775808,\"F\":1.0E10,"
                                + "\"DC\":1000000000000000000000000.00,\"S\":\"ä\\\"\\u0001\","
                                + "\"BB\":\"AQID\",\"D\":2,\"T\":1000,\"TS\":1,\"A\":[1.5,null],"
                                + "\"M\":{\"k\":1},\"st\":{\"x y\":\"z\"}}");
        assertThat(read(layout, json)).containsExactly(values);
    }

    @Test
    void writesWhatIsNoNumberAsText() {
        var layout = value(col("F", Primitive.DOUBLE));
        assertThat(write(layout, Double.NaN)).isEqualTo("{\"F\":\"NaN\"}");
        assertThat(write(layout, Double.NEGATIVE_INFINITY)).isEqualTo("{\"F\":\"-Infinity\"}");
        assertThat(
                        write(
                                value(
                                        col(
                                                "M",
                                                new SqlType.Map(
                                                        Primitive.STRING, Primitive.INTEGER))),
                                Collections.singletonMap(null, 10)))
                .isEqualTo("{\"M\":{\"null\":10}}");
    }

    @Test
    void writesColumnsFromAnOffsetOn() {
        var writer = FORMATS.writer(value(col("A", Primitive.INTEGER)));
        assertThat(writer.write(Row.of("key", 1), 1)).isEqualTo(utf8("{\"A\":1}"));
    }

    @Test
    void rowsOfOneWriterNeverMix() {
        var writer = FORMATS.writer(value(col("A", Primitive.STRING), col("B", Primitive.INTEGER)));
        var large = "x".repeat(200_000);
        assertThat(writer.write(Row.of("a", 1), 0)).isEqualTo(utf8("{\"A\":\"a\",\"B\":1}"));
        assertThatThrownBy(() -> writer.write(Row.of("b", "no number"), 0))
                .isInstanceOf(ClassCastException.class);
        assertThat(writer.write(Row.of(large, 2), 0))
                .isEqualTo(utf8("{\"A\":\"" + large + "\",\"B\":2}"));
        assertThat(writer.write(Row.of("c", 3), 0)).isEqualTo(utf8("{\"A\":\"c\",\"B\":3}"));
        var wrong =
                IntStream.range(0, 20_000)
                        .parallel()
                        .filter(
                                i ->
                                        !Arrays.equals(
                                                writer.write(Row.of("r" + i, i), 0),
                                                utf8("{\"A\":\"r" + i + "\",\"B\":" + i + "}")))
                        .count();
        assertThat(wrong).isZero();
    }
}
