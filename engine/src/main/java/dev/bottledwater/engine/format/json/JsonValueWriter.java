// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/** Writes values of one SQL type as JSON. */
@FunctionalInterface
interface JsonValueWriter {

    /** Writes a value, JSON's null for null. */
    void write(JsonGenerator generator, @Nullable Object value) throws IOException;

    /** Writes a value that is not null. */
    interface NonNull {
        void write(JsonGenerator generator, Object value) throws IOException;
    }

    /** The writer of a type. */
    static JsonValueWriter of(SqlType type) {
        NonNull writer =
                switch (type) {
                    case Primitive primitive -> scalar(primitive);
                    case SqlType.Decimal _ -> (g, v) -> g.writeNumber((BigDecimal) v);
                    case SqlType.Array(var element) -> array(of(element));
                    case SqlType.Map(_, var value) -> map(of(value));
                    case SqlType.Struct struct -> struct(struct);
                };
        return (generator, value) -> {
            if (value == null) {
                generator.writeNull();
            } else {
                writer.write(generator, value);
            }
        };
    }

    private static NonNull scalar(Primitive type) {
        return switch (type) {
            case BOOLEAN -> (g, v) -> g.writeBoolean((boolean) v);
            case INTEGER -> (g, v) -> g.writeNumber((int) v);
            case BIGINT -> (g, v) -> g.writeNumber((long) v);
            // not finite: the strings NaN, Infinity and -Infinity
            case DOUBLE -> (g, v) -> g.writeNumber((double) v);
            case STRING -> (g, v) -> g.writeString((String) v);
            case BYTES ->
                    (g, v) -> {
                        var buffer = (ByteBuffer) v;
                        var bytes = new byte[buffer.remaining()];
                        buffer.get(buffer.position(), bytes);
                        g.writeBinary(bytes);
                    };
            case DATE -> (g, v) -> g.writeNumber(((LocalDate) v).toEpochDay());
            case TIME -> (g, v) -> g.writeNumber(((LocalTime) v).toNanoOfDay() / 1_000_000);
            case TIMESTAMP -> (g, v) -> g.writeNumber(((Instant) v).toEpochMilli());
        };
    }

    private static NonNull array(JsonValueWriter element) {
        return (generator, value) -> {
            generator.writeStartArray();
            for (var e : (List<?>) value) {
                element.write(generator, e);
            }
            generator.writeEndArray();
        };
    }

    private static NonNull map(JsonValueWriter value) {
        return (generator, map) -> {
            generator.writeStartObject();
            for (var entry : ((Map<?, ?>) map).entrySet()) {
                // KSQL writes a null key as the text null
                generator.writeFieldName(String.valueOf(entry.getKey()));
                value.write(generator, entry.getValue());
            }
            generator.writeEndObject();
        };
    }

    private static NonNull struct(SqlType.Struct type) {
        var names =
                type.fields().stream()
                        .map(f -> new SerializedString(f.name()))
                        .toArray(SerializedString[]::new);
        var writers = type.fields().stream().map(f -> of(f.type())).toArray(JsonValueWriter[]::new);
        return (generator, value) -> {
            var struct = (StructValue) value;
            generator.writeStartObject();
            for (int i = 0; i < writers.length; i++) {
                generator.writeFieldName(names[i]);
                writers[i].write(generator, struct.get(i));
            }
            generator.writeEndObject();
        };
    }
}
