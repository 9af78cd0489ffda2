// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.text;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.ScalarFunction;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;

/** Texts and numbers from and as bytes. */
@FunctionCategory("STRING")
public final class EncodingFunctions {
    private static final String NUMBERS = "CONVERSIONS";
    private static final String ORDER = "BIG_ENDIAN or LITTLE_ENDIAN";
    private static final String BIG_ENDIAN = "BIG_ENDIAN";

    private EncodingFunctions() {}

    @ScalarFunction(
            name = "ENCODE",
            description =
                    "The string in another encoding. Encodings are hex, utf8, ascii and base64;"
                            + " hexadecimal digits may stand as they are, behind 0x or within X''.")
    @Example(sql = "ENCODE('0x4b53514c', 'hex', 'ascii')", result = "'KSQL'")
    @Example(sql = "ENCODE('KSQL', 'utf8', 'base64')", result = "'S1NRTA=='")
    public static String encode(
            String str,
            @Parameter(description = "the encoding that the string has") String inputEncoding,
            @Parameter(description = "the encoding that the result has") String outputEncoding) {
        var bytes = TextEncoding.of(inputEncoding).bytes(str);
        // KSQL writes small digits here and large ones in FROM_BYTES
        return TextEncoding.of(outputEncoding).text(bytes, HexFormat.of());
    }

    @ScalarFunction(
            name = "TO_BYTES",
            description = "The bytes that a text stands for in hex, utf8, ascii or base64.")
    @Example(sql = "TO_BYTES('4b53514c', 'hex')", result = "'S1NRTA=='")
    public static ByteBuffer toBytes(String value, String encoding) {
        return TextEncoding.of(encoding).bytes(value);
    }

    @ScalarFunction(
            name = "FROM_BYTES",
            description = "The text that stands for bytes in hex, utf8, ascii or base64.")
    @Example(sql = "FROM_BYTES(TO_BYTES('KSQL', 'utf8'), 'hex')", result = "'4B53514C'")
    public static String fromBytes(ByteBuffer value, String encoding) {
        return TextEncoding.of(encoding).text(value, HexFormat.of().withUpperCase());
    }

    @ScalarFunction(
            name = "INT_FROM_BYTES",
            category = NUMBERS,
            description = "The INT of 4 bytes, the most significant one first.")
    @Example(sql = "INT_FROM_BYTES(TO_BYTES('00000007', 'hex'))", result = "7")
    public static int toInt(ByteBuffer value) {
        return toInt(value, BIG_ENDIAN);
    }

    @ScalarFunction(
            name = "INT_FROM_BYTES",
            category = NUMBERS,
            description = "The INT of 4 bytes in an order.")
    @Example(sql = "INT_FROM_BYTES(TO_BYTES('07000000', 'hex'), 'LITTLE_ENDIAN')", result = "7")
    public static int toInt(ByteBuffer value, @Parameter(description = ORDER) String byteOrder) {
        return ordered(value, Integer.BYTES, byteOrder).getInt();
    }

    @ScalarFunction(
            name = "BIGINT_FROM_BYTES",
            category = NUMBERS,
            description = "The BIGINT of 8 bytes, the most significant one first.")
    @Example(sql = "BIGINT_FROM_BYTES(TO_BYTES('0000000100000000', 'hex'))", result = "4294967296")
    public static long toBigint(ByteBuffer value) {
        return toBigint(value, BIG_ENDIAN);
    }

    @ScalarFunction(
            name = "BIGINT_FROM_BYTES",
            category = NUMBERS,
            description = "The BIGINT of 8 bytes in an order.")
    public static long toBigint(
            ByteBuffer value, @Parameter(description = ORDER) String byteOrder) {
        return ordered(value, Long.BYTES, byteOrder).getLong();
    }

    @ScalarFunction(
            name = "DOUBLE_FROM_BYTES",
            category = NUMBERS,
            description = "The DOUBLE of 8 bytes (IEEE 754), the most significant one first.")
    @Example(sql = "DOUBLE_FROM_BYTES(TO_BYTES('4004000000000000', 'hex'))", result = "2.5")
    public static double toDouble(ByteBuffer value) {
        return toDouble(value, BIG_ENDIAN);
    }

    @ScalarFunction(
            name = "DOUBLE_FROM_BYTES",
            category = NUMBERS,
            description = "The DOUBLE of 8 bytes (IEEE 754) in an order.")
    public static double toDouble(
            ByteBuffer value, @Parameter(description = ORDER) String byteOrder) {
        return ordered(value, Double.BYTES, byteOrder).getDouble();
    }

    /** The bytes to be read in the order; their reader must not move the argument's position. */
    private static ByteBuffer ordered(ByteBuffer value, int size, String order) {
        if (value.remaining() != size) {
            throw new FunctionException(
                    "%d bytes are needed, not %d".formatted(size, value.remaining()));
        }
        return value.duplicate()
                .order(
                        switch (order.strip().toUpperCase(Locale.ROOT)) {
                            case BIG_ENDIAN -> ByteOrder.BIG_ENDIAN;
                            case "LITTLE_ENDIAN" -> ByteOrder.LITTLE_ENDIAN;
                            default ->
                                    throw new FunctionException(
                                            "the byte order is neither BIG_ENDIAN nor"
                                                    + " LITTLE_ENDIAN");
                        });
    }
}
