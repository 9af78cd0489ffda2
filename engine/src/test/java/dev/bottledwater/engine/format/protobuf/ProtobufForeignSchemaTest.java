// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Records and schemas that others wrote. */
class ProtobufForeignSchemaTest extends ProtobufTopic {

    @Test
    void theSchemaOfTheWriterIsReadWith() {
        int id =
                register(
                        """
                        syntax = "proto3";
                        message T {
                          string skipped = 1;
                          sint32 i = 5;
                          uint32 L = 4;
                          E e = 3;
                          optional int64 n = 2;
                          repeated int32 d = 6;
                          int64 num = 300;
                          enum E { A = 0; B = 1; }
                        }
                        """);
        var layout =
                layout(
                        List.of(
                                column("I", Primitive.INTEGER),
                                column("l", Primitive.BIGINT),
                                column("E", Primitive.STRING),
                                column("N", Primitive.BIGINT),
                                column("D", new SqlType.Array(Primitive.DOUBLE)),
                                column("NUM", new SqlType.Decimal(5, 1)),
                                column("OTHER", Primitive.STRING)),
                        Map.of());
        assertThat(
                        read(
                                layout,
                                record(
                                        id,
                                        "00 0a0161 2803 20ffffffff0f 1801 1000 3202ac02 3001 e01205")))
                .isEqualTo(
                        Row.of(
                                -2,
                                0xFFFF_FFFFL,
                                "B",
                                0L,
                                List.of(300.0, 1.0),
                                new BigDecimal("5.0"),
                                null));
        assertThat(read(layout, record(id, "00 1809")))
                .isEqualTo(
                        Row.of(
                                0,
                                0L,
                                "UNKNOWN_ENUM_VALUE_E_9",
                                null,
                                List.of(),
                                new BigDecimal("0.0"),
                                null));
    }

    @Test
    void defaultsOfProto2AreKept() {
        int id =
                register(
                        """
                        message T {
                          optional int32 a = 1 [default = -3];
                          optional string b = 2;
                          optional E e = 3 [default = Y];
                          optional double d = 4 [default = -inf];
                          enum E { X = 5; Y = 6; }
                          optional E first = 5;
                        }
                        """);
        var layout =
                layout(
                        List.of(
                                column("A", Primitive.INTEGER),
                                column("B", Primitive.STRING),
                                column("E", Primitive.STRING),
                                column("D", Primitive.DOUBLE),
                                column("FIRST", Primitive.STRING)),
                        Map.of());
        assertThat(read(layout, record(id, "00")))
                .isEqualTo(Row.of(-3, null, "Y", Double.NEGATIVE_INFINITY, null));
    }

    @Test
    void aOneofIsAStructAndItsFieldsCanBeColumnsToo() {
        int id =
                register(
                        "syntax = \"proto3\"; message T { oneof pay { int32 cash = 1; string card = 2; } }");
        var pay =
                new SqlType.Struct(
                        List.of(
                                new SqlType.Field("CASH", Primitive.INTEGER),
                                new SqlType.Field("CARD", Primitive.STRING)));
        var struct = layout(List.of(column("PAY_0", pay)), Map.of());
        var flat =
                layout(
                        List.of(
                                column("CARD", Primitive.STRING),
                                column("CASH", Primitive.INTEGER)),
                        Map.of());
        assertThat(read(struct, record(id, "00 0800 120161")))
                .isEqualTo(Row.of(StructValue.of(null, "a")));
        assertThat(read(struct, record(id, "00"))).isEqualTo(Row.of((Object) null));
        assertThat(read(flat, record(id, "00 0800"))).isEqualTo(Row.of(null, 0));

        var given = layout(List.of(column("PAY_0", pay)), Map.of("schemaId", "" + id));
        assertThat(write(given, StructValue.of(0, null))).isEqualTo(record(id, "00 0800"));
        assertThat(write(given, StructValue.of(null, "a"))).isEqualTo(record(id, "00 120161"));
        assertThat(write(given, (Object) null)).isEqualTo(record(id, "00"));
    }

