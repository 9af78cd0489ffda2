// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import static dev.bottledwater.engine.serde.JsonTexts.FORMATS;
import static dev.bottledwater.engine.serde.JsonTexts.MONEY;
import static dev.bottledwater.engine.serde.JsonTexts.assertMismatch;
import static dev.bottledwater.engine.serde.JsonTexts.col;
import static dev.bottledwater.engine.serde.JsonTexts.layout;
import static dev.bottledwater.engine.serde.JsonTexts.read;
import static dev.bottledwater.engine.serde.JsonTexts.readOne;
import static dev.bottledwater.engine.serde.JsonTexts.utf8;
import static dev.bottledwater.engine.serde.JsonTexts.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.ValueUse;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the JSON format reads. */
class JsonReadingTest {
    @Test
    void readsOnlyTheWantedColumnsIntoTheirPlaces() {
        var layout =
                value(
                        col("A", Primitive.INTEGER),
                        col("B", Primitive.STRING),
                        col("C", Primitive.INTEGER));
        var reader = FORMATS.reader(layout, new int[] {2, 0});
        var target = new @Nullable Object[] {"key", "old", "old", "rest"};
        // B holds what no STRING column would take if it were not skipped as anything
        assertThat(
                        reader.read(
                                utf8("{\"x\":{\"a\":[1,{\"A\":2}]},\"a\":1,\"b\":{},\"C\":3}"),
                                target,
                                1))
                .isTrue();
        assertThat(target).containsExactly("key", 3, 1, "rest");
        assertThat(reader.read(utf8("{}"), target, 1)).isTrue();
        assertThat(target).containsExactly("key", null, null, "rest");
    }

