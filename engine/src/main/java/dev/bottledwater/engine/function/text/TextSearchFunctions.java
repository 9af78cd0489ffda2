// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.text;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Functions that look for something in a string. */
@FunctionCategory("REGULAR EXPRESSION")
public final class TextSearchFunctions {
    private TextSearchFunctions() {}

    @ScalarFunction(
            name = "INSTR",
            category = "STRING",
            description =
                    "The position of a text in the string, counted from 1; 0 if it isn't"
                            + " there.",
            acceptsNulls = true)
    @Example(sql = "INSTR('CORPORATE FLOOR', 'OR')", result = "2")
    @Example(sql = "INSTR('abc', 'x')", result = "0")
    public static int instr(@Nullable String str, @Nullable String substring) {
        return instr(str, substring, 1, 1);
    }

    @ScalarFunction(
            name = "INSTR",
            category = "STRING",
            description = "The position of a text from a position on, 0 if it isn't there.",
            acceptsNulls = true)
    @Example(sql = "INSTR('CORPORATE FLOOR', 'OR', 3)", result = "5")
    @Example(sql = "INSTR('CORPORATE FLOOR', 'OR', -3)", result = "5")
    public static int instr(
            @Nullable String str, @Nullable String substring, @Nullable Integer position) {
        return instr(str, substring, position, 1);
    }

    @ScalarFunction(
            name = "INSTR",
            category = "STRING",
            description =
                    "The position of an occurrence of a text; a negative position starts from the"
                            + " end and goes back.",
            acceptsNulls = true)
    @Example(sql = "INSTR('CORPORATE FLOOR', 'OR', 3, 2)", result = "14")
    public static int instr(
            @Nullable String str,
            @Nullable String substring,
            @Nullable Integer position,
            @Nullable Integer occurrence) {
        if (str == null
                || substring == null
                || position == null
                || occurrence == null
                || position == 0
                || occurrence < 1) {
            return 0;
        }
        int at = position > 0 ? position - 2 : str.length() + position + 1;
        for (int found = 0; found < occurrence; found++) {
            at =
                    position > 0
                            ? str.indexOf(substring, at + 1)
                            : at == 0 ? -1 : str.lastIndexOf(substring, at - 1);
            if (at < 0) {
                return 0;
            }
        }
        return at + 1;
    }

    @ScalarFunction(
            name = "REGEXP_EXTRACT",
            description = "The first match of the pattern, null if there is none.")
    @Example(sql = "REGEXP_EXTRACT('[0-9]+', 'order 17 of 20')", result = "'17'")
    public static @Nullable String extract(String pattern, String input) {
        return extract(pattern, input, 0);
    }

    @ScalarFunction(
            name = "REGEXP_EXTRACT",
            description = "A group of the first match of the pattern, null if there is none.")
    @Example(sql = "REGEXP_EXTRACT('(.*) (.*)', 'hello there', 2)", result = "'there'")
    public static @Nullable String extract(String pattern, String input, int group) {
        var matcher = matcher(pattern, input, group);
        return matcher.find() ? matcher.group(group) : null;
    }

    @ScalarFunction(name = "REGEXP_EXTRACT_ALL", description = "All matches of the pattern.")
    @Example(sql = "REGEXP_EXTRACT_ALL('[0-9]+', 'order 17 of 20')", result = "['17', '20']")
    public static List<@Nullable String> extractAll(String pattern, String input) {
        return extractAll(pattern, input, 0);
    }

    @ScalarFunction(
            name = "REGEXP_EXTRACT_ALL",
            description = "A group of all matches of the pattern.")
    @Example(sql = "REGEXP_EXTRACT_ALL('(a.)(b.)', 'a1b1a2b2', 2)", result = "['b1', 'b2']")
    public static List<@Nullable String> extractAll(String pattern, String input, int group) {
        var matcher = matcher(pattern, input, group);
        var all = new ArrayList<@Nullable String>();
        while (matcher.find()) {
            all.add(matcher.group(group));
        }
        return all;
    }

    @ScalarFunction(
            name = "REGEXP_REPLACE",
            description = "The string with all matches of the pattern replaced.")
    @Example(sql = "REGEXP_REPLACE('Hello, World', '[aeiou]', '_')", result = "'H_ll_, W_rld'")
    public static String replace(String str, String regexp, String newStr) {
        try {
            return matcher(regexp, str, 0).replaceAll(newStr);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new FunctionException(
                    "the replacement names a group that the pattern doesn't have", e);
        }
    }

    @ScalarFunction(
            name = "REGEXP_SPLIT_TO_ARRAY",
            description = "The parts between matches of the pattern.")
    @Example(sql = "REGEXP_SPLIT_TO_ARRAY('a1b22c', '[0-9]+')", result = "['a', 'b', 'c']")
    public static List<String> split(String string, String regexp) {
        if (regexp.isEmpty()) {
            return StringFunctions.split(string, "");
        }
        return List.of(compile(regexp).split(string, -1));
    }

    private static Matcher matcher(String pattern, String input, int group) {
        var matcher = compile(pattern).matcher(input);
        if (group < 0 || group > matcher.groupCount()) {
            throw new FunctionException("the pattern has no such group");
        }
        return matcher;
    }

    private static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new FunctionException("the pattern is not a regular expression", e);
        }
    }
}
