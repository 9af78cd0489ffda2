// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import static dev.bottledwater.engine.format.protobuf.Descriptors.field;
import static dev.bottledwater.engine.format.protobuf.Descriptors.first;
import static dev.bottledwater.engine.format.protobuf.Descriptors.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
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
import java.util.Random;
import java.util.stream.IntStream;

class ProtobufNoSrFormatTest {
    private static final SqlType POINT =
            new SqlType.Struct(
                    List.of(
                            new SqlType.Field("X", Primitive.INTEGER),
                            new SqlType.Field("NAME", Primitive.STRING)));
    private static final List<Column> ALL =
            List.of(
                    new Column("B", Primitive.BOOLEAN),
                    new Column("I", Primitive.INTEGER),
                    new Column("L", Primitive.BIGINT),
                    new Column("D", Primitive.DOUBLE),
                    new Column("S", Primitive.STRING),
                    new Column("BY", Primitive.BYTES),
                    new Column("DE", new SqlType.Decimal(20, 3)),
                    new Column("DA", Primitive.DATE),
                    new Column("TI", Primitive.TIME),
                    new Column("TS", Primitive.TIMESTAMP),
                    new Column("P", POINT),
                    new Column("LI", new SqlType.Array(Primitive.BIGINT)),
                    new Column("LP", new SqlType.Array(POINT)),
                    new Column("M", new SqlType.Map(Primitive.STRING, Primitive.INTEGER)),
                    new Column(
                            "ML",
                            new SqlType.Map(
                                    Primitive.STRING, new SqlType.Array(Primitive.STRING))));

    private static final Object[] VALUES = {
        true,
        -7,
        1L << 40,
        -0.0,
        "grüße".repeat(50),
        ByteBuffer.wrap(new byte[] {0, -1}),
        new BigDecimal("-12345678901234567.890"),
        LocalDate.of(1969, 12, 22),
        LocalTime.of(23, 59, 58, 7_000_000),
        Instant.ofEpochMilli(-1),
        StructValue.of(3, "a"),
        List.of(1L, -1L, 0L, 300L),
        List.of(StructValue.of(1, ""), StructValue.of(0, "b")),
        Map.of("k", -5),
        Map.of("l", List.of("x", ""))
    };

    private static Descriptor descriptor() throws DescriptorValidationException {
        var longs = field("LI", 12, Type.TYPE_INT64).setLabel(Label.LABEL_REPEATED);
        return first(
                message(
                        "T",
                        field("B", 1, Type.TYPE_BOOL),
                        field("I", 2, Type.TYPE_INT32),
                        field("L", 3, Type.TYPE_INT64),
                        field("D", 4, Type.TYPE_DOUBLE),
                        field("S", 5, Type.TYPE_STRING),
                        field("BY", 6, Type.TYPE_BYTES),
                        field("DE", 7, "Decimal"),
                        field("DA", 8, "Four"),
                        field("TI", 9, "Four"),
                        field("TS", 10, "Timestamp"),
                        field("P", 11, "Point"),
                        longs,
                        field("LP", 13, "Point").setLabel(Label.LABEL_REPEATED),
                        field("M", 14, "Entry").setLabel(Label.LABEL_REPEATED),
                        field("ML", 15, "LongEntry").setLabel(Label.LABEL_REPEATED)),
                message(
                        "Decimal",
                        field("value", 1, Type.TYPE_BYTES),
                        field("precision", 2, Type.TYPE_UINT32),
                        field("scale", 3, Type.TYPE_INT32)),
                message(
                        "Four",
                        field("a", 1, Type.TYPE_INT32),
                        field("b", 2, Type.TYPE_INT32),
                        field("c", 3, Type.TYPE_INT32),
                        field("d", 4, Type.TYPE_INT32)),
                message(
                        "Timestamp",
                        field("seconds", 1, Type.TYPE_INT64),
                        field("nanos", 2, Type.TYPE_INT32)),
                message(
                        "Point",
                        field("X", 1, Type.TYPE_INT32),
                        field("NAME", 2, Type.TYPE_STRING)),
                message(
                        "Entry",
                        field("key", 1, Type.TYPE_STRING),
                        field("value", 2, Type.TYPE_INT32)),
                message(
                        "LongEntry",
                        field("key", 1, Type.TYPE_STRING),
                        field("value", 2, Type.TYPE_STRING).setLabel(Label.LABEL_REPEATED)));
    }

