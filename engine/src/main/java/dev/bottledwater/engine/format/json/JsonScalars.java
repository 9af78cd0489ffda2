// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;

import dev.bottledwater.engine.eval.Decimals;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;

/**
 * Scalars from JSON (language reference, section 11). Numbers may be written as strings. A whole
 * number may be written with a fraction of zeros. Anything becomes a STRING: numbers and booleans
 * as they are written, objects and arrays as JSON text.
 */
final class JsonScalars {
    private static final long MILLIS_OF_DAY = 86_400_000;

    private JsonScalars() {}

    static JsonValueReader of(Primitive type) {
        return switch (type) {
            case BOOLEAN -> JsonScalars::readBoolean;
            case INTEGER -> (p, t) -> readInt(p, t, Primitive.INTEGER);
            case BIGINT -> (p, t) -> readLong(p, t, Primitive.BIGINT, true);
            case DOUBLE -> JsonScalars::readDouble;
            case STRING -> JsonScalars::readString;
            case BYTES -> JsonScalars::readBytes;
            case DATE -> (p, t) -> LocalDate.ofEpochDay(readInt(p, t, "DATE as days since 1970"));
            case TIME -> JsonScalars::readTime;
            case TIMESTAMP ->
                    (p, t) ->
                            Instant.ofEpochMilli(
                                    readLong(p, t, "TIMESTAMP as milliseconds since 1970", false));
        };
    }

    /** Surplus decimals are rounded half up, as CAST rounds them. */
    static JsonValueReader of(Decimal type) {
        return (parser, token) -> {
            var number =
                    switch (token) {
                        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, type);
                        case VALUE_STRING -> decimal(parser.getText(), type);
                        default -> throw JsonMismatch.of(type, token);
                    };
            var fitted = Decimals.roundedOrNull(number, type);
            if (fitted == null) {
                throw new JsonMismatch(type, "a number with more digits");
            }
            return fitted;
        };
    }

    /** Exponents that no BigDecimal has are JSON, too. */
    private static BigDecimal number(JsonParser parser, Object expected) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw outOfRange(expected);
        }
    }

    private static BigDecimal decimal(String text, Decimal type) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw notANumber(type);
        }
    }

    private static Object readBoolean(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> throw JsonMismatch.of(Primitive.BOOLEAN, token);
        };
    }

    private static int readInt(JsonParser parser, JsonToken token, Object expected)
            throws IOException {
        long value = readLong(parser, token, expected, expected == Primitive.INTEGER);
        if (value != (int) value) {
            throw outOfRange(expected);
        }
        return (int) value;
    }

    private static long readLong(
            JsonParser parser, JsonToken token, Object expected, boolean orText)
            throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            try {
                return parser.getLongValue();
            } catch (InputCoercionException e) {
                throw outOfRange(expected);
            }
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            try {
                return number(parser, expected).longValueExact();
            } catch (ArithmeticException e) {
                throw JsonMismatch.of(expected, token);
            }
        }
        if (token == JsonToken.VALUE_STRING && orText) {
            try {
                return Long.parseLong(parser.getText().strip());
            } catch (NumberFormatException e) {
                throw notANumber(expected);
            }
        }
        throw JsonMismatch.of(expected, token);
    }

    private static Object readDouble(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_STRING -> {
                try {
                    yield Double.parseDouble(parser.getText());
                } catch (NumberFormatException e) {
                    throw notANumber(Primitive.DOUBLE);
                }
            }
            default -> throw JsonMismatch.of(Primitive.DOUBLE, token);
        };
    }

    private static Object readString(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
            return parser.getText();
        }
        var text = new StringWriter();
        try (var generator = JsonFormat.FACTORY.createGenerator(text)) {
            generator.copyCurrentStructureExact(parser);
        }
        return text.toString();
    }

    private static Object readBytes(JsonParser parser, JsonToken token) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            throw JsonMismatch.of("BYTES as base64", token);
        }
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(parser.getText()));
        } catch (IllegalArgumentException e) {
            throw new JsonMismatch("BYTES as base64", "another string");
        }
    }

    private static @Nullable Object readTime(JsonParser parser, JsonToken token)
            throws IOException {
        var expected = "TIME as milliseconds of the day";
        long millis = readLong(parser, token, expected, false);
        if (millis < 0 || millis >= MILLIS_OF_DAY) {
            throw outOfRange(expected);
        }
        return LocalTime.ofNanoOfDay(millis * 1_000_000);
    }

    private static JsonMismatch outOfRange(Object expected) {
        return new JsonMismatch(expected, "a number out of its range");
    }

    private static JsonMismatch notANumber(Object expected) {
        return new JsonMismatch(expected, "a string that is no such number");
    }
}