    @Test
    void readsOnlyTheFieldsThatAreUsed() {
        var inner =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("x", Primitive.INTEGER),
                                new SqlType.Field("X", Primitive.INTEGER)));
        var outer =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("A", Primitive.INTEGER),
                                new SqlType.Field("IN", inner)));
        var reader =
                FORMATS.reader(
                        value(col("S", outer), col("T", inner)),
                        new int[] {0, 1},
                        List.of(
                                ValueUse.field(1, ValueUse.field(1, ValueUse.WHOLE)),
                                ValueUse.PRESENCE));
        var target = new @Nullable Object[2];
        // the field x is not X, though X takes any case
        assertThat(
                        reader.read(
                                utf8(
                                        "{\"S\":{\"A\":[\"no number\"],\"IN\":{\"x\":1,\"X\":2}},\"T\":{\"x\":[]}}"),
                                target,
                                0))
                .isTrue();
        assertThat(target)
                .containsExactly(
                        StructValue.of(null, StructValue.of(null, 2)), StructValue.of(null, null));
        assertThat(reader.read(utf8("{\"S\":{\"IN\":null}}"), target, 0)).isTrue();
        assertThat(target).containsExactly(StructValue.of(null, null), null);
        assertThatThrownBy(() -> reader.read(utf8("{\"S\":{\"IN\":{\"X\":[]}}}"), target, 0))
                .isInstanceOf(RowFormatException.class)
                .hasMessageContaining("column `S`->`IN`->`X`");
    }

    @Test
    void aNameThatDiffersInCaseBelongsToTheColumnThatHasItEvenIfThatIsNotWanted() {
        var both = value(col("a", Primitive.INTEGER), col("A", Primitive.INTEGER));
        var target = new @Nullable Object[1];
        assertThat(FORMATS.reader(both, new int[] {1}).read(utf8("{\"a\":1,\"A\":2}"), target, 0))
                .isTrue();
        assertThat(target).containsExactly(2);
    }

    @Test
    void findsNamesThatItHasSeenAndAnyNumberOfOthers() {
        var layout = value(col("A", Primitive.INTEGER));
        var reader = FORMATS.reader(layout, new int[] {0});
        var target = new @Nullable Object[1];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1000; i++) {
                assertThat(reader.read(utf8("{\"n%d\":0,\"a\":%d}".formatted(i, i)), target, 0))
                        .isTrue();
                assertThat(target).containsExactly(i);
            }
        }
    }

    @Test
    void namesMatchInAnyCaseAndTheFirstMatchWins() {
        var layout = value(col("Straße", Primitive.INTEGER), col("B", Primitive.INTEGER));
        assertThat(read(layout, "{\"STRAßE\":1,\"b\":2,\"B\":3}")).containsExactly(1, 2);
        assertThat(read(layout, "{\"b\":null,\"B\":3}")).containsExactly(null, null);
        var both = value(col("a", Primitive.INTEGER), col("A", Primitive.INTEGER));
        assertThat(read(both, "{\"A\":1,\"a\":2}")).containsExactly(2, 1);
    }

    @Test
    void readsMoreColumnsThanALongHasBits() {
        var columns =
                IntStream.range(0, 100)
                        .mapToObj(i -> col("C" + i, Primitive.INTEGER))
                        .toArray(Column[]::new);
        var json =
                IntStream.range(0, 100)
                        .mapToObj(i -> "\"c%d\":%d,\"C%d\":-1".formatted(i, i, i))
                        .collect(Collectors.joining(",", "{", "}"));
        assertThat(read(value(columns), json)).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void mapsHaveTheOrderOfASmallHashMap() {
        var layout = value(col("M", new SqlType.Map(Primitive.STRING, Primitive.DOUBLE)));
        var json = "{\"M\":{\"yes, thanks\":3.5,\"nope\":7.3,\"sure, yeah\":2.1}}";

        var map = (Map<?, ?>) read(layout, json).getFirst();

        assertThat(List.<Object>copyOf(map.keySet()))
                .containsExactly("yes, thanks", "sure, yeah", "nope");
    }

    @Test
    void readsADebeziumEnvelope() {
        var row =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("ID", Primitive.BIGINT),
                                new SqlType.Field("AMOUNT", MONEY),
                                new SqlType.Field("NOTE", Primitive.STRING)));
        var layout =
                value(
                        col("BEFORE", row),
                        col("AFTER", row),
                        col("OP", Primitive.STRING),
                        col("TS_MS", Primitive.BIGINT));
        var json =
                """
                {"before":null,"after":{"id":7,"amount":"19.90","note":null,"extra":[1]},
                 "source":{"version":"3.6","lsn":24023128,"snapshot":"false"},
                 "transaction":null,"op":"c","ts_ms":1700000000123,"ts_us":1700000000123456}""";
        assertThat(read(layout, json))
                .containsExactly(
                        null,
                        StructValue.of(7L, new BigDecimal("19.90"), null),
                        "c",
                        1_700_000_000_123L);
    }

    @Test
    void envelopeOfSchemaAndPayloadIsNotOpened() {
        assertThat(
                        read(
                                value(col("ID", Primitive.INTEGER), col("N", Primitive.STRING)),
                                "{\"schema\":{},\"payload\":{\"id\":1}}"))
                .containsExactly(null, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12|12",
                "12.0|12",
                "1.2e1|12",
                "\"12\"|12",
                "\" -3 \"|-3",
                "2147483647|2147483647",
                "null|"
            })
    void integers(String json, @Nullable Integer expected) {
        assertThat(readOne(Primitive.INTEGER, json)).isEqualTo(expected);
    }

    @Test
    void wrongIntegers() {
        assertMismatch(Primitive.INTEGER, "true", ": expected INTEGER but the JSON has a boolean");
        assertMismatch(
                Primitive.INTEGER,
                "2147483648",
                ": expected INTEGER but the JSON has a number out of its range");
        assertMismatch(
                Primitive.BIGINT,
                "9223372036854775808",
                ": expected BIGINT but the JSON has a number out of its range");
        assertMismatch(
                Primitive.BIGINT,
                "1.5",
                ": expected BIGINT but the JSON has a number with a fraction");
        assertMismatch(
                Primitive.BIGINT,
                "1e99999999999",
                ": expected BIGINT but the JSON has a number out of its range");
        assertMismatch(
                Primitive.BIGINT,
                "1e999999999",
                ": expected BIGINT but the JSON has a number with a fraction");
        assertMismatch(
                Primitive.BIGINT,
                "\"secret\"",
                ": expected BIGINT but the JSON has a string that is no such number");
        assertMismatch(Primitive.BIGINT, "{}", ": expected BIGINT but the JSON has an object");
    }

    @Test
    void doubles() {
        assertThat(readOne(Primitive.DOUBLE, "1")).isEqualTo(1.0);
        assertThat(readOne(Primitive.DOUBLE, "1e-3")).isEqualTo(0.001);
        assertThat(readOne(Primitive.DOUBLE, "\"2.5\"")).isEqualTo(2.5);
        assertThat(readOne(Primitive.DOUBLE, "\"NaN\"")).isEqualTo(Double.NaN);
        assertMismatch(Primitive.DOUBLE, "[]", ": expected DOUBLE but the JSON has an array");
    }

    @Test
    void decimals() {
        assertThat(readOne(MONEY, "10")).isEqualTo(new BigDecimal("10.00"));
        assertThat(readOne(MONEY, "10.1")).isEqualTo(new BigDecimal("10.10"));
        assertThat(readOne(MONEY, "\"0.070\"")).isEqualTo(new BigDecimal("0.07"));
        assertThat(readOne(MONEY, "9999999999.99")).isEqualTo(new BigDecimal("9999999999.99"));
        // beyond the digits of a double
        assertThat(readOne(new SqlType.Decimal(30, 10), "12345678901234567890.0123456789"))
                .isEqualTo(new BigDecimal("12345678901234567890.0123456789"));
        // surplus decimals are rounded half up, as CAST does it
        assertThat(readOne(MONEY, "0.125")).isEqualTo(new BigDecimal("0.13"));
        assertThat(readOne(MONEY, "-0.125")).isEqualTo(new BigDecimal("-0.13"));
        assertThat(readOne(MONEY, "1e-1000000000")).isEqualTo(new BigDecimal("0.00"));
        var tooLong = ": expected DECIMAL(12, 2) but the JSON has a number with more digits";
        assertMismatch(MONEY, "10000000000", tooLong);
        assertMismatch(MONEY, "9999999999.995", tooLong);
        assertMismatch(MONEY, "\"1e1000000000\"", tooLong);
        assertMismatch(
                MONEY,
                "1e99999999999",
                ": expected DECIMAL(12, 2) but the JSON has a number out of its range");
        assertMismatch(MONEY, "true", ": expected DECIMAL(12, 2) but the JSON has a boolean");
        assertMismatch(
                MONEY,
                "\"secret\"",
                ": expected DECIMAL(12, 2) but the JSON has a string that is no such number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\\u00e4\\\"\"|aä\"",
                "1.50|1.50",
                "true|true",
                "123|123",
                "{ \"a\" : [1, 2.50, null] }|{\"a\":[1,2.50,null]}",
                "[]|[]"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void anythingBecomesAString(String json, String expected) {
        assertThat(readOne(Primitive.STRING, json)).isEqualTo(expected);
    }

    @Test
    void datesAndTimesAreNumbers() {
        assertThat(readOne(Primitive.TIMESTAMP, "1")).isEqualTo(Instant.ofEpochMilli(1));
        assertThat(readOne(Primitive.DATE, "-10")).isEqualTo(LocalDate.of(1969, 12, 22));
        assertThat(readOne(Primitive.TIME, "1000")).isEqualTo(LocalTime.of(0, 0, 1));
        assertMismatch(
                Primitive.TIME,
                "86400000",
                ": expected TIME as milliseconds of the day but the JSON has a number out of its"
                        + " range");
        assertMismatch(
                Primitive.DATE,
                "\"2026-02-28\"",
                ": expected DATE as days since 1970 but the JSON has a string");
    }

    @Test
    void bytesAreBase64() {
        assertThat(readOne(Primitive.BYTES, "\"AQID\""))
                .isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        assertMismatch(
                Primitive.BYTES,
                "\"?\"",
                ": expected BYTES as base64 but the JSON has another string");
    }

    @Test
    void mismatchesSayWhereInTheColumnTheyAre() {
        var type =
                new SqlType.Array(
                        new SqlType.Struct(
                                List.of(
                                        new SqlType.Field(
                                                "M",
                                                new SqlType.Map(
                                                        Primitive.STRING, Primitive.BOOLEAN)))));
        assertMismatch(
                type,
                "[null,{\"m\":{\"secret\":1}}]",
                "[2]->`M`[…]: expected BOOLEAN but the JSON has a number");
        assertMismatch(
                type,
                "[3]",
                "[1]: expected STRUCT<`M` MAP<STRING, BOOLEAN>> but the JSON has a number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the value is empty, which is not JSON",
                "{\"x\":1|the value is not JSON: it ends too early, at byte 6",
                "{\"x\":secret}|the value is not JSON: it goes wrong at byte 6",
                "{\"x\":1}}|the value is not JSON: it goes wrong at byte 8",
                "{\"x\":1} {\"x\":2}|the value goes on after the end of its JSON at byte 9",
                "[1]|expected a JSON object with the columns but the value is an array",
                "\"secret\"|expected a JSON object with the columns but the value is a string",
                "{\"y\":[1,2}|the value is not JSON: it goes wrong at byte 10"
            })
    void bytesThatAreNoRow(String text, String sentence) {
        assertThatThrownBy(() -> read(value(col("X", Primitive.INTEGER)), text))
                .isInstanceOf(RowFormatException.class)
                .hasMessage(sentence);
    }

    @Test
    void jsonBeyondTheParsersLimitsIsRefused() {
        assertThatThrownBy(
                        () ->
                                read(
                                        value(col("X", Primitive.INTEGER)),
                                        "{\"y\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}"))
                .isInstanceOf(RowFormatException.class)
                .hasMessage("the value is JSON that is nested too deep or has too long a text");
    }

    @Test
    void nothingIsNoRow() {
        var layout = value(col("X", Primitive.INTEGER));
        assertThat(read(layout, null)).isNull();
        assertThat(read(layout, "null")).isNull();
        assertThat(read(layout, "{}")).containsExactly((Object) null);
    }
}
