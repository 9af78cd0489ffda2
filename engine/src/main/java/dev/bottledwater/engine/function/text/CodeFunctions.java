// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.text;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.Parameter;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/** Characters by their codes, digests and identifiers. */
@FunctionCategory("STRING")
public final class CodeFunctions {
    private static final Pattern UTF16 =
            Pattern.compile("\\\\u([0-9a-fA-F]{4})(?:\\\\u([0-9a-fA-F]{4}))?");
    private static final int UUID_BYTES = 16;

    private CodeFunctions() {}

    @ScalarFunction(
            name = "CHR",
            description = "The character of a Unicode code point; null if there is none.")
    @Example(sql = "CHR(75)", result = "'K'")
    @Example(sql = "CHR(-1)", result = "null")
    public static @Nullable String chr(int decimalCode) {
        return Character.isValidCodePoint(decimalCode) ? Character.toString(decimalCode) : null;
    }

    @ScalarFunction(
            name = "CHR",
            description = "The character of a UTF-16 code as text; null if there is none.")
    @Example(sql = "CHR('\\u004b')", result = "'K'")
    public static @Nullable String chr(
            @Parameter(
                            description =
                                    "\\u and four hexadecimal digits, twice for a character of two"
                                            + " codes")
                    String utf16Code) {
        var m = UTF16.matcher(utf16Code.strip());
        if (!m.matches()) {
            return null;
        }
        char first = (char) HexFormat.fromHexDigits(m.group(1));
        if (m.group(2) == null) {
            return String.valueOf(first);
        }
        char second = (char) HexFormat.fromHexDigits(m.group(2));
        return Character.isSurrogatePair(first, second)
                ? new String(new char[] {first, second})
                : null;
    }

    @ScalarFunction(
            name = "MD5",
            description = "The MD5 digest of the string in UTF-8, in hexadecimal digits.")
    @Example(sql = "MD5('abc')", result = "'900150983cd24fb0d6963f7d28e17f72'")
    public static String md5(String s) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(s.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5", e);
        }
    }

    @ScalarFunction(name = "UUID", description = "A new random UUID, another one for each call.")
    @Example(sql = "LEN(UUID())", result = "36")
    public static String uuid() {
        return UUID.randomUUID().toString();
    }

    @ScalarFunction(
            name = "UUID",
            description = "The text of the UUID of 16 bytes; null for another number of bytes.")
    @Example(
            sql = "UUID(TO_BYTES('237e9877e79b12d4a765321741963000', 'hex'))",
            result = "'237e9877-e79b-12d4-a765-321741963000'")
    public static @Nullable String uuid(ByteBuffer bytes) {
        return bytes.remaining() == UUID_BYTES
                ? new UUID(
                                bytes.getLong(bytes.position()),
                                bytes.getLong(bytes.position() + Long.BYTES))
                        .toString()
                : null;
    }
}