    private static RecordLayout layout(List<Column> columns, String... nullable) {
        return new RecordLayout(
                new FormatSpec(
                        "PROTOBUF_NOSR",
                        nullable.length == 0
                                ? Map.of()
                                : Map.of("nullableRepresentation", nullable[0]),
                        Wrapping.DEFAULT),
                RecordSide.VALUE,
                "t",
                columns);
    }

    private static byte[] write(RecordLayout layout, Object... values) {
        return new ProtobufNoSrFormat().writer(layout).write(Row.of(values), 0);
    }

    private static Row read(RecordLayout layout, byte[] data, int... wanted) {
        int[] columns =
                wanted.length == 0 ? IntStream.range(0, layout.columns().size()).toArray() : wanted;
        var target = new Object[columns.length];
        assertThat(new ProtobufNoSrFormat().reader(layout, columns).read(data, target, 0)).isTrue();
        return Row.of(target);
    }

    @Test
    void theLibraryReadsWhatIsWrittenAndWritesTheSame() throws Exception {
        var data = write(layout(ALL), VALUES);
        var message = DynamicMessage.parseFrom(descriptor(), data);

        assertThat(message.getUnknownFields()).isEqualTo(UnknownFieldSet.getDefaultInstance());
        assertThat(TextFormat.printer().emittingSingleLine(true).printToString(message))
                .isEqualTo(
                        "B: true I: -7 L: 1099511627776 D: -0.0 S: \""
                                + "gr\\303\\274\\303\\237e".repeat(50)
                                + "\" BY: \"\\000\\377\" DE { value: \"\\377T\\253Vs\\024\\340\\365.\" precision: 20 scale: 3 }"
                                + " DA { a: 1969 b: 12 c: 22 } TI { a: 23 b: 59 c: 58 d: 7000000 }"
                                + " TS { seconds: -1 nanos: 999000000 } P { X: 3 NAME: \"a\" }"
                                + " LI: 1 LI: -1 LI: 0 LI: 300 LP { X: 1 } LP { NAME: \"b\" }"
                                + " M { key: \"k\" value: -5 } ML { key: \"l\" value: \"x\" value: \"\" }");
        assertThat(data).isEqualTo(message.toByteArray());
    }

    @Test
    void everyTypeIsReadAsItIsWritten() {
        var data = write(layout(ALL), VALUES);
        assertThat(read(layout(ALL), data)).isEqualTo(Row.of(VALUES));
        assertThat(read(layout(ALL), data, 11, 4)).isEqualTo(Row.of(VALUES[11], VALUES[4]));
        assertThat(read(layout(ALL), data, 13)).isEqualTo(Row.of(VALUES[13]));
    }

    @Test
    void nullIsTheDefaultOfScalarsAndListsAndNothingOfMessages() {
        var data = write(layout(ALL), new Object[ALL.size()]);
        assertThat(data).isEmpty();
        assertThat(read(layout(ALL), data))
                .isEqualTo(
                        Row.of(
                                false,
                                0,
                                0L,
                                0.0,
                                "",
                                ByteBuffer.allocate(0),
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                List.of(),
                                Map.of(),
                                Map.of()));
    }

    @Test
    void representationsKeepNullsApartFromDefaults() {
        var columns = ALL.subList(0, 6);
        var zeros = new Object[] {false, 0, 0L, 0.0, "", ByteBuffer.allocate(0)};
        for (var representation : List.of("optional", "wrapper")) {
            var layout = layout(columns, representation);
            assertThat(read(layout, write(layout, zeros))).isEqualTo(Row.of(zeros));
            assertThat(read(layout, write(layout, new Object[6]))).isEqualTo(Row.of(new Object[6]));
        }
        assertThat(write(layout(columns.subList(1, 2), "optional"), 0)).containsExactly(8, 0);
        assertThat(write(layout(columns.subList(1, 2), "wrapper"), 5)).containsExactly(10, 2, 8, 5);
    }

    @Test
    void nullInAListIsADefault() {
        var layout = layout(List.of(ALL.get(11), ALL.get(12)));
        var data = write(layout, Arrays.asList(1L, null), Collections.singletonList((Object) null));
        assertThat(read(layout, data))
                .isEqualTo(Row.of(List.of(1L, 0L), List.of(StructValue.of(0, ""))));
    }

