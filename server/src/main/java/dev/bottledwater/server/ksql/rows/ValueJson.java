// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import com.fasterxml.jackson.core.JsonGenerator;

import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.StructValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * Writes SQL values as JSON: BYTES as Base64, DECIMAL as a number with all its digits, dates and
 * times as ISO 8601 texts (a TIME without seconds where they are zero, as KSQL has it), the numbers
 * that JSON doesn't know as strings.
 */
final class ValueJson {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    private ValueJson() {}

    static void write(JsonGenerator json, SqlType type, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
            return;
        }
        switch (type) {
            case SqlType.Primitive primitive -> writePrimitive(json, primitive, value);
            case SqlType.Decimal _ -> json.writeNumber((BigDecimal) value);
            case SqlType.Array array -> {
                json.writeStartArray();
                for (Object element : (List<?>) value) {
                    write(json, array.element(), element);
                }
                json.writeEndArray();
            }
            case SqlType.Map map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, map.value(), entry.getValue());
                }
                json.writeEndObject();
            }
            case SqlType.Struct struct -> {
                StructValue fields = (StructValue) value;
                json.writeStartObject();
                for (int i = 0; i < struct.fields().size(); i++) {
                    json.writeFieldName(struct.fields().get(i).name());
                    write(json, struct.fields().get(i).type(), fields.get(i));
                }
                json.writeEndObject();
            }
        }
    }

    private static void writePrimitive(JsonGenerator json, SqlType.Primitive type, Object value)
            throws IOException {
        switch (type) {
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case INTEGER -> json.writeNumber((Integer) value);
            case BIGINT -> json.writeNumber((Long) value);
            case DOUBLE -> {
                double number = (Double) value;
                if (Double.isFinite(number)) {
                    json.writeNumber(number);
                } else {
                    json.writeString(Double.toString(number));
                }
            }
            case STRING, DATE, TIME -> json.writeString(value.toString());
            case BYTES -> {
                ByteBuffer bytes = ((ByteBuffer) value).duplicate();
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                json.writeBinary(copy);
            }
            case TIMESTAMP ->
                    json.writeString(
                            TIMESTAMP.format(
                                    LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC)));
        }
    }
}
