// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.text;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Functions that make strings of strings. */
@FunctionCategory("STRING")
public final class StringFunctions {
    /** A record is far shorter: Kafka takes one megabyte unless told otherwise. */
    private static final int LONGEST_PADDING = 10_000_000;

    private StringFunctions() {}

    @ScalarFunction(name = "UCASE", description = "The string in upper case.")
    @Example(sql = "UCASE('Kafka')", result = "'KAFKA'")
    public static String ucase(String input) {
        return input.toUpperCase(Locale.ROOT);
    }

    @ScalarFunction(name = "LCASE", description = "The string in lower case.")
    @Example(sql = "LCASE('Kafka')", result = "'kafka'")
    public static String lcase(String input) {
        return input.toLowerCase(Locale.ROOT);
    }

    @ScalarFunction(name = "LEN", description = "The length of the string in characters.")
    @Example(sql = "LEN('Kafka')", result = "5")
    public static int len(String input) {
        return input.length();
    }

    @ScalarFunction(name = "TRIM", description = "The string without white space at its ends.")
    @Example(sql = "TRIM('  Kafka ')", result = "'Kafka'")
    public static String trim(String input) {
        return input.trim();
    }

    @ScalarFunction(
            name = "SUBSTRING",
            description =
                    "The string from a position on, counted from 1; a negative one counts"
                            + " from the end.")
    @Example(sql = "SUBSTRING('stream', 4)", result = "'eam'")
    @Example(sql = "SUBSTRING('stream', -2)", result = "'am'")
    public static String substring(String str, int pos) {
        return str.substring(start(pos, str.length()));
    }

    @ScalarFunction(
            name = "SUBSTRING",
            description =
                    "At most so many characters of the string from a position on, counted"
                            + " from 1; a negative one counts from the end.")
    @Example(sql = "SUBSTRING('stream', 1, 3)", result = "'str'")
    public static String substring(String str, int pos, int length) {
        int start = start(pos, str.length());
        return str.substring(start, end(start, length, str.length()));
    }

    /** The index of a 1-based position, within a value of this length; 0 is the first one too. */
    static int start(int position, int length) {
        return position < 0
                ? Math.max(0, length + position)
                : Math.min(Math.max(0, position - 1), length);
    }

    static int end(int start, int count, int length) {
        return (int) Math.min((long) start + Math.max(0, count), length);
    }

    @ScalarFunction(
            name = "CONCAT",
            description = "The strings one after another; nulls are left out.",
            acceptsNulls = true)
    @Example(sql = "CONCAT('a', NULL, 'b')", result = "'ab'")
    public static String concat(@Nullable String... inputs) {
        var out = new StringBuilder();
        for (var input : inputs) {
            if (input != null) {
                out.append(input);
            }
        }
        return out.toString();
    }

    @ScalarFunction(
            name = "CONCAT_WS",
            description =
                    "The strings after the first, with the first between them; nulls are left out.",
            acceptsNulls = true)
    @Example(sql = "CONCAT_WS('-', 'a', NULL, 'b')", result = "'a-b'")
    public static @Nullable String concatWs(@Nullable String... inputs) {
        if (inputs.length == 0 || inputs[0] == null) {
            return null;
        }
        var out = new StringBuilder();
        boolean first = true;
        for (int i = 1; i < inputs.length; i++) {
            if (inputs[i] != null) {
                out.append(first ? "" : inputs[0]).append(inputs[i]);
                first = false;
            }
        }
        return out.toString();
    }

    @ScalarFunction(name = "REPLACE", description = "The string with all of one text replaced.")
    @Example(sql = "REPLACE('foobar', 'o', '0')", result = "'f00bar'")
    public static String replace(String str, String oldStr, String newStr) {
        return str.replace(oldStr, newStr);
    }

    @ScalarFunction(
            name = "SPLIT",
            description = "The parts between delimiters; an empty delimiter splits characters.")
    @Example(sql = "SPLIT('a,,b', ',')", result = "['a', '', 'b']")
    @Example(sql = "SPLIT('abc', '')", result = "['a', 'b', 'c']")
    public static List<String> split(String string, String delimiter) {
        if (delimiter.isEmpty()) {
            return string.isEmpty()
                    ? List.of("")
                    : string.codePoints().mapToObj(Character::toString).toList();
        }
        var parts = new ArrayList<String>();
        int from = 0;
        for (int at = string.indexOf(delimiter); at >= 0; at = string.indexOf(delimiter, from)) {
            parts.add(string.substring(from, at));
            from = at + delimiter.length();
        }
        parts.add(string.substring(from));
        return parts;
    }

    @ScalarFunction(
            name = "INITCAP",
            description = "Words with an upper-case letter in front and lower-case ones behind it.")
    @Example(sql = "INITCAP('the qUICK fox')", result = "'The Quick Fox'")
    public static String initcap(String str) {
        var out = new StringBuilder(str.length());
        boolean wordStarts = true;
        for (int i = 0; i < str.length(); ) {
            int c = str.codePointAt(i);
            i += Character.charCount(c);
            out.appendCodePoint(wordStarts ? Character.toUpperCase(c) : Character.toLowerCase(c));
            wordStarts = Character.isWhitespace(c);
        }
        return out.toString();
    }

    @ScalarFunction(
            name = "LPAD",
            description =
                    "The string at a length: padded in front, or cut behind; null for a negative length or an empty padding.")
    @Example(sql = "LPAD('7', 3, '0')", result = "'007'")
    @Example(sql = "LPAD('12345', 3, '0')", result = "'123'")
    public static @Nullable String lpad(String input, int targetLen, String padding) {
        var pad = padding(input, targetLen, padding);
        return pad == null ? null : pad + input.substring(0, targetLen - pad.length());
    }

    @ScalarFunction(
            name = "RPAD",
            description =
                    "The string at a length: padded or cut behind; null for a negative length or an empty padding.")
    @Example(sql = "RPAD('ab', 5, 'xyz')", result = "'abxyz'")
    public static @Nullable String rpad(String input, int targetLen, String padding) {
        var pad = padding(input, targetLen, padding);
        return pad == null ? null : input.substring(0, targetLen - pad.length()) + pad;
    }

    private static @Nullable String padding(String input, int targetLen, String padding) {
        if (targetLen < 0 || padding.isEmpty()) {
            return null;
        }
        int missing = Math.max(0, targetLen - input.length());
        if (missing > LONGEST_PADDING) {
            throw new FunctionException(
                    "the padding has more than " + LONGEST_PADDING + " characters");
        }
        return padding.repeat(missing / padding.length() + 1).substring(0, missing);
    }
}
