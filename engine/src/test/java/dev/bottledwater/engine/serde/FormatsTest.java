// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

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

import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** What formats refuse, KAFKA and NONE, and the shapes of Kafka's serialisers. */
class FormatsTest {
    private static final Formats FORMATS = Formats.builtIn();
    private static final Column INT = new Column("K", Primitive.INTEGER);

    private static RecordLayout layout(String format, RecordSide side, Column... columns) {
        return new RecordLayout(FormatSpec.of(format), side, "t", List.of(columns));
    }

    private static RecordLayout value(String format, Wrapping wrapping, Column... columns) {
        return new RecordLayout(
                new FormatSpec(format, Map.of(), wrapping),
                RecordSide.VALUE,
                "t",
                List.of(columns));
    }

    private static void assertRefused(RecordLayout layout, String reason) {
        assertThat(FORMATS.refusal(layout)).contains(reason);
        assertThatThrownBy(() -> FORMATS.reader(layout)).hasMessage(reason);
        assertThatThrownBy(() -> FORMATS.writer(layout)).hasMessage(reason);
    }

    @Test
    void anUnknownFormatIsAnsweredWithThoseThatThereAre() {
        assertThat(FORMATS.refusal(layout("XML", RecordSide.VALUE, INT)).orElseThrow())
                .startsWith("Unknown format: XML; use one of AVRO, ")
                .contains("JSON, ");
    }

    @Test
    void columnIsReadOnce() {
        assertThatThrownBy(
                        () ->
                                FORMATS.reader(
                                        layout("JSON", RecordSide.VALUE, INT), new int[] {0, 0}))
                .hasMessage("a column is wanted twice: [0, 0]");
    }

    @Test
    void refusalsAreKsqls() {
        assertRefused(
                value("KAFKA", Wrapping.WRAPPED, INT),
                "Format 'KAFKA' does not support 'WRAP_SINGLE_VALUE' set to 'true'.");
        assertRefused(
                value("JSON", Wrapping.UNWRAPPED, INT, new Column("B", Primitive.INTEGER)),
                "'WRAP_SINGLE_VALUE' is only valid for single-field value schemas");
        assertRefused(
                layout(
                        "KAFKA",
                        RecordSide.KEY,
                        INT,
                        new Column("B", new SqlType.Array(Primitive.STRING))),
                "The 'KAFKA' format only supports a single field. Got: [`K` INTEGER KEY, `B`"
                        + " ARRAY<STRING> KEY]");
        assertRefused(
                layout("KAFKA", RecordSide.KEY, new Column("K", new SqlType.Decimal(2, 1))),
                "The 'KAFKA' format does not support type 'DECIMAL'");
        assertRefused(
                layout("KAFKA", RecordSide.VALUE, new Column("K", Primitive.BOOLEAN)),
                "The 'KAFKA' format does not support type 'BOOLEAN'");
        assertRefused(
                layout("NONE", RecordSide.KEY, INT),
                "The 'NONE' format can only be used when no columns are defined. Got: [`K` INTEGER"
                        + " KEY]");
        assertRefused(
                layout(
                        "JSON",
                        RecordSide.VALUE,
                        new Column(
                                "M",
                                new SqlType.Array(
                                        new SqlType.Map(Primitive.INTEGER, Primitive.STRING)))),
                "JSON only supports MAP types with STRING keys");
    }

    @Test
    void kafkaBytesAreThoseOfKafkasSerialisers() {
        assertKafka(Primitive.INTEGER, -7, Serdes.Integer().serializer().serialize("t", -7));
        assertKafka(
                Primitive.BIGINT,
                Long.MIN_VALUE,
                Serdes.Long().serializer().serialize("t", Long.MIN_VALUE));
        assertKafka(Primitive.DOUBLE, 2.5, Serdes.Double().serializer().serialize("t", 2.5));
        assertKafka(Primitive.STRING, "ä", Serdes.String().serializer().serialize("t", "ä"));
        assertKafka(Primitive.STRING, "", new byte[0]);
        assertKafka(Primitive.BYTES, ByteBuffer.wrap(new byte[] {0, -1}), new byte[] {0, -1});
    }

    private static void assertKafka(SqlType type, Object value, byte[] bytes) {
        for (var side : RecordSide.values()) {
            var serde = RowSerdes.of(FORMATS, layout("KAFKA", side, new Column("X", type)));
            assertThat(serde.serializer().serialize("t", Row.of(value))).isEqualTo(bytes);
            assertThat(serde.deserializer().deserialize("t", bytes)).isEqualTo(Row.of(value));
            assertThat(serde.serializer().serialize("t", Row.of((Object) null))).isNull();
            assertThat(serde.serializer().serialize("t", null)).isNull();
            assertThat(serde.deserializer().deserialize("t", null)).isNull();
        }
    }

    @Test
    void kafkaBytesOfAnotherSizeAreRefused() {
        var reader = FORMATS.reader(layout("KAFKA", RecordSide.KEY, INT));
        assertThatThrownBy(() -> reader.read(new byte[5], new @Nullable Object[1], 0))
                .isInstanceOf(RowFormatException.class)
                .hasMessage("key column `K`: expected 4 bytes of INTEGER but the key has 5");
    }

    @Test
    void sidesWithoutColumnsIgnoreTheirBytes() {
        for (var format : List.of("NONE", "KAFKA", "JSON")) {
            var layout = layout(format, RecordSide.KEY);
            var serde = RowSerdes.of(FORMATS, layout);
            assertThat(serde.deserializer().deserialize("t", new byte[] {1})).isEqualTo(Row.of());
            assertThat(serde.deserializer().deserialize("t", null)).isEqualTo(Row.of());
            assertThat(serde.serializer().serialize("t", Row.of())).isNull();
        }
    }
}
