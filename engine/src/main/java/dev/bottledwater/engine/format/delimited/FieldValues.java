// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.delimited;

import dev.bottledwater.engine.eval.Decimals;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Decimal;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;

/**
 * Values and their texts: times as whole numbers (milliseconds, days), BYTES in base64, DECIMAL
 * plain with all its decimals.
 */
final class FieldValues {
    private static final long MILLIS_OF_DAY = 86_400_000;
    private static final long NANOS_OF_MILLI = 1_000_000;

    private FieldValues() {}

    /** Reads a text that is there. */
    interface Parser {
        Object parse(String text);
    }

    /** Writes a value that is there. */
    interface Printer {
        String print(Object value);
    }

    static Parser parser(SqlType type) {
        return switch (type) {
            case Primitive.STRING -> text -> text;
            case Primitive.BOOLEAN -> FieldValues::booleanOf;
            case Primitive.INTEGER -> text -> intOf(text, "INTEGER");
            case Primitive.BIGINT -> text -> longOf(text, "BIGINT");
            case Primitive.DOUBLE -> FieldValues::doubleOf;
            case Primitive.BYTES -> FieldValues::bytesOf;
            case Primitive.DATE ->
                    text -> LocalDate.ofEpochDay(intOf(text, "DATE as days since 1970"));
            case Primitive.TIME -> FieldValues::timeOf;
            case Primitive.TIMESTAMP ->
                    text ->
                            Instant.ofEpochMilli(
                                    longOf(text, "TIMESTAMP as milliseconds since 1970"));
            case Decimal decimal -> text -> decimalOf(text, decimal);
            case SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    throw new IllegalArgumentException("DELIMITED can't hold " + type);
        };
    }

    static Printer printer(SqlType type) {
        return switch (type) {
            case Primitive.STRING,
                    Primitive.BOOLEAN,
                    Primitive.INTEGER,
                    Primitive.BIGINT,
                    Primitive.DOUBLE ->
                    Object::toString;
            case Primitive.BYTES ->
                    value -> {
                        var buffer = ((ByteBuffer) value).duplicate();
                        var bytes = new byte[buffer.remaining()];
                        buffer.get(bytes);
                        return Base64.getEncoder().encodeToString(bytes);
                    };
            case Primitive.DATE -> value -> Long.toString(((LocalDate) value).toEpochDay());
            case Primitive.TIME ->
                    value -> Long.toString(((LocalTime) value).toNanoOfDay() / NANOS_OF_MILLI);
            case Primitive.TIMESTAMP -> value -> Long.toString(((Instant) value).toEpochMilli());
            case Decimal _ -> value -> ((BigDecimal) value).toPlainString();
            case SqlType.Array _, SqlType.Map _, SqlType.Struct _ ->
                    throw new IllegalArgumentException("DELIMITED can't hold " + type);
        };
    }

    private static Object booleanOf(String text) {
        var word = text.strip();
        if (word.equalsIgnoreCase("true")) {
            return Boolean.TRUE;
        }
        if (word.equalsIgnoreCase("false")) {
            return Boolean.FALSE;
        }
        throw new FieldMismatch("BOOLEAN", "neither true nor false");
    }

    private static int intOf(String text, String expected) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw notANumber(expected);
        }
    }

    private static long longOf(String text, String expected) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw notANumber(expected);
        }
    }

    private static Object doubleOf(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw notANumber("DOUBLE");
        }
    }

    private static Object bytesOf(String text) {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text.strip()));
        } catch (IllegalArgumentException e) {
            throw new FieldMismatch("BYTES as base64", "other text");
        }
    }

    private static Object timeOf(String text) {
        var expected = "TIME as milliseconds of the day";
        long millis = longOf(text, expected);
        if (millis < 0 || millis >= MILLIS_OF_DAY) {
            throw new FieldMismatch(expected, "a number out of its range");
        }
        return LocalTime.ofNanoOfDay(millis * NANOS_OF_MILLI);
    }

    /** Surplus decimals are rounded half up, as CAST rounds them. */
    private static Object decimalOf(String text, Decimal type) {
        BigDecimal number;
        try {
            number = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw notANumber(type.toString());
        }
        var fitted = Decimals.roundedOrNull(number, type);
        if (fitted == null) {
            throw new FieldMismatch(type.toString(), "a number with more digits");
        }
        return fitted;
    }

    private static FieldMismatch notANumber(String expected) {
        return new FieldMismatch(expected, "no such number");
    }
}
