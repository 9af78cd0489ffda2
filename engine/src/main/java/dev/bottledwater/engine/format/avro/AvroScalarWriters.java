// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.avro;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.avro.AvroValueWriter.NotNull;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Optional;

/** Scalars to Avro: the types that {@link AvroTypes} reads as the same SQL type. */
final class AvroScalarWriters {
    private AvroScalarWriters() {}

    /** A writer; empty where the schema is of another type. */
    static Optional<NotNull> of(Primitive type, Schema schema, String path) {
        var avro = schema.getType();
        return switch (type) {
            case BOOLEAN ->
                    when(avro == Schema.Type.BOOLEAN, (out, v) -> out.writeBoolean((Boolean) v));
            case INTEGER ->
                    when(
                            avro == Schema.Type.INT || avro == Schema.Type.LONG,
                            (out, v) -> out.writeLong((Integer) v));
            case BIGINT -> when(avro == Schema.Type.LONG, (out, v) -> out.writeLong((Long) v));
            case DOUBLE ->
                    avro == Schema.Type.FLOAT
                            ? Optional.of((out, v) -> out.writeFloat(((Double) v).floatValue()))
                            : when(
                                    avro == Schema.Type.DOUBLE,
                                    (out, v) -> out.writeDouble((Double) v));
            case STRING -> string(schema, path);
            case BYTES -> bytes(schema, path);
            case DATE ->
                    when(
                            avro == Schema.Type.INT,
                            (out, v) -> out.writeLong(((LocalDate) v).toEpochDay()));
            case TIME ->
                    when(
                            avro == Schema.Type.INT,
                            (out, v) -> out.writeLong(((LocalTime) v).toNanoOfDay() / 1_000_000));
            case TIMESTAMP ->
                    when(
                            avro == Schema.Type.LONG
                                    && !(schema.getLogicalType()
                                            instanceof LogicalTypes.TimestampMicros),
                            (out, v) -> out.writeLong(((Instant) v).toEpochMilli()));
        };
    }

    private static Optional<NotNull> when(boolean fits, NotNull writer) {
        return fits ? Optional.of(writer) : Optional.empty();
    }

    private static Optional<NotNull> string(Schema schema, String path) {
        return switch (schema.getType()) {
            case STRING -> Optional.of((out, v) -> out.writeString((String) v));
            case ENUM -> {
                var symbols = schema.getEnumSymbols();
                yield Optional.of(
                        (out, v) -> {
                            int ordinal = symbols.indexOf((String) v);
                            if (ordinal < 0) {
                                throw new RowFormatException(
                                        "%s is none of the symbols of the Avro enum %s"
                                                .formatted(path, schema.getFullName()));
                            }
                            out.writeLong(ordinal);
                        });
            }
            default -> Optional.empty();
        };
    }

    private static Optional<NotNull> bytes(Schema schema, String path) {
        return switch (schema.getType()) {
            case BYTES -> Optional.of((out, v) -> out.writeBuffer((ByteBuffer) v));
            case FIXED -> {
                int size = schema.getFixedSize();
                yield Optional.of(
                        (out, v) -> {
                            var buffer = (ByteBuffer) v;
                            if (buffer.remaining() != size) {
                                throw new RowFormatException(
                                        "%s has %d bytes, but the Avro schema has room for exactly %d"
                                                .formatted(path, buffer.remaining(), size));
                            }
                            var copy = new byte[size];
                            buffer.get(buffer.position(), copy);
                            out.writeFixed(copy);
                        });
            }
            default -> Optional.empty();
        };
    }

    /** A writer; empty where the schema has another scale, or too few digits. */
    static Optional<NotNull> of(Decimal type, Schema schema, String path) {
        if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)
                || decimal.getScale() != type.scale()
                || decimal.getPrecision() < type.precision()) {
            return Optional.empty();
        }
        return switch (schema.getType()) {
            case BYTES -> Optional.of((out, v) -> out.writeBytes(unscaled((BigDecimal) v, type)));
            case FIXED -> {
                int size = schema.getFixedSize();
                yield Optional.of(
                        (out, v) ->
                                out.writeFixed(padded(unscaled((BigDecimal) v, type), size, path)));
            }
            default -> Optional.empty();
        };
    }

    private static byte[] unscaled(BigDecimal value, Decimal type) {
        return value.setScale(type.scale()).unscaledValue().toByteArray();
    }

    /** Two's complement in {@code size} bytes. */
    private static byte[] padded(byte[] bytes, int size, String path) {
        if (bytes.length > size) {
            throw new RowFormatException(
                    "%s has more digits than %d bytes hold".formatted(path, size));
        }
        var padded = new byte[size];
        Arrays.fill(padded, (byte) (bytes[0] < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, padded, size - bytes.length, bytes.length);
        return padded;
    }
}
