// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.registry.MemorySchemaRegistry;
import dev.bottledwater.engine.registry.SchemaReference;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class JsonSchemaFormatTest {
    private static final SqlType STRUCT =
            new SqlType.Struct(List.of(new SqlType.Field("F", Primitive.INTEGER)));
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
                    new Column("TS", Primitive.TIMESTAMP),
                    new Column("A", new SqlType.Array(Primitive.DOUBLE)),
                    new Column("M", new SqlType.Map(Primitive.STRING, Primitive.BIGINT)),
                    new Column("ST", STRUCT));

    private final MemorySchemaRegistry registry = new MemorySchemaRegistry();
    private final JsonSchemaFormat format = new JsonSchemaFormat(registry);

    private static RecordLayout layout(Map<String, String> properties, List<Column> columns) {
        return new RecordLayout(
                new FormatSpec("JSON_SR", properties, Wrapping.DEFAULT),
                RecordSide.VALUE,
                "t",
                columns);
    }

    private Row read(RecordLayout layout, byte[] data) {
        int count = layout.columns().size();
        var target = new Object[count];
        format.reader(layout, IntStream.range(0, count).toArray()).read(data, target, 0);
        return Row.of(target);
    }

    private static String body(byte[] data) {
        return new String(data, 5, data.length - 5, StandardCharsets.UTF_8);
    }

    private static byte[] record(int id, String json) {
        var text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + text.length).put((byte) 0).putInt(id).put(text).array();
    }

    private SqlType type(String schema) {
        return format.type(SchemaText.of(SchemaType.JSON, schema), FormatSpec.of("JSON_SR"));
    }

    @Test
    void everyTypeComesBackFromItsSchemaAndItsBytes() {
        var layout = layout(Map.of(), ALL);
        Object[] values = {
            "a",
            true,
            -7,
            Long.MIN_VALUE,
            1.5,
            new BigDecimal("12.30"),
            ByteBuffer.wrap(new byte[] {1, 2, 3}),
            LocalDate.of(2026, 2, 28),
            LocalTime.of(23, 59, 58),
            Instant.ofEpochMilli(1_700_000_000_123L),
            Arrays.asList(1.0, null),
            Map.of("k", 2L),
            StructValue.of(3)
        };

        var bytes = format.writer(layout).write(Row.of(values), 0);

        assertThat(read(layout, bytes)).isEqualTo(Row.of(values));
        assertThat(format.type(registry.latest("t-value").orElseThrow().schema(), layout.format()))
                .isEqualTo(
                        new SqlType.Struct(
                                ALL.stream()
                                        .map(c -> new SqlType.Field(c.name(), c.type()))
                                        .toList()));
    }

    @Test
    void recordsNameTheSchemaThatIsRegistered() {
        registry.register("other", SchemaText.of(SchemaType.JSON, "{\"type\":\"string\"}"));
        var layout = layout(Map.of(), List.of(new Column("I", Primitive.INTEGER)));

        var bytes = format.writer(layout).write(Row.of(1), 0);

        assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 0, 2);
        assertThat(body(bytes)).isEqualTo("{\"I\":1}");
        assertThat(registry.byId(2).orElseThrow().text())
                .isEqualTo(
                        """
                        {"type":"object","properties":{"I":{"connect.index":0,"oneOf":[{"type":"null"},{"type":"integer","connect.type":"int32"}]}}}""");
    }

    @Test
    void readingTakesNoOtherBytes() {
        var layout = layout(Map.of(), List.of(new Column("I", Primitive.INTEGER)));

        assertThat(read(layout, record(99, "{\"i\":5}"))).isEqualTo(Row.of(5));
        assertThatThrownBy(() -> read(layout, "{\"I\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(RowFormatException.class)
                .hasMessage(
                        "the value was not written with a schema registry: it begins with 123 and not with 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'integer'} | BIGINT",
                "{'type':['null','integer'],'connect.type':'int16'} | INTEGER",
                "{'type':'number'} | DOUBLE",
                "{'enum':['A','B']} | STRING",
                "{'type':'string','format':'date-time'} | STRING",
                "{'anyOf':[{'type':'null'},{'type':'boolean'}]} | BOOLEAN",
                "{'type':'string','connect.type':'bytes','title':'org.apache.kafka.connect.data.Decimal','connect.parameters':{'scale':'3'}} | DECIMAL(64, 3)",
                "{'type':'object','connect.type':'map','additionalProperties':{'type':'number'}} | MAP<STRING, DOUBLE>",
                "{'type':'array','connect.type':'map','items':{'type':'object','properties':{'key':{'type':'string'},'value':{'type':'boolean'}}}} | MAP<STRING, BOOLEAN>",
                "{'properties':{'b':{'type':'string','connect.index':1},'a':{'type':'integer','connect.index':0}}} | STRUCT<`a` BIGINT, `b` STRING>",
                "{'allOf':[{'properties':{'a':{'type':'string'}}},{'properties':{'b':{'type':'string'}}}]} | STRUCT<`a` STRING, `b` STRING>",
                "{'properties':{'a':{'$ref':'#/definitions/d'}},'definitions':{'d':{'type':'array','items':{'type':'string'}}}} | STRUCT<`a` ARRAY<STRING>>",
                "{'properties':{'a':{'type':'string'},'self':{'$ref':'#'}}} | STRUCT<`a` STRING>",
                "{'properties':{'a':{'type':'string'},'u':{'oneOf':[{'type':'string'},{'type':'integer'}]}}} | STRUCT<`a` STRING>"
            })
    void schemasOfOthersHaveTypes(String schema, String type) {
        assertThat(type(schema.replace('\'', '"'))).hasToString(type);
    }

    @Test
    void schemasMayReferToOthers() {
        registry.register("money", SchemaText.of(SchemaType.JSON, "{\"type\":\"number\"}"));
        var schema =
                new SchemaText(
                        SchemaType.JSON,
                        "{\"properties\":{\"a\":{\"$ref\":\"money.json\"}}}",
                        List.of(new SchemaReference("money.json", "money", 1)));

        assertThat(format.type(schema, FormatSpec.of("JSON_SR"))).hasToString("STRUCT<`a` DOUBLE>");
        assertThatThrownBy(() -> type("{\"$ref\":\"#/nowhere\"}"))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessage("the JSON Schema refers to #/nowhere, which isn't there");
    }

    @Test
    void decimalsAndMapsAreReadAsTheirSchemaSays() {
        registry.register(
                "t-value",
                SchemaText.of(
                        SchemaType.JSON,
                        """
                        {"properties":{
                         "d":{"oneOf":[{"type":"null"},{"type":"string","title":"org.apache.kafka.connect.data.Decimal","connect.type":"bytes","connect.parameters":{"scale":"2"}}]},
                         "s":{"properties":{"N":{"type":"number"}}},
                         "m":{"type":"array","connect.type":"map","items":{"type":"object","properties":{"key":{"type":"string"},"value":{"type":"integer"}}}}}}"""),
                5);
        var decimal = new SqlType.Decimal(6, 3);
        var layout =
                layout(
                        Map.of(),
                        List.of(
                                new Column("D", decimal),
                                new Column(
                                        "S",
                                        new SqlType.Struct(
                                                List.of(new SqlType.Field("N", decimal)))),
                                new Column(
                                        "M", new SqlType.Map(Primitive.STRING, Primitive.BIGINT))));

        // base64 of the bytes of 1234, which is 12.34 with the schema's scale
        assertThat(
                        read(
                                layout,
                                record(
                                        5,
                                        "{\"d\":\"BNI=\",\"s\":{\"N\":1.5},\"m\":[{\"key\":\"k\",\"value\":2}]}")))
                .isEqualTo(
                        Row.of(
                                new BigDecimal("12.340"),
                                StructValue.of(new BigDecimal("1.500")),
                                Map.of("k", 2L)));
        assertThat(read(layout, record(5, "{\"d\":null,\"m\":null}")))
                .isEqualTo(Row.of(null, null, null));
        assertThatThrownBy(() -> read(layout, record(5, "{\"d\":\"?\"}")))
                .hasMessage(
                        "column `D`: expected DECIMAL(6, 3) but the JSON has a string that is no base64");
        assertThatThrownBy(() -> read(layout, record(6, "{}")))
                .isInstanceOf(RowFormatException.class)
                .hasMessage(
                        "the value was written with schema 6, which the schema registry doesn't have");
    }

    private RecordLayout given(String schema, Column... columns) {
        registry.register("any", SchemaText.of(SchemaType.JSON, schema.replace('\'', '"')), 7);
        return layout(Map.of(FormatSpec.SCHEMA_ID, "7"), List.of(columns));
    }

    @Test
    void aGivenSchemaDecidesWhatNullsBecome() {
        var layout =
                given(
                        "{'required':['r'],'properties':{'a':{'type':'integer'},'n':{'type':['null','string']},'r':{'type':'string'}}}",
                        new Column("a", Primitive.BIGINT),
                        new Column("n", Primitive.STRING),
                        new Column("r", Primitive.STRING));
        var writer = format.writer(layout);

        assertThat(body(writer.write(Row.of(null, null, "x"), 0)))
                .isEqualTo("{\"n\":null,\"r\":\"x\"}");
        assertThatThrownBy(() -> writer.write(Row.of(1L, null, null), 0))
                .isInstanceOf(RowFormatException.class)
                .hasMessage("column `r` is null, which its JSON Schema does not allow");
    }

    @Test
    void namesAreThoseOfAGivenSchema() {
        var layout =
                given(
                        "{'required':['Id'],'properties':{'Id':{'type':'integer'}}}",
                        new Column("ID", Primitive.BIGINT));

        assertThat(body(format.writer(layout).write(Row.of(1L), 0))).isEqualTo("{\"Id\":1}");
    }

    @Test
    void aGivenSchemaMustTakeTheColumns() {
        var closed =
                given(
                        "{'properties':{'a':{'type':'integer'}},'additionalProperties':false}",
                        new Column("b", Primitive.BIGINT));
        assertThatThrownBy(() -> format.writer(closed).write(Row.of(1L), 0))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessage("the JSON Schema has no property for column `b`");

        var other =
                layout(closed.format().properties(), List.of(new Column("a", Primitive.STRING)));
        assertThatThrownBy(() -> format.writer(other).write(Row.of("x"), 0))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessage("column `a` is STRING, but the JSON Schema has integer");
    }
}
