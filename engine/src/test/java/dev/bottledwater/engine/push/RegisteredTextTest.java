// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.push.RegisteredText.Recognised;
import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

class RegisteredTextTest {
    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final Formats formats = Formats.builtIn(registry);

    private byte[] written(String format, Wrapping wrapping, List<Column> columns, Object... row) {
        return formats.writer(
                        new RecordLayout(
                                new FormatSpec(format, Map.of(), wrapping),
                                RecordSide.VALUE,
                                "t",
                                columns))
                .write(Row.of(row), 0);
    }

    private RegisteredText texts(SchemaRegistry registry) {
        return new RegisteredText(formats, registry, RecordSide.VALUE, "t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVRO", "JSON_SR"})
    void recordsArePrintedAsJson(String format) {
        var data =
                written(
                        format,
                        Wrapping.DEFAULT,
                        List.of(
                                new Column("A", Primitive.BIGINT),
                                new Column("B", Primitive.STRING)),
                        7L,
                        "x");

        assertThat(texts(registry).recognise(data))
                .contains(new Recognised(format, "{\"A\":7,\"B\":\"x\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVRO", "JSON_SR"})
    void bareValuesToo(String format) {
        var data =
                written(
                        format,
                        Wrapping.UNWRAPPED,
                        List.of(new Column("A", Primitive.STRING)),
                        "hello");

        assertThat(texts(registry).recognise(data)).contains(new Recognised(format, "\"hello\""));
    }

    @Test
    void whatOnlyLooksLikeItIsLeftAlone() {
        written("AVRO", Wrapping.DEFAULT, List.of(new Column("A", Primitive.BIGINT)), 7L);

        var texts = new RegisteredText(formats, registry, RecordSide.VALUE, "other");
        // a number whose second part is the id of a schema
        assertThat(texts.recognise(ByteBuffer.allocate(8).putLong(1L << 24).array())).isEmpty();
        assertThat(texts.recognise("text".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(texts.recognise(new byte[] {0, 0, 0, 0, 99, 1})).isEmpty();
        assertThat(texts.recognise(new byte[] {0, 0, 0, 0, 1, 2, (byte) 0x80})).isEmpty();
        assertThat(texts.recognise(null)).isEmpty();
    }

    @Test
    void withoutARegistryNothingIsRecognised() {
        assertThat(texts(SchemaRegistry.none()).recognise(new byte[] {0, 0, 0, 0, 1, 2})).isEmpty();
    }
}