    @Test
    void rowsAreWrittenAsTheGivenMessage() {
        int id =
                register(
                        """
                        syntax = "proto3";
                        message A { int32 a = 1; }
                        message B {
                          message C { fixed32 x = 2; repeated uint32 l = 1; map<string, string> m = 3; string extra = 4; E e = 5; }
                          enum E { NONE = 0; SOME = 7; }
                        }
                        """);
        var layout =
                layout(
                        List.of(
                                column("x", Primitive.BIGINT),
                                column("l", new SqlType.Array(Primitive.BIGINT)),
                                column("m", new SqlType.Map(Primitive.STRING, Primitive.STRING)),
                                column("e", Primitive.STRING)),
                        Map.of("schemaId", "" + id, "fullSchemaName", "B.C"));
        var data = write(layout, 0xFFFF_FFFFL, List.of(1L, 300L), Map.of("k", "v"), "SOME");
        assertThat(data)
                .isEqualTo(record(id, "04 02 00 0a0301ac02 15ffffffff 1a060a016b120176 2807"));
        assertThat(read(layout, data))
                .isEqualTo(Row.of(0xFFFF_FFFFL, List.of(1L, 300L), Map.of("k", "v"), "SOME"));

        assertThatThrownBy(() -> write(layout, -1L, null, null, null))
                .isInstanceOf(RowFormatException.class)
                .hasMessage(
                        "column `x`: the Protobuf schema has fixed32, which is too small for a number of 2 digits");
        assertThatThrownBy(() -> write(layout, null, null, null, "MANY"))
                .isInstanceOf(RowFormatException.class)
                .hasMessage("column `e`: the Protobuf enum B.E has no constant of that name");
    }

    @Test
    void whatAGivenMessageCannotHoldIsRefused() {
        int id =
                register(
                        "message T { required int32 a = 1; optional string b = 2; repeated int32 c = 3; }");
        var given = Map.of("schemaId", "" + id);
        for (var refused :
                Map.of(
                                column("z", Primitive.INTEGER),
                                "the Protobuf message T has no field for column `z`",
                                column("b", Primitive.INTEGER),
                                "column `b` is INTEGER, but the Protobuf schema has string",
                                column("c", Primitive.INTEGER),
                                "column `c` is INTEGER, but the Protobuf schema has repeated int32",
                                column("b", Primitive.STRING),
                                "the Protobuf schema requires column `a`, which no column gives")
                        .entrySet()) {
            assertThatThrownBy(() -> write(layout(List.of(refused.getKey()), given), (Object) null))
                    .isInstanceOf(UnusableSchemaException.class)
                    .hasMessage(refused.getValue());
        }
        var required = layout(List.of(column("a", Primitive.INTEGER)), given);
        assertThatThrownBy(() -> write(required, (Object) null))
                .isInstanceOf(RowFormatException.class)
                .hasMessage("column `a` is NULL, but the Protobuf schema requires a value");
    }

    @Test
    void recordsThatCannotBeReadSayWhy() {
        int avro = registry.register("a-value", SchemaText.of(SchemaType.AVRO, "\"int\""));
        int id = register("syntax = \"proto3\"; message T { int32 a = 1; }");
        var layout = layout(List.of(column("A", Primitive.BOOLEAN)), Map.of());
        assertThat(read(layout, record(id, "00"))).isEqualTo(Row.of((Object) null));
        for (var bad :
                Map.of(
                                record(id, "00 0801"),
                                "column `A`: expected BOOLEAN but the Protobuf schema has int32",
                                record(id, "02 02"),
                                "the value is the message [1] of its Protobuf schema, which has no such one",
                                record(id, "01"),
                                "the value is no Protobuf message, or is damaged",
                                record(avro, "00"),
                                "the value was written with schema 1, which can't be used: its schema is one of AVRO and not of PROTOBUF",
                                record(99, "00"),
                                "the value was written with schema 99, which the schema registry doesn't have",
                                new byte[] {8, 1, 2, 3, 4, 5},
                                "the value was not written with a schema registry: it begins with 8 and not with 0")
                        .entrySet()) {
            assertThatThrownBy(() -> read(layout, bad.getKey()))
                    .isInstanceOf(RowFormatException.class)
                    .hasMessage(bad.getValue());
        }
    }
}
