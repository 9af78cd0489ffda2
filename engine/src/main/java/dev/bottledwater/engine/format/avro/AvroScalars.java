// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.eval.Decimals;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/**
 * Scalars from Avro. Whole numbers become wider ones and DOUBLE, and narrower ones where they fit;
 * times may be written as plain numbers in KSQL's units.
 */
final class AvroScalars {
    private static final long MILLIS_OF_DAY = 86_400_000;

    private AvroScalars() {}

    /** A reader of values but STRING; empty where the schema is of another type. */
    static Optional<AvroValueReader> reader(Primitive type, Schema schema, String path) {
        return switch (type) {
            case BOOLEAN ->
                    schema.getType() == Schema.Type.BOOLEAN
                            ? Optional.of(AvroInput::readBoolean)
                            : Optional.empty();
            case INTEGER ->
                    whole(schema)
                            ? Optional.of(in -> narrow(in.readLong(), type, path))
                            : Optional.empty();
            case BIGINT -> whole(schema) ? Optional.of(AvroInput::readLong) : Optional.empty();
            case DOUBLE -> number(schema);
            case BYTES -> bytes(schema);
            case DATE ->
                    whole(schema)
                            ? Optional.of(
                                    in -> LocalDate.ofEpochDay(narrow(in.readLong(), type, path)))
                            : Optional.empty();
            case TIME -> {
                long divisor =
                        schema.getLogicalType() instanceof LogicalTypes.TimeMicros ? 1000 : 1;
                yield whole(schema)
                        ? Optional.of(in -> time(in.readLong() / divisor, path))
                        : Optional.empty();
            }
            case TIMESTAMP -> {
                long divisor =
                        schema.getLogicalType() instanceof LogicalTypes.TimestampMicros ? 1000 : 1;
                yield whole(schema)
                        ? Optional.of(
                                in -> Instant.ofEpochMilli(Math.floorDiv(in.readLong(), divisor)))
                        : Optional.empty();
            }
            case STRING -> throw new IllegalArgumentException("STRING takes anything");
        };
    }

    private static boolean whole(Schema schema) {
        return schema.getType() == Schema.Type.INT || schema.getType() == Schema.Type.LONG;
    }

    private static int narrow(long value, Primitive type, String path) {
        if (value != (int) value) {
            throw outOfRange(type, path);
        }
        return (int) value;
    }

    private static Optional<AvroValueReader> number(Schema schema) {
        return switch (schema.getType()) {
            case DOUBLE -> Optional.of(AvroInput::readDouble);
            case FLOAT -> Optional.of(in -> (double) in.readFloat());
            case INT, LONG -> Optional.of(in -> (double) in.readLong());
            default -> Optional.empty();
        };
    }

    private static Optional<AvroValueReader> bytes(Schema schema) {
        return switch (schema.getType()) {
            case BYTES -> Optional.of(in -> ByteBuffer.wrap(in.readBytes()));
            case FIXED -> {
                int size = schema.getFixedSize();
                yield Optional.of(in -> ByteBuffer.wrap(in.readFixed(size)));
            }
            default -> Optional.empty();
        };
    }

    private static LocalTime time(long millis, String path) {
        if (millis < 0 || millis >= MILLIS_OF_DAY) {
            throw outOfRange(Primitive.TIME, path);
        }
        return LocalTime.ofNanoOfDay(millis * 1_000_000);
    }

    /** Surplus decimals are rounded half up, as CAST rounds them. */
    static Optional<AvroValueReader> reader(Decimal type, Schema schema, String path) {
        return switch (schema.getType()) {
            case INT, LONG ->
                    Optional.of(in -> fitted(BigDecimal.valueOf(in.readLong()), type, path));
            case BYTES, FIXED -> {
                if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
                    yield Optional.empty();
                }
                int scale = decimal.getScale();
                int size = schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : -1;
                yield Optional.of(
                        in -> {
                            var unscaled = size < 0 ? in.readBytes() : in.readFixed(size);
                            if (unscaled.length == 0) {
                                throw outOfRange(type, path);
                            }
                            return fitted(
                                    new BigDecimal(new BigInteger(unscaled), scale), type, path);
                        });
            }
            default -> Optional.empty();
        };
    }

    private static BigDecimal fitted(BigDecimal value, Decimal type, String path) {
        var fitted = Decimals.roundedOrNull(value, type);
        if (fitted == null) {
            throw outOfRange(type, path);
        }
        return fitted;
    }

    private static RowFormatException outOfRange(Object type, String path) {
        return new RowFormatException(
                "%s: expected %s but the number is out of its range".formatted(path, type));
    }
}
