// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.RowSerdes;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class BinaryRowCodecTest {

    private static List<Column> columns(SqlType... types) {
        return IntStream.range(0, types.length)
                .mapToObj(i -> new Column("C" + i, types[i]))
                .toList();
    }

    private static @Nullable Row read(BinaryRowCodec codec, int width, byte[] bytes) {
        var target = new @Nullable Object[width];
        return codec.read(bytes, target, 0) ? Row.of(target) : null;
    }

    private static String hex(List<Column> columns, @Nullable Object... values) {
        return HexFormat.of().formatHex(BinaryRowCodec.ofValue(columns).write(Row.of(values), 0));
    }

    /** The layout is in stored topics: these bytes never change for version 1. */
    @Test
    void goldenBytes() {
        assertThat(hex(columns(Primitive.BOOLEAN, Primitive.BOOLEAN), true, false))
                .isEqualTo("01" + "00" + "01" + "00");
        assertThat(hex(columns(Primitive.INTEGER, Primitive.INTEGER), -1, 64))
                .isEqualTo("01" + "00" + "01" + "8001");
        assertThat(hex(columns(Primitive.BIGINT), Long.MIN_VALUE))
                .isEqualTo("01" + "00" + "ffffffffffffffffff01");
        assertThat(hex(columns(Primitive.DOUBLE), 2.5)).isEqualTo("01" + "00" + "4004000000000000");
        assertThat(hex(columns(new SqlType.Decimal(6, 2)), new BigDecimal("-1.28")))
                .isEqualTo("01" + "00" + "01" + "80");
        assertThat(hex(columns(Primitive.STRING, Primitive.BYTES), "ä", ByteBuffer.allocate(1)))
                .isEqualTo("01" + "00" + "02c3a4" + "0100");
        assertThat(
                        hex(
                                columns(Primitive.DATE, Primitive.TIME, Primitive.TIMESTAMP),
                                LocalDate.of(1969, 12, 31),
                                LocalTime.of(0, 0, 1),
                                Instant.ofEpochMilli(-1)))
                .isEqualTo("01" + "00" + "01" + "d00f" + "01");
        assertThat(
                        hex(
                                columns(
                                        Primitive.STRING,
                                        new SqlType.Array(Primitive.INTEGER),
                                        new SqlType.Struct(
                                                List.of(
                                                        new SqlType.Field(
                                                                "A", Primitive.INTEGER)))),
                                null,
                                Arrays.asList(1, null),
                                StructValue.of(2)))
                .isEqualTo("01" + "01" + "02" + "02" + "02" + "00" + "04");
        assertThat(
                        hex(
                                columns(new SqlType.Map(Primitive.STRING, Primitive.INTEGER)),
                                Collections.singletonMap("k", null)))
                .isEqualTo("01" + "00" + "01" + "00" + "016b" + "01");
        assertThat(hex(columns())).isEqualTo("01");
    }

    @Test
    void everyTypeComesBackWithNullsAndNesting() {
        var random = new Random(4711);
        for (int i = 0; i < 2_000; i++) {
            var types =
                    IntStream.range(0, random.nextInt(12))
                            .mapToObj(_ -> type(random, 3))
                            .toArray(SqlType[]::new);
            var columns = columns(types);
            var values = new @Nullable Object[types.length];
            for (int c = 0; c < types.length; c++) {
                values[c] = value(random, types[c]);
            }
            var codec = BinaryRowCodec.ofValue(columns);
            var bytes = codec.write(Row.of(values.clone()), 0);
            assertThat(read(codec, types.length, bytes))
                    .describedAs(columns::toString)
                    .isEqualTo(Row.of(values));
            assertThat(codec.write(Row.of(values.clone()), 0)).isEqualTo(bytes);
        }
    }

    private static SqlType type(Random random, int depth) {
        int kinds = depth == 0 ? 10 : 13;
        int kind = random.nextInt(kinds);
        return switch (kind) {
            case 9 -> new SqlType.Decimal(38, random.nextInt(10));
            case 10 -> new SqlType.Array(type(random, depth - 1));
            case 11 -> new SqlType.Map(type(random, 0), type(random, depth - 1));
            case 12 ->
                    new SqlType.Struct(
                            IntStream.range(0, random.nextInt(10))
                                    .mapToObj(
                                            i ->
                                                    new SqlType.Field(
                                                            "F" + i, type(random, depth - 1)))
                                    .toList());
            default -> Primitive.values()[kind];
        };
    }

    private static @Nullable Object value(Random random, SqlType type) {
        if (random.nextInt(5) == 0) {
            return null;
        }
        return switch (type) {
            case Primitive.BOOLEAN -> random.nextBoolean();
            case Primitive.INTEGER -> random.nextInt() >> random.nextInt(32);
            case Primitive.BIGINT -> random.nextLong() >> random.nextInt(64);
            case Primitive.DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case Primitive.STRING ->
                    random.ints(random.nextInt(200), 1, 0x2fff)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString();
            case Primitive.BYTES -> {
                var bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                yield ByteBuffer.wrap(bytes);
            }
            case Primitive.DATE -> LocalDate.ofEpochDay(random.nextInt());
            case Primitive.TIME -> LocalTime.ofNanoOfDay(random.nextLong(86_400_000) * 1_000_000);
            case Primitive.TIMESTAMP -> Instant.ofEpochMilli(random.nextLong() >> 10);
            case SqlType.Decimal(_, int scale) ->
                    new BigDecimal(
                            new BigInteger(random.nextInt(120), random)
                                    .subtract(BigInteger.valueOf(random.nextInt())),
                            scale);
            case SqlType.Array(var element) -> {
                var list = new ArrayList<@Nullable Object>();
                IntStream.range(0, random.nextInt(20))
                        .forEach(_ -> list.add(value(random, element)));
                yield list;
            }
            case SqlType.Map(var key, var element) -> {
                var map = new LinkedHashMap<@Nullable Object, @Nullable Object>();
                IntStream.range(0, random.nextInt(10))
                        .forEach(_ -> map.put(value(random, key), value(random, element)));
                yield map;
            }
            case SqlType.Struct(var fields) ->
                    StructValue.of(fields.stream().map(f -> value(random, f.type())).toArray());
        };
    }

    @Test
    void equalKeysHaveEqualBytes() {
        var codec =
                BinaryRowCodec.ofKey(
                        columns(
                                Primitive.STRING,
                                Primitive.BYTES,
                                Primitive.DOUBLE,
                                new SqlType.Array(Primitive.BIGINT)));
        var other = ByteBuffer.allocate(10).position(3);
        other.put((byte) 1).put((byte) 2).flip().position(3);
        var a = Row.of("k", ByteBuffer.wrap(new byte[] {1, 2}), Double.NaN, List.of(1L));
        var b =
                Row.of(
                        new String("k"),
                        other,
                        Double.longBitsToDouble(0x7ff8000000000001L),
                        new ArrayList<>(List.of(1L)));
        assertThat(a).isEqualTo(b);
        assertThat(codec.write(a, 0)).isEqualTo(codec.write(b, 0));
        // buffers are read, not drained
        assertThat(other.remaining()).isEqualTo(2);
    }

    @Test
    void neighboursAreToldApart() {
        var codec = BinaryRowCodec.ofKey(columns(Primitive.STRING, Primitive.STRING));
        var bytes =
                java.util.stream.Stream.of(
                                Row.of("ab", "c"),
                                Row.of("a", "bc"),
                                Row.of("", "abc"),
                                Row.of(null, "abc"),
                                Row.of("abc", null),
                                Row.of("abc", ""))
                        .map(r -> HexFormat.of().formatHex(codec.write(r, 0)))
                        .toList();
        assertThat(bytes).doesNotHaveDuplicates();
    }

    @Test
    void keysHoldNoMaps() {
        var map = new SqlType.Map(Primitive.STRING, Primitive.STRING);
        assertThatThrownBy(() -> RowSerdes.internalKey(columns(new SqlType.Array(map))))
                .hasMessage(
                        "column `C0` holds a MAP, whose entries have no order, and so can't be a"
                                + " key");
    }

    @Test
    void damagedBytesAreRefused() {
        var types =
                new SqlType[] {
                    Primitive.BIGINT,
                    Primitive.STRING,
                    Primitive.DOUBLE,
                    new SqlType.Decimal(10, 2),
                    new SqlType.Array(Primitive.STRING)
                };
        var codec = BinaryRowCodec.ofValue(columns(types));
        var bytes =
                codec.write(Row.of(1L, "text", 1.0, new BigDecimal("1.00"), List.of("a", "b")), 0);
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(codec, types.length, cut))
                    .describedAs("cut to %d bytes", length)
                    .isInstanceOf(RowFormatException.class);
        }
        assertThatThrownBy(() -> read(codec, types.length, Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessage("the row is damaged, or was written for columns of other types");
        var newer = bytes.clone();
        newer[0] = 2;
        assertThatThrownBy(() -> read(codec, types.length, newer))
                .hasMessage("the row has format version 2 but this program reads version 1");
        var huge = HexFormat.of().parseHex("0100" + "ffffffffffffffff7f");
        assertThatThrownBy(
                        () ->
                                read(
                                        BinaryRowCodec.ofValue(
                                                columns(new SqlType.Array(Primitive.STRING))),
                                        1,
                                        huge))
                .isInstanceOf(RowFormatException.class);
    }

    @Test
    void serdesPassNullsOn() {
        var serde = RowSerdes.internalValue(columns(Primitive.STRING));
        assertThat(serde.serializer().serialize("t", null)).isNull();
        assertThat(serde.deserializer().deserialize("t", null)).isNull();
        var empty = serde.serializer().serialize("t", Row.of((Object) null));
        assertThat(empty).isEqualTo(new byte[] {1, 1});
        assertThat(serde.deserializer().deserialize("t", empty)).isEqualTo(Row.of((Object) null));
    }
}
