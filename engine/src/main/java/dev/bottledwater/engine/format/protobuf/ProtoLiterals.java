// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;

import java.nio.charset.StandardCharsets;

/** Values of fields that aren't there, as their reader would have read them. */
final class ProtoLiterals {
    private ProtoLiterals() {}

    /** The value of a type when nothing else is said: 0, false, empty, the first constant. */
    static Object zero(FieldType type, ValueReader reader) {
        if (type instanceof FieldType.Enumeration(_, var constants) && !constants.isEmpty()) {
            var out = new ProtoOutput();
            out.writeVarint(constants.getFirst().number());
            return read(out, reader);
        }
        return reader.read(new ProtoInput(new byte[Long.BYTES], 0, "default"));
    }

    /**
     * The value of a literal that proto2 gives as a default.
     *
     * @throws UnusableSchemaException for one that isn't of the type
     */
    static Object value(String literal, FieldType type, ValueReader reader) {
        var out = new ProtoOutput();
        try {
            switch (type) {
                case ScalarType scalar -> write(literal, scalar, out);
                case FieldType.Enumeration(_, var constants) ->
                        out.writeVarint(
                                constants.stream()
                                        .filter(c -> c.name().equals(literal))
                                        .findFirst()
                                        .orElseThrow(
                                                () -> new NumberFormatException("no such constant"))
                                        .number());
                case FieldType.OfMessage _ -> throw new NumberFormatException("a message");
            }
        } catch (NumberFormatException _) {
            throw new UnusableSchemaException(
                    "the Protobuf schema has the default %s where it can't be".formatted(literal));
        }
        return read(out, reader);
    }

    private static Object read(ProtoOutput out, ValueReader reader) {
        return reader.read(new ProtoInput(out.toByteArray(), 0, "default"));
    }

    private static void write(String literal, ScalarType type, ProtoOutput out) {
        switch (type) {
            case DOUBLE -> out.writeFixed64(Double.doubleToRawLongBits(number(literal)));
            case FLOAT -> out.writeFixed32(Float.floatToRawIntBits((float) number(literal)));
            case INT32, INT64, UINT32, UINT64 -> out.writeVarint(whole(literal));
            case SINT32, SINT64 -> out.writeZigzag(whole(literal));
            case FIXED32, SFIXED32 -> out.writeFixed32((int) whole(literal));
            case FIXED64, SFIXED64 -> out.writeFixed64(whole(literal));
            case BOOL -> out.writeVarint(literal.equals("true") ? 1 : 0);
            case STRING -> out.writeString(literal);
            case BYTES -> out.writeBytes(literal.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static double number(String literal) {
        return switch (literal) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> Double.parseDouble(literal);
        };
    }

    /** Decimal, hexadecimal or octal; an unsigned one may fill all 64 bits. */
    private static long whole(String literal) {
        var digits = literal.startsWith("-") ? literal.substring(1) : literal;
        int radix = 10;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            digits = digits.substring(2);
            radix = 16;
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            digits = digits.substring(1);
            radix = 8;
        }
        long value = Long.parseUnsignedLong(digits, radix);
        return literal.startsWith("-") ? -value : value;
    }
}
