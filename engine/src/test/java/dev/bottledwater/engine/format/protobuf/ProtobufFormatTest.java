// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import static dev.bottledwater.engine.format.protobuf.Descriptors.field;
import static dev.bottledwater.engine.format.protobuf.Descriptors.first;
import static dev.bottledwater.engine.format.protobuf.Descriptors.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DynamicMessage;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.registry.SchemaReference;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.FormatSpec.Wrapping;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

class ProtobufFormatTest extends ProtobufTopic {
    private static final SqlType INNER =
            new SqlType.Struct(List.of(new SqlType.Field("B", Primitive.BOOLEAN)));

    private String typeOf(String text) {
        return format.type(SchemaText.of(SchemaType.PROTOBUF, text), FormatSpec.of("PROTOBUF"))
                .toString();
    }

    @Test
    void columnsHaveTheSchemasThatConnectHas() {
        var columns =
                List.of(
                        column("ID", Primitive.BIGINT),
                        column("M", new SqlType.Map(Primitive.STRING, INNER)),
                        column("S", INNER),
                        column("D", new SqlType.Decimal(4, 2)),
                        column("A", new SqlType.Array(Primitive.TIMESTAMP)));
        assertThat(format.schema(layout(columns, Map.of())).text())
                .isEqualTo(
                        """
                        syntax = "proto3";

                        import "confluent/meta.proto";
                        import "confluent/type/decimal.proto";
                        import "google/protobuf/timestamp.proto";

                        message ConnectDefault1 {
                          int64 ID = 1;
                          repeated ConnectDefault2Entry M = 2;
                          ConnectDefault4 S = 3;
                          confluent.type.Decimal D = 4 [(confluent.field_meta) = {
                            params: [
                              {
                                value: "4",
                                key: "precision"
                              },
                              {
                                value: "2",
                                key: "scale"
                              }
                            ]
                          }];
                          repeated google.protobuf.Timestamp A = 5;

                          message ConnectDefault2Entry {
                            string key = 1;
                            ConnectDefault3 value = 2;

                            message ConnectDefault3 {
                              bool B = 1;
                            }
                          }
                          message ConnectDefault4 {
                            bool B = 1;
                          }
                        }
                        """);
        assertThat(typeOf(format.schema(layout(columns, Map.of())).text()))
                .isEqualTo(
                        "STRUCT<`ID` BIGINT, `M` MAP<STRING, STRUCT<`B` BOOLEAN>>, `S` STRUCT<`B` BOOLEAN>, `D` DECIMAL(4, 2), `A` ARRAY<TIMESTAMP>>");
    }

    @Test
    void propertiesNameTheMessageAndTellNulls() {
        var columns = List.of(column("I", Primitive.INTEGER), column("S", Primitive.STRING));
        assertThat(
                        format.schema(
                                        layout(
                                                columns,
                                                Map.of(
                                                        "fullSchemaName",
                                                        "a.b.Row",
                                                        "nullableRepresentation",
                                                        "optional")))
                                .text())
                .isEqualTo(
                        """
                        syntax = "proto3";
                        package a.b;

                        message Row {
                          optional int32 I = 1;
                          optional string S = 2;
                        }
                        """);
        assertThat(
                        format.schema(layout(columns, Map.of("nullableRepresentation", "wrapper")))
                                .text())
                .isEqualTo(
                        """
                        syntax = "proto3";

                        import "google/protobuf/wrappers.proto";

                        message ConnectDefault1 {
                          google.protobuf.Int32Value I = 1;
                          google.protobuf.StringValue S = 2;
                        }
                        """);
    }

