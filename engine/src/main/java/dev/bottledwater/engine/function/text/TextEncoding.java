// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.text;

import dev.bottledwater.engine.eval.FunctionException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a text stands for bytes. Characters that ASCII lacks become question marks. */
enum TextEncoding {
    HEX,
    UTF8,
    ASCII,
    BASE64;

    private static final Pattern QUOTED = Pattern.compile("[xX]'(.*)'");

    /** The encoding of this name, in any case. */
    static TextEncoding of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "hex" -> HEX;
            case "utf8" -> UTF8;
            case "ascii" -> ASCII;
            case "base64" -> BASE64;
            default ->
                    throw new FunctionException(
                            "the encoding is not one of hex, utf8, ascii and base64");
        };
    }

    /** The bytes that the text stands for. */
    ByteBuffer bytes(String text) {
        try {
            return ByteBuffer.wrap(
                    switch (this) {
                        case HEX -> HexFormat.of().parseHex(digits(text));
                        case UTF8 -> text.getBytes(StandardCharsets.UTF_8);
                        case ASCII -> text.getBytes(StandardCharsets.US_ASCII);
                        case BASE64 -> Base64.getDecoder().decode(text);
                    });
        } catch (IllegalArgumentException e) {
            throw new FunctionException("the text is not " + name().toLowerCase(Locale.ROOT), e);
        }
    }

    /**
     * The digits of {@code 4b}, {@code X'4b'} and {@code 0x4b}, the last one also if one is
     * missing.
     */
    private static String digits(String text) {
        var quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            return quoted.group(1);
        }
        if (text.startsWith("0x") || text.startsWith("0X")) {
            var digits = text.substring(2);
            return digits.length() % 2 == 0 ? digits : "0" + digits;
        }
        return text;
    }

    /** The text that stands for the bytes, hexadecimal digits as {@code hex} writes them. */
    String text(ByteBuffer bytes, HexFormat hex) {
        var copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        return switch (this) {
            case HEX -> hex.formatHex(copy);
            case UTF8 -> new String(copy, StandardCharsets.UTF_8);
            case ASCII -> new String(copy, StandardCharsets.US_ASCII);
            case BASE64 -> Base64.getEncoder().encodeToString(copy);
        };
    }
}
