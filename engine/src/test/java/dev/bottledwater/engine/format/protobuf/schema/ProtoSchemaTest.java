// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.Field.Label;
import dev.bottledwater.engine.format.protobuf.schema.FieldType.Constant;
import dev.bottledwater.engine.format.protobuf.schema.FieldType.Enumeration;
import dev.bottledwater.engine.format.protobuf.schema.FieldType.OfMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class ProtoSchemaTest {

    private static ProtoSchema parse(String text) {
        return ProtoSchema.parse(text, Map.of());
    }

    private static Field field(ProtoSchema schema, String message, String name) {
        return schema.find(message).orElseThrow().fields().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsWhatDeclarationsHold() {
        var schema =
                parse(
                        """
                        // a comment; with "things" { in it
                        syntax = 'proto3';
                        package a.b;
                        import "google/protobuf/timestamp.proto";
                        import public "google/protobuf/descriptor.proto";
                        option java_package = "x" "y";
                        option (my.option) = { deep: { list: [1, -2, inf], s: 'a\\'b' } n <m: 1> [x.y]: 2; };

                        message Order { /* the
                          order */
                          reserved 5, 7 to max;
                          reserved "old";
                          option deprecated = true;
                          int32 id = 0x1 [deprecated = true, json_name = "ID", (a.b).c = 5];
                          optional string note = 2;
                          repeated Line lines = 3;
                          map<string, .a.b.Order.Line> by_name = 4;
                          Kind kind = 6;
                          google.protobuf.Timestamp at = 8;
                          oneof pay { Line.Inner cash = 9; string card = 10; }
                          oneof empty_one { option (x) = 1; bool b = 11; }
                          repeated sint64 nums = 12 [packed = false];
                          repeated fixed32 more = 300;
                          message Line {
                            message Inner { Order order = 1; Kind kind = 2; };
                            double price = 1;
                            enum Kind { NONE = 0; SOME = -1; }
                          }
                          ;
                        }
                        enum Kind { option allow_alias = true; A = 0; B = 1 [deprecated=true]; C = 1; reserved 9; }
                        service Orders { rpc Get (Order) returns (stream Order) { option (http) = { get: "/" }; } }
                        extend google.protobuf.FieldOptions { string tag = 50001; }
                        """);

        assertThat(schema.packageName()).isEqualTo("a.b");
        assertThat(schema.messages()).extracting(Message::fullName).containsExactly("a.b.Order");
        var order = schema.messages().getFirst();
        assertThat(order.oneofs()).containsExactly("pay", "empty_one");
        assertThat(order.fields())
                .extracting(Field::number)
                .containsExactly(1, 2, 3, 4, 6, 8, 9, 10, 11, 12, 300);
        assertThat(field(schema, "a.b.Order", "id"))
                .isEqualTo(Field.of("id", 1, ScalarType.INT32, Label.IMPLICIT));
        assertThat(field(schema, "a.b.Order", "note").hasPresence()).isTrue();
        assertThat(field(schema, "a.b.Order", "lines").type())
                .isEqualTo(new OfMessage("a.b.Order.Line"));
        assertThat(field(schema, "a.b.Order", "at").type())
                .isEqualTo(new OfMessage(WellKnownTypes.TIMESTAMP));
        assertThat(field(schema, "a.b.Order", "card"))
                .satisfies(
                        f -> {
                            assertThat(f.oneof()).isZero();
                            assertThat(f.hasPresence()).isTrue();
                        });
        assertThat(field(schema, "a.b.Order", "nums").packed()).isFalse();
        assertThat(field(schema, "a.b.Order", "more").packed()).isTrue();
        assertThat(field(schema, "a.b.Order", "kind").type())
                .isEqualTo(
                        new Enumeration(
                                "a.b.Kind",
                                List.of(
                                        new Constant("A", 0),
                                        new Constant("B", 1),
                                        new Constant("C", 1))));
        assertThat(field(schema, "a.b.Order.Line.Inner", "kind").type())
                .isInstanceOfSatisfying(
                        Enumeration.class,
                        e -> assertThat(e.fullName()).isEqualTo("a.b.Order.Line.Kind"));
        var map = schema.mapEntry(field(schema, "a.b.Order", "by_name").type()).orElseThrow();
        assertThat(map.fullName()).isEqualTo("a.b.Order.ByNameEntry");
        assertThat(map.fields().get(1).type()).isEqualTo(new OfMessage("a.b.Order.Line"));
    }

    @Test
    void findsMessagesByPlace() {
        var schema =
                parse(
                        """
                        syntax = "proto3";
                        message A { map<string, int32> m = 1; message B {} message C { message D {} } }
                        message E {}
                        """);
        assertThat(schema.at(List.of(0, 1, 0))).map(Message::fullName).hasValue("A.C.D");
        assertThat(schema.at(List.of(1))).map(Message::fullName).hasValue("E");
        for (var nowhere : List.of(List.of(2), List.of(0, 2), List.of(-1), List.<Integer>of())) {
            assertThat(schema.at(nowhere)).isEmpty();
        }
        assertThat(schema.path(schema.find("A.C.D").orElseThrow())).hasValue(List.of(0, 1, 0));
        assertThat(schema.path(schema.find("A.MEntry").orElseThrow())).isEmpty();
    }

    @Test
    void importsAreFoundByName() {
        var schema =
                ProtoSchema.parse(
                        "syntax = \"proto3\"; package p; import 'b.proto'; import 'nowhere.proto'; message A { q.B b = 1; r.C c = 2; }",
                        Map.of(
                                "b.proto",
                                "syntax = \"proto3\"; package q; import 'a/c.proto'; message B { r.C c = 1; }",
                                "a/c.proto",
                                "syntax = \"proto3\"; package r; message C { int32 i = 1; }"));
        assertThat(schema.messages()).extracting(Message::fullName).containsExactly("p.A");
        assertThat(schema.find("r.C")).isPresent();
    }

    @Test
    void proto2AndEditionsHaveTheirOwnPresence() {
        var proto2 =
                parse(
                        """
                        message T {
                          required int32 r = 1;
                          optional int32 o = 2 [default = -5];
                          optional string s = 3 [default = "x\\x41\\n\\101"];
                          repeated int32 n = 4;
                          repeated group Part = 5 { optional int32 i = 6; }
                          extensions 100 to 199;
                        }
                        """);
        assertThat(field(proto2, "T", "r").label()).isEqualTo(Label.REQUIRED);
        assertThat(field(proto2, "T", "o").defaultValue()).isEqualTo("-5");
        assertThat(field(proto2, "T", "s").defaultValue()).isEqualTo("xA\nA");
        assertThat(field(proto2, "T", "n").packed()).isFalse();
        assertThat(proto2.find("T").orElseThrow().fields()).hasSize(4);

        var edition =
                parse(
                        """
                        edition = "2023";
                        message T { int32 a = 1; int32 b = 2 [features.field_presence = IMPLICIT]; }
                        """);
        assertThat(field(edition, "T", "a").hasPresence()).isTrue();
        assertThat(field(edition, "T", "b").hasPresence()).isFalse();
    }

    @Test
    void paramsOfConnectAreReadInAllForms() {
        var schema =
                parse(
                        """
                        syntax = "proto3";
                        import "confluent/type/decimal.proto";
                        message T {
                          confluent.type.Decimal a = 1 [(confluent.field_meta) = { params: [{ value: "4", key: "precision" }, { value: "2", key: "scale" }]}];
                          confluent.type.Decimal b = 2 [(confluent.field_meta).params = { key: "precision", value: "4" }, (confluent.field_meta).params = { key: "scale" value: "2" }];
                          confluent.type.Decimal c = 3 [(.confluent.field_meta) = { doc: "x" params { key: "precision" value: "4" } params { key: "scale" value: "2" } }];
                        }
                        """);
        assertThat(schema.messages().getFirst().fields())
                .extracting(Field::params)
                .containsOnly(Map.of("precision", "4", "scale", "2"));
    }

    @Test
    void whatIsPrintedParsesToTheSame() {
        var schema =
                parse(
                        """
                        syntax = "proto3";
                        package a.b;

                        import "confluent/meta.proto";
                        import "confluent/type/decimal.proto";
                        import "google/protobuf/wrappers.proto";

                        message ConnectDefault1 {
                          optional int32 I = 1;
                          repeated ConnectDefault2Entry M = 2;
                          confluent.type.Decimal D = 3 [(confluent.field_meta) = {
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
                          google.protobuf.StringValue W = 4;

                          message ConnectDefault2Entry {
                            string key = 1;
                            ConnectDefault3 value = 2;

                            message ConnectDefault3 {
                              bool B = 1;
                            }
                          }
                        }
                        """);
        assertThat(schema.mapEntry(schema.messages().getFirst().fields().get(1).type()))
                .isPresent();
        assertThat(parse(schema.text())).isEqualTo(schema);
        assertThat(schema.text())
                .startsWith(
                        "syntax = \"proto3\";\npackage a.b;\n\nimport \"confluent/meta.proto\";\n")
                .contains(
                        "  message ConnectDefault2Entry {\n    string key = 1;\n    ConnectDefault3 value = 2;\n\n    message ConnectDefault3 {\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            textBlock =
                    """
                    message A { int32 a = 1 }                  ~ line 1: expected ';' but found '}'
                    message A { int32 a = 1;                   ~ line 1: expected more but found the end of the text
                    message A { int32 = 1; }                   ~ line 1: expected a name but found '='
                    message A { int32 a = x; }                 ~ line 1: expected a whole number but found 'x'
                    message A { int32 a = 0; }                 ~ whose field a has the number 0
                    message A { int32 a = 536870912; }         ~ whose field a has the number 536870912
                    message A { Other a = 1; }                 ~ the Protobuf message A has a field of the type Other, which neither
                    syntax = "proto4";                         ~ the unknown syntax proto4
                    {"type": "record"}                         ~ line 1: expected a declaration but found '{'
                    message A { /* int32 a = 1; }              ~ line 1: a comment has no end
                    option a = "x;                             ~ line 1: a string has no end
                    """)
    void whatIsNoSchemaIsRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(UnusableSchemaException.class)
                .hasMessageContaining(message);
    }

    @Test
    void deepNestingIsRefused() {
        assertThatThrownBy(() -> parse("message A { ".repeat(10_000)))
                .isInstanceOf(UnusableSchemaException.class);
        assertThatThrownBy(() -> parse("option a = " + "[".repeat(10_000)))
                .isInstanceOf(UnusableSchemaException.class);
    }
}
