// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;
import dev.bottledwater.engine.format.protobuf.schema.WellKnownTypes;
import dev.bottledwater.engine.format.protobuf.schema.WireType;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Decodes values of one SQL type from one type of Protobuf. Messages with several values, which
 * become structs, are read by {@link MessageReader}.
 */
@FunctionalInterface
interface ValueReader {

    /**
     * The value behind a tag.
     *
     * @throws RowFormatException when it can't be one of the type
     */
    Object read(ProtoInput in);

    /**
     * A reader of anything but structs; empty where the type doesn't fit.
     *
     * @param path where in the row the value is, for errors
     */
    static Optional<ValueReader> of(SqlType type, FieldType field, String path) {
        return switch (field) {
            case ScalarType scalar -> ScalarReader.of(type, scalar, path);
            case FieldType.Enumeration enumeration -> ScalarReader.of(type, enumeration);
            case FieldType.OfMessage(var name) -> wellKnown(type, name, path);
        };
    }

    private static Optional<ValueReader> wellKnown(SqlType type, String name, String path) {
        return switch (name) {
            case WellKnownTypes.TIMESTAMP ->
                    type == Primitive.TIMESTAMP
                            ? Optional.of(in -> timestamp(in, path))
                            : Optional.empty();
            case WellKnownTypes.DATE ->
                    type == Primitive.DATE ? Optional.of(in -> date(in, path)) : Optional.empty();
            case WellKnownTypes.TIME ->
                    type == Primitive.TIME ? Optional.of(in -> time(in, path)) : Optional.empty();
            case WellKnownTypes.DECIMAL ->
                    type instanceof SqlType.Decimal decimal
                            ? Optional.of(in -> decimal(in, decimal, path))
                            : Optional.empty();
            default ->
                    WellKnownTypes.wrapped(name)
                            .flatMap(
                                    scalar ->
                                            ScalarReader.of(type, scalar, path)
                                                    .map(r -> wrapper(scalar, r, path)));
        };
    }

    private static ValueReader wrapper(ScalarType scalar, ValueReader reader, String path) {
        var zero = ProtoLiterals.zero(scalar, reader);
        return in -> {
            var value = zero;
            int outer = in.enter();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag >>> 3 == 1) {
                    check(tag, scalar.wireType(), path);
                    value = reader.read(in);
                } else {
                    in.skip(tag);
                }
            }
            in.leave(outer);
            return value;
        };
    }

    private static void check(int tag, int wireType, String path) {
        if ((tag & 7) != wireType) {
            throw new RowFormatException(
                    "%s: the Protobuf field %d is %s and not %s"
                            .formatted(
                                    path,
                                    tag >>> 3,
                                    WireType.describe(tag & 7),
                                    WireType.describe(wireType)));
        }
    }

    /** Fields 1 to 4 of a message, all of them varints. */
    private static long[] numbers(ProtoInput in, String path) {
        var numbers = new long[5];
        int outer = in.enter();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag >>> 3 < numbers.length) {
                check(tag, WireType.VARINT, path);
                numbers[tag >>> 3] = in.readVarint();
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
        return numbers;
    }

    private static Instant timestamp(ProtoInput in, String path) {
        var numbers = numbers(in, path);
        try {
            return Instant.ofEpochMilli(
                    Math.addExact(
                            Math.multiplyExact(numbers[1], 1000L),
                            Math.floorDiv((int) numbers[2], 1_000_000)));
        } catch (ArithmeticException _) {
            throw ScalarReader.outOfRange(Primitive.TIMESTAMP, path);
        }
    }

    private static LocalDate date(ProtoInput in, String path) {
        var numbers = numbers(in, path);
        try {
            return LocalDate.of((int) numbers[1], (int) numbers[2], (int) numbers[3]);
        } catch (DateTimeException _) {
            throw new RowFormatException(
                    path + ": expected DATE but year, month and day are no date");
        }
    }

    private static Object time(ProtoInput in, String path) {
        var numbers = numbers(in, path);
        long seconds =
                Math.addExact(
                        Math.addExact((int) numbers[1] * 3600L, (int) numbers[2] * 60L),
                        (int) numbers[3]);
        return ScalarReader.time(seconds * 1000 + (int) numbers[4] / 1_000_000, path);
    }

    private static BigDecimal decimal(ProtoInput in, SqlType.Decimal type, String path) {
        var unscaled = BigInteger.ZERO;
        int scale = 0;
        int outer = in.enter();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case 1 -> {
                    check(tag, WireType.LENGTH_DELIMITED, path);
                    var bytes = in.readBytes();
                    unscaled = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
                }
                case 3 -> {
                    check(tag, WireType.VARINT, path);
                    scale = (int) in.readVarint();
                }
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        return ScalarReader.fitted(new BigDecimal(unscaled, scale), type, path);
    }
}
