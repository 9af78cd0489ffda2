// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces variables in a text before it is parsed.
 *
 * <p>{@code ${name}} becomes the variable's value wherever it stands, in strings too; {@code
 * $${name}} becomes {@code ${name}}. Names are letters, digits and underscores, don't begin with a
 * digit, and count in any case. What stands in a comment is left alone. Values aren't searched for
 * variables again.
 */
public final class VariableSubstitution {
    private static final Pattern PIECE =
            Pattern.compile(
                    "(?<escaped>\\$\\$\\{(?<kept>[^}]*)\\})|(?<variable>\\$\\{(?<name>[^}]*)\\})");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private VariableSubstitution() {}

    /**
     * Replaces the variables of a text.
     *
     * @param text any text
     * @param variables values by name
     * @return the text with every variable replaced
     * @throws SqlException when a variable isn't defined or can't be the name of one; its place is
     *     one in {@code text}
     */
    public static String apply(String text, Map<String, String> variables) {
        if (!text.contains("${")) {
            return text;
        }
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(variables);
        StringBuilder out = new StringBuilder();
        Matcher matcher = PIECE.matcher(text);
        int index = 0;
        char quote = 0;
        while (index < text.length()) {
            char c = text.charAt(index);
            if (quote == 0 && (text.startsWith("--", index) || text.startsWith("/*", index))) {
                int end = commentEnd(text, index);
                out.append(text, index, end);
                index = end;
            } else if (c == '$' && matcher.region(index, text.length()).lookingAt()) {
                out.append(
                        matcher.group("escaped") == null
                                ? value(text, matcher, values)
                                : "${" + matcher.group("kept") + "}");
                index = matcher.end();
            } else {
                // a doubled quote closes and opens again, which comes to the same
                if (quote == 0 && (c == '\'' || c == '"' || c == '`')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                }
                out.append(c);
                index++;
            }
        }
        return out.toString();
    }

    private static int commentEnd(String text, int start) {
        boolean line = text.charAt(start) == '-';
        int end = line ? text.indexOf('\n', start) : text.indexOf("*/", start + 2);
        return end < 0 ? text.length() : line ? end : end + 2;
    }

    private static String value(String text, Matcher matcher, Map<String, String> values) {
        String name = matcher.group("name");
        SourceSpan span = span(text, matcher.start(), matcher.end());
        String place = "line %d:%d: ".formatted(span.line(), span.column());
        if (!NAME.matcher(name).matches()) {
            throw new SqlException(
                    ErrorCode.UNKNOWN_VARIABLE,
                    place + "Illegal variable name: '" + name + "'",
                    span,
                    "Names are letters, digits and _, and don't begin with a digit. To write ${ itself, write $${.");
        }
        String value = values.get(name);
        if (value == null) {
            String guess = Suggestions.didYouMean(name.toUpperCase(Locale.ROOT), values.keySet());
            throw new SqlException(
                    ErrorCode.UNKNOWN_VARIABLE,
                    place + "Variable '" + name + "' is not defined",
                    span,
                    guess.isEmpty() ? "Define it first: DEFINE " + name + " = '…';" : guess);
        }
        return value;
    }

    private static SourceSpan span(String text, int start, int end) {
        int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        return new SourceSpan(line, start - text.lastIndexOf('\n', start - 1), start, end);
    }
}
