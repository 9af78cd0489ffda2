// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

class DelimitedFormatTest {
    private static final List<Column> ALL =
            List.of(
                    new Column("S", Primitive.STRING),
                    new Column("B", Primitive.BOOLEAN),
                    new Column("I", Primitive.INTEGER),
                    new Column("L", Primitive.BIGINT),
                    new Column("F", Primitive.DOUBLE),
                    new Column("D", new SqlType.Decimal(6, 2)),
                    new Column("BY", Primitive.BYTES),
                    new Column("DA", Primitive.DATE),
                    new Column("TI", Primitive.TIME),
                    new Column("TS", Primitive.TIMESTAMP));

    private static RecordLayout layout(List<Column> columns, String delimiter) {
        return new RecordLayout(
                new FormatSpec("DELIMITED", Map.of("delimiter", delimiter), Wrapping.DEFAULT),
                RecordSide.VALUE,
                "t",
                columns);
    }

    private static Row read(RecordLayout layout, String text, int... wanted) {
        var target = new Object[wanted.length];
        new DelimitedFormat()
                .reader(layout, wanted)
                .read(text.getBytes(StandardCharsets.UTF_8), target, 0);
        return Row.of(target);
    }

    private static String write(RecordLayout layout, Object... values) {
        return new String(
                new DelimitedFormat().writer(layout).write(Row.of(values), 0),
                StandardCharsets.UTF_8);
    }

    @Test
    void everyTypeIsReadAsItIsWritten() {
        Object[] values = {
            "a, b",
            true,
            -7,
            Long.MIN_VALUE,
            1.0E10,
            new BigDecimal("12.30"),
            ByteBuffer.wrap(new byte[] {1, 2, 3}),
            LocalDate.of(2026, 2, 28),
            LocalTime.of(23, 59, 58),
            Instant.ofEpochMilli(1_700_000_000_123L)
        };
        var layout = layout(ALL, ",");
        var text = write(layout, values);

        assertThat(text)
                .isEqualTo(
                        "\"a, b\",true,-7,-9223372036854775808,1.0E10,12.30,AQID,20512,86398000,1700000000123");
        assertThat(read(layout, text, IntStream.range(0, ALL.size()).toArray()))
                .isEqualTo(Row.of(values));
        assertThat(read(layout, text, 5, 0)).isEqualTo(Row.of(new BigDecimal("12.30"), "a, b"));
    }

    @Test
    void whatIsEmptyIsNull() {
        var layout = layout(ALL, ",");
        assertThat(read(layout, ",,,,,,,,,", IntStream.range(0, 10).toArray()))
                .isEqualTo(Row.of(new Object[10]));
        assertThat(read(layout, "\"\",,\"\",,,,,,,", 0, 2)).isEqualTo(Row.of("", null));
        assertThat(write(layout, new Object[10])).isEqualTo(",,,,,,,,,");
        assertThat(
                        new DelimitedFormat()
                                .writer(layout(ALL.subList(0, 1), ","))
                                .write(Row.of((Object) null), 0))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "plain~plain",
                "a,b~\"a,b\"",
                "say \"x\"~\"say \"\"x\"\"\"",
                "#1~\"#1\"",
                "^ lead^~\" lead\"",
                "^trail ^~\"trail \"",
                "été~\"été\"",
                "-1~\"-1\"",
            })
    void quotesStandWhereTheyAreNeeded(String value, String written) {
        var layout = layout(ALL.subList(0, 1), ",");
        assertThat(write(layout, value)).isEqualTo(written);
        assertThat(read(layout, written, 0)).isEqualTo(Row.of(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "TAB~^a\tb^",
                "SPACE~a b",
                "|~a|b",
                "é~aéb",
            })
    void anyCharacterDelimits(String delimiter, String text) {
        var layout =
                layout(
                        List.of(
                                new Column("A", Primitive.STRING),
                                new Column("B", Primitive.STRING)),
                        delimiter);
        assertThat(read(layout, text, 0, 1)).isEqualTo(Row.of("a", "b"));
        assertThat(write(layout, "a", "b")).isEqualTo(text);
    }

    @Test
    void aLineEndsTheRecord() {
        var layout = layout(ALL.subList(2, 4), ",");
        assertThat(read(layout, "1,2\r\n3,4\n", 0, 1)).isEqualTo(Row.of(1, 2L));
        assertThat(read(layout, " 1 , \"2\" ", 0, 1)).isEqualTo(Row.of(1, 2L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "1~expected 2 columns but the value has 1",
                "1,2,3~expected 2 columns but the value has 3",
                "x,2~column `I`: expected INTEGER but the value has no such number",
                "1,99999999999999999999~column `L`: expected BIGINT but the value has no such number",
                "\"1,2~column `I`: expected a closing quote but the value has the end of the text",
                "\"1\"x,2~column `I`: expected the delimiter behind the closing quote but the value has other text",
                "^^~the value is empty, but 2 columns were expected",
            })
    void whatCantBeReadIsSaidInASentence(String text, String message) {
        assertThatThrownBy(() -> read(layout(ALL.subList(2, 4), ","), text, 0, 1))
                .isInstanceOf(RowFormatException.class)
                .hasMessage(message);
    }

    @Test
    void anyTextIsReadAsItWasWritten() {
        var random = new Random(42);
        var alphabet = "ab,;\"\n\r\t #é🎉";
        var layout =
                layout(
                        List.of(
                                new Column("A", Primitive.STRING),
                                new Column("B", Primitive.STRING)),
                        ",");
        for (int i = 0; i < 5_000; i++) {
            var last = text(random, alphabet);
            var row = Row.of(text(random, alphabet), last.isEmpty() ? null : last);
            var bytes = new DelimitedFormat().writer(layout).write(row, 0);
            assertThat(read(layout, new String(bytes, StandardCharsets.UTF_8), 0, 1))
                    .isEqualTo(row);
        }
    }

    private static String text(Random random, String alphabet) {
        var points = alphabet.codePoints().toArray();
        var text = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