    @Test
    void unknownFieldsAreSkipped() {
        var unknown =
                UnknownFieldSet.newBuilder()
                        .addField(
                                5,
                                UnknownFieldSet.Field.newBuilder()
                                        .addVarint(-1)
                                        .addFixed32(1)
                                        .addFixed64(2)
                                        .addLengthDelimited(ByteString.copyFromUtf8("abc"))
                                        .addGroup(
                                                UnknownFieldSet.newBuilder()
                                                        .addField(
                                                                1,
                                                                UnknownFieldSet.Field.newBuilder()
                                                                        .addVarint(1)
                                                                        .addGroup(
                                                                                UnknownFieldSet
                                                                                        .getDefaultInstance())
                                                                        .build())
                                                        .build())
                                        .build())
                        .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(9).build())
                        .addField(5000, UnknownFieldSet.Field.newBuilder().addVarint(9).build())
                        .build();
        assertThat(read(layout(ALL.subList(1, 2)), unknown.toByteArray())).isEqualTo(Row.of(9));
    }

    @Test
    void whatOccursTwiceIsReadAsTheLibraryDoes() throws Exception {
        var descriptor = descriptor();
        var twice = new java.io.ByteArrayOutputStream();
        twice.writeBytes(write(layout(ALL), VALUES));
        var other = VALUES.clone();
        other[1] = 8;
        other[10] = StructValue.of(4, "");
        twice.writeBytes(write(layout(ALL), other));
        // numbers that aren't packed, too
        twice.writeBytes(new byte[] {12 << 3, 55});

        var merged = DynamicMessage.parseFrom(descriptor, twice.toByteArray());
        assertThat(merged.getRepeatedFieldCount(descriptor.findFieldByName("LI"))).isEqualTo(9);
        assertThat(read(layout(ALL), twice.toByteArray(), 1, 10, 11))
                .isEqualTo(
                        Row.of(
                                8,
                                StructValue.of(4, "a"),
                                List.of(1L, -1L, 0L, 300L, 1L, -1L, 0L, 300L, 55L)));
    }

    @Test
    void damagedBytesAreRefused() {
        var layout = layout(ALL);
        var data = write(layout, VALUES);
        for (var bad :
                List.of(
                        Arrays.copyOf(data, data.length - 1),
                        new byte[] {0},
                        new byte[] {16},
                        new byte[] {(byte) 0x84, 1},
                        new byte[] {42, 3, 'a'},
                        new byte[] {16, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1})) {
            assertThatThrownBy(() -> read(layout, bad))
                    .isInstanceOf(RowFormatException.class)
                    .hasMessage("the value is no Protobuf message, or is damaged");
        }
    }

    @Test
    void fieldsOfOtherTypesAreRefused() {
        assertThatThrownBy(() -> read(layout(ALL), new byte[] {18, 1, 1}))
                .isInstanceOf(RowFormatException.class)
                .hasMessage(
                        "column `I`: the Protobuf field 2 is length-delimited and not a varint");
        assertThatThrownBy(() -> read(layout(ALL), new byte[] {66, 2, 16, 13}))
                .isInstanceOf(RowFormatException.class)
                .hasMessage("column `DA`: expected DATE but year, month and day are no date");
    }

    @Test
    void anyBytesAreReadOrRefused() {
        var random = new Random(7);
        var reader =
                new ProtobufNoSrFormat().reader(layout(ALL), new int[] {0, 4, 6, 9, 10, 12, 14});
        var good = write(layout(ALL), VALUES);
        for (int i = 0; i < 20_000; i++) {
            var data = good.clone();
            for (int j = 0; j <= i % 5; j++) {
                data[random.nextInt(data.length)] = (byte) random.nextInt();
            }
            try {
                reader.read(data, new Object[7], 0);
            } catch (RowFormatException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void noBytesAreNoRow() {
        assertThat(
                        new ProtobufNoSrFormat()
                                .reader(layout(ALL), new int[] {0})
                                .read(null, new Object[1], 0))
                .isFalse();
    }

    @Test
    void whatProtobufCannotHoldIsRefused() {
        var lists = new Column("A", new SqlType.Array(new SqlType.Array(Primitive.INTEGER)));
        assertThat(new ProtobufNoSrFormat().refusal(layout(List.of(lists))))
                .hasValue("Protobuf can't hold an ARRAY whose elements are ARRAYs: `A`");
        assertThat(new ProtobufNoSrFormat().refusal(layout(ALL))).isEmpty();
    }
}
