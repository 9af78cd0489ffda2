// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Values of SQL types as scalars and enums. Times may be plain numbers, in KSQL's units. */
final class ScalarWriter {
    private ScalarWriter() {}

    /** Empty where the type doesn't fit. */
    static Optional<ValueWriter> of(SqlType type, ScalarType scalar, String path) {
        return switch (scalar) {
            case STRING ->
                    only(type, Primitive.STRING, (out, value) -> out.writeString((String) value));
            case BYTES ->
                    only(
                            type,
                            Primitive.BYTES,
                            (out, value) -> out.writeBuffer((ByteBuffer) value));
            case BOOL ->
                    only(
                            type,
                            Primitive.BOOLEAN,
                            (out, value) -> out.writeVarint((boolean) value ? 1 : 0));
            case DOUBLE ->
                    type == Primitive.DOUBLE || type == Primitive.INTEGER
                            ? Optional.of(
                                    (out, value) ->
                                            out.writeFixed64(
                                                    Double.doubleToRawLongBits(
                                                            ((Number) value).doubleValue())))
                            : Optional.empty();
            case FLOAT ->
                    only(
                            type,
                            Primitive.DOUBLE,
                            (out, value) ->
                                    out.writeFixed32(
                                            Float.floatToRawIntBits(
                                                    ((Number) value).floatValue())));
            case INT32,
                    INT64,
                    UINT32,
                    UINT64,
                    SINT32,
                    SINT64,
                    FIXED32,
                    FIXED64,
                    SFIXED32,
                    SFIXED64 ->
                    whole(type).map(number -> whole(number, scalar, path));
        };
    }

    private static Optional<ValueWriter> only(SqlType type, Primitive natural, ValueWriter writer) {
        return type == natural ? Optional.of(writer) : Optional.empty();
    }

    private static Optional<ToLongFunction<Object>> whole(SqlType type) {
        return switch (type) {
            case Primitive.INTEGER, Primitive.BIGINT ->
                    Optional.of(value -> ((Number) value).longValue());
            case Primitive.DATE -> Optional.of(value -> ((LocalDate) value).toEpochDay());
            case Primitive.TIME ->
                    Optional.of(value -> ((LocalTime) value).toNanoOfDay() / 1_000_000);
            case Primitive.TIMESTAMP -> Optional.of(value -> ((Instant) value).toEpochMilli());
            case Primitive _, SqlType.Decimal _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    Optional.empty();
        };
    }

    private static ValueWriter whole(
            ToLongFunction<Object> number, ScalarType scalar, String path) {
        return switch (scalar) {
            case INT32 -> (out, v) -> out.writeVarint(signed(number.applyAsLong(v), scalar, path));
            case SINT32 -> (out, v) -> out.writeZigzag(signed(number.applyAsLong(v), scalar, path));
            case SFIXED32 ->
                    (out, v) -> out.writeFixed32((int) signed(number.applyAsLong(v), scalar, path));
            case UINT32 ->
                    (out, v) -> out.writeVarint(unsigned(number.applyAsLong(v), scalar, path));
            case FIXED32 ->
                    (out, v) ->
                            out.writeFixed32((int) unsigned(number.applyAsLong(v), scalar, path));
            case INT64, UINT64 -> (out, v) -> out.writeVarint(number.applyAsLong(v));
            case SINT64 -> (out, v) -> out.writeZigzag(number.applyAsLong(v));
            case FIXED64, SFIXED64 -> (out, v) -> out.writeFixed64(number.applyAsLong(v));
            case DOUBLE, FLOAT, BOOL, STRING, BYTES ->
                    throw new IllegalArgumentException(scalar + " is no whole number");
        };
    }

    private static long signed(long value, ScalarType scalar, String path) {
        if (value != (int) value) {
            throw outOfRange(value, scalar, path);
        }
        return value;
    }

    private static long unsigned(long value, ScalarType scalar, String path) {
        if (value >>> Integer.SIZE != 0) {
            throw outOfRange(value, scalar, path);
        }
        return value;
    }

    private static RowFormatException outOfRange(long value, ScalarType scalar, String path) {
        return new RowFormatException(
                "%s: the Protobuf schema has %s, which is too small for a number of %d digits"
                        .formatted(path, scalar.keyword(), Long.toString(value).length()));
    }

    /** The number of the constant with the name. */
    static Optional<ValueWriter> of(SqlType type, FieldType.Enumeration enumeration, String path) {
        if (type != Primitive.STRING) {
            return Optional.empty();
        }
        var numbers = new HashMap<Object, Integer>();
        enumeration.constants().forEach(c -> numbers.put(c.name(), c.number()));
        return Optional.of(
                (out, value) -> {
                    var number = numbers.get(value);
                    if (number == null) {
                        throw new RowFormatException(
                                "%s: the Protobuf enum %s has no constant of that name"
                                        .formatted(path, enumeration.fullName()));
                    }
                    out.writeVarint(number);
                });
    }
}
