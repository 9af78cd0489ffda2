// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.eval.Decimals;
import dev.bottledwater.engine.eval.SqlText;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Optional;

/**
 * Values of SQL types from scalars and enums. Whole numbers become wider ones, DOUBLE and DECIMAL,
 * and narrower ones where they fit; times may be plain numbers in KSQL's units; anything becomes
 * STRING as CAST would have it.
 */
final class ScalarReader {
    private static final long MILLIS_OF_DAY = 86_400_000;

    private ScalarReader() {}

    /** A whole number of any width. */
    private interface Whole {
        long read(ProtoInput in);
    }

    /** Empty where the type doesn't fit. */
    static Optional<ValueReader> of(SqlType type, ScalarType scalar, String path) {
        if (type == Primitive.STRING && scalar != ScalarType.STRING) {
            var natural = ProtobufTypes.of(scalar);
            var text = SqlText.of(natural);
            return of(natural, scalar, path).map(r -> in -> text.text(r.read(in)));
        }
        return switch (scalar) {
            case STRING -> only(type, Primitive.STRING, ProtoInput::readString);
            case BYTES -> only(type, Primitive.BYTES, in -> ByteBuffer.wrap(in.readBytes()));
            case BOOL -> only(type, Primitive.BOOLEAN, in -> in.readVarint() != 0);
            case DOUBLE ->
                    only(type, Primitive.DOUBLE, in -> Double.longBitsToDouble(in.readFixed64()));
            case FLOAT ->
                    only(
                            type,
                            Primitive.DOUBLE,
                            in -> (double) Float.intBitsToFloat(in.readFixed32()));
            case INT32 -> whole(type, in -> (int) in.readVarint(), path);
            case UINT32 -> whole(type, in -> in.readVarint() & 0xFFFF_FFFFL, path);
            case SINT32 -> whole(type, in -> (int) in.readZigzag(), path);
            case INT64, UINT64 -> whole(type, ProtoInput::readVarint, path);
            case SINT64 -> whole(type, ProtoInput::readZigzag, path);
            case FIXED32 -> whole(type, in -> in.readFixed32() & 0xFFFF_FFFFL, path);
            case SFIXED32 -> whole(type, ProtoInput::readFixed32, path);
            case FIXED64, SFIXED64 -> whole(type, ProtoInput::readFixed64, path);
        };
    }

    private static Optional<ValueReader> only(SqlType type, Primitive natural, ValueReader reader) {
        return type == natural ? Optional.of(reader) : Optional.empty();
    }

    private static Optional<ValueReader> whole(SqlType type, Whole number, String path) {
        return switch (type) {
            case Primitive.INTEGER ->
                    Optional.of(in -> narrow(number.read(in), Primitive.INTEGER, path));
            case Primitive.BIGINT -> Optional.of(number::read);
            case Primitive.DOUBLE -> Optional.of(in -> (double) number.read(in));
            case Primitive.DATE ->
                    Optional.of(
                            in ->
                                    LocalDate.ofEpochDay(
                                            narrow(number.read(in), Primitive.DATE, path)));
            case Primitive.TIME -> Optional.of(in -> time(number.read(in), path));
            case Primitive.TIMESTAMP -> Optional.of(in -> Instant.ofEpochMilli(number.read(in)));
            case SqlType.Decimal decimal ->
                    Optional.of(in -> fitted(BigDecimal.valueOf(number.read(in)), decimal, path));
            case Primitive _, SqlType.Array _, SqlType.Map _, SqlType.Struct _ -> Optional.empty();
        };
    }

    /** The constant's name; a number without one stands as the library names it. */
    static Optional<ValueReader> of(SqlType type, FieldType.Enumeration enumeration) {
        if (type != Primitive.STRING) {
            return Optional.empty();
        }
        var names = new HashMap<Integer, String>();
        enumeration.constants().forEach(c -> names.putIfAbsent(c.number(), c.name()));
        int dot = enumeration.fullName().lastIndexOf('.');
        var unknown = "UNKNOWN_ENUM_VALUE_" + enumeration.fullName().substring(dot + 1) + "_";
        return Optional.of(
                in -> {
                    int number = (int) in.readVarint();
                    var name = names.get(number);
                    return name == null ? unknown + number : name;
                });
    }

    private static int narrow(long value, Primitive type, String path) {
        if (value != (int) value) {
            throw outOfRange(type, path);
        }
        return (int) value;
    }

    /**
     * @throws RowFormatException for what is no time of a day
     */
    static LocalTime time(long millis, String path) {
        if (millis < 0 || millis >= MILLIS_OF_DAY) {
            throw outOfRange(Primitive.TIME, path);
        }
        return LocalTime.ofNanoOfDay(millis * 1_000_000);
    }

    /**
     * The number in the type; surplus decimals are rounded half up, as CAST rounds them.
     *
     * @throws RowFormatException for too many digits
     */
    static BigDecimal fitted(BigDecimal value, SqlType.Decimal type, String path) {
        var fitted = Decimals.roundedOrNull(value, type);
        if (fitted == null) {
            throw outOfRange(type, path);
        }
        return fitted;
    }

    static RowFormatException outOfRange(SqlType type, String path) {
        return new RowFormatException(
                "%s: expected %s but the number is out of its range".formatted(path, type));
    }
}