    @Test
    void rowsStandBehindHeaderAndIndexes() throws Exception {
        var layout =
                layout(
                        List.of(column("I", Primitive.INTEGER), column("S", Primitive.STRING)),
                        Map.of());
        var data = write(layout, 7, "x");
        assertThat(data).containsExactly(0, 0, 0, 0, 1, 0, 8, 7, 18, 1, 'x');
        assertThat(registry.latest("t-value")).hasValueSatisfying(r -> assertThat(r.id()).isOne());
        var descriptor =
                first(
                        message(
                                "T",
                                field("I", 1, Type.TYPE_INT32),
                                field("S", 2, Type.TYPE_STRING)));
        var message =
                DynamicMessage.parseFrom(descriptor, Arrays.copyOfRange(data, 6, data.length));
        assertThat(message.getField(descriptor.findFieldByName("S"))).isEqualTo("x");
        assertThat(read(layout, data)).isEqualTo(Row.of(7, "x"));
    }

    @Test
    void everythingThatSchemasSayHasAType() {
        assertThat(
                        typeOf(
                                """
                                syntax = "proto3";
                                import "google/protobuf/wrappers.proto";
                                import "google/protobuf/duration.proto";
                                import "google/protobuf/empty.proto";
                                import "google/type/date.proto";
                                import "google/type/timeofday.proto";
                                message T {
                                  float f = 1; uint32 u = 2; fixed32 x = 3; sfixed32 y = 4; uint64 l = 5; sint64 s = 6;
                                  E e = 7; repeated E es = 8; map<int32, bytes> m = 9;
                                  google.protobuf.UInt32Value w = 10; google.protobuf.Duration d = 11;
                                  google.protobuf.Empty nothing = 12; google.type.Date date = 13; google.type.TimeOfDay time = 14;
                                  T self = 15;
                                  oneof choice { string a = 16; T again = 17; bool b = 18; }
                                }
                                enum E { NONE = 0; }
                                """))
                .isEqualTo(
                        "STRUCT<`choice_0` STRUCT<`a` STRING, `b` BOOLEAN>, `f` DOUBLE, `u` BIGINT, `x` BIGINT, `y` INTEGER, `l` BIGINT, `s` BIGINT, `e` STRING, `es` ARRAY<STRING>, `m` MAP<INTEGER, BYTES>, `w` BIGINT, `d` STRUCT<`seconds` BIGINT, `nanos` INTEGER>, `date` DATE, `time` TIME>");
        assertThatThrownBy(() -> typeOf("syntax = \"proto3\"; message T { T self = 1; }"))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessage("the Protobuf message T has no field that SQL has a type for");
        assertThatThrownBy(() -> typeOf("syntax = \"proto3\";"))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessage("the Protobuf schema declares no message");
    }

    @Test
    void theNamedMessageIsMeant() {
        var text =
                SchemaText.of(
                        SchemaType.PROTOBUF,
                        "syntax = \"proto3\"; package p; message A { int32 a = 1; } message B { string b = 1; message C { bool c = 1; } }");
        assertThat(format.type(text, named("p.B.C"))).hasToString("STRUCT<`c` BOOLEAN>");
        assertThatThrownBy(() -> format.type(text, named("B")))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessage("the Protobuf schema declares no message B, but p.A, p.B");
    }

    @Test
    void referencesAreImported() {
        registry.register(
                "event.proto",
                SchemaText.of(
                        SchemaType.PROTOBUF,
                        "syntax = \"proto3\"; import \"google/protobuf/timestamp.proto\"; message Event { google.protobuf.Timestamp at = 1; }"));
        var text =
                new SchemaText(
                        SchemaType.PROTOBUF,
                        "syntax = \"proto3\"; import \"event.proto\"; message T { Event event = 1; }",
                        List.of(new SchemaReference("event.proto", "event.proto", 1)));
        int id = registry.register("t-value", text);
        var event = format.type(text, FormatSpec.of("PROTOBUF"));
        assertThat(event).hasToString("STRUCT<`event` STRUCT<`at` TIMESTAMP>>");
        var layout =
                layout(
                        List.of(column("event", ((SqlType.Struct) event).fields().get(0).type())),
                        Map.of());
        assertThat(read(layout, record(id, "00 0a040a020801")))
                .isEqualTo(Row.of(StructValue.of(Instant.ofEpochSecond(1))));
    }

    private static FormatSpec named(String message) {
        return new FormatSpec("PROTOBUF", Map.of("fullSchemaName", message), Wrapping.DEFAULT);
    }
}
