// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;
import dev.bottledwater.engine.format.protobuf.schema.WellKnownTypes;
import dev.bottledwater.engine.format.protobuf.schema.WireType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/** Encodes values of one SQL type, which are not null, as one type of Protobuf. */
@FunctionalInterface
interface ValueWriter {

    /**
     * Writes what goes behind a tag.
     *
     * @throws RowFormatException when the type doesn't take the value
     */
    void write(ProtoOutput out, Object value);

    /**
     * A writer of single values; empty where the type doesn't fit.
     *
     * @param path where in the row the value is, for errors
     * @throws UnusableSchemaException when a message can't hold the fields of a struct
     */
    static Optional<ValueWriter> of(
            SqlType type, FieldType field, ProtoSchema schema, String path) {
        return switch (field) {
            case ScalarType scalar -> ScalarWriter.of(type, scalar, path);
            case FieldType.Enumeration enumeration -> ScalarWriter.of(type, enumeration, path);
            case FieldType.OfMessage(var name) -> message(type, name, schema, path);
        };
    }

    private static Optional<ValueWriter> message(
            SqlType type, String name, ProtoSchema schema, String path) {
        if (type instanceof SqlType.Struct(var fields)) {
            return schema.find(name)
                    .map(message -> new MessageWriter(message, fields, schema, path))
                    .map(
                            message ->
                                    (out, value) -> {
                                        int start = out.enter();
                                        message.write(out, ((StructValue) value)::get);
                                        out.leave(start);
                                    });
        }
        return switch (name) {
            case WellKnownTypes.TIMESTAMP ->
                    only(type, Primitive.TIMESTAMP, ValueWriter::timestamp);
            case WellKnownTypes.DATE -> only(type, Primitive.DATE, ValueWriter::date);
            case WellKnownTypes.TIME -> only(type, Primitive.TIME, ValueWriter::time);
            case WellKnownTypes.DECIMAL ->
                    type instanceof SqlType.Decimal decimal
                            ? Optional.of((out, value) -> decimal(out, value, decimal))
                            : Optional.empty();
            default ->
                    WellKnownTypes.wrapped(name)
                            .flatMap(
                                    scalar ->
                                            ScalarWriter.of(type, scalar, path)
                                                    .map(w -> wrapper(scalar, w)));
        };
    }

    private static Optional<ValueWriter> only(SqlType type, Primitive natural, ValueWriter writer) {
        return type == natural ? Optional.of(writer) : Optional.empty();
    }

    private static ValueWriter wrapper(ScalarType scalar, ValueWriter writer) {
        int tag = 1 << 3 | scalar.wireType();
        return (out, value) -> {
            int start = out.enter();
            out.writeUnlessZero(tag, writer, value);
            out.leave(start);
        };
    }

    private static void timestamp(ProtoOutput out, Object value) {
        var instant = (Instant) value;
        int start = out.enter();
        number(out, 1, instant.getEpochSecond());
        number(out, 2, instant.getNano());
        out.leave(start);
    }

    private static void date(ProtoOutput out, Object value) {
        var date = (LocalDate) value;
        int start = out.enter();
        number(out, 1, date.getYear());
        number(out, 2, date.getMonthValue());
        number(out, 3, date.getDayOfMonth());
        out.leave(start);
    }

    private static void time(ProtoOutput out, Object value) {
        var time = (LocalTime) value;
        int start = out.enter();
        number(out, 1, time.getHour());
        number(out, 2, time.getMinute());
        number(out, 3, time.getSecond());
        number(out, 4, time.getNano());
        out.leave(start);
    }

    private static void decimal(ProtoOutput out, Object value, SqlType.Decimal type) {
        int start = out.enter();
        out.writeVarint(1 << 3 | WireType.LENGTH_DELIMITED);
        out.writeBytes(((BigDecimal) value).setScale(type.scale()).unscaledValue().toByteArray());
        number(out, 2, type.precision());
        number(out, 3, type.scale());
        out.leave(start);
    }

    private static void number(ProtoOutput out, int field, long value) {
        if (value != 0) {
            out.writeVarint(field << 3 | WireType.VARINT);
            out.writeVarint(value);
        }
    }
}
