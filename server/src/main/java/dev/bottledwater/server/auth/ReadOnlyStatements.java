// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a request's text only reads. It looks at the first word of each statement and
 * nothing else, so that a text which the parser would refuse is judged too; where it can't be sure
 * it says no.
 */
public final class ReadOnlyStatements {
    private static final Set<String> READING =
            Set.of(
                    "SELECT",
                    "PRINT",
                    "SHOW",
                    "LIST",
                    "DESCRIBE",
                    "EXPLAIN",
                    "SET",
                    "UNSET",
                    "DEFINE",
                    "UNDEFINE");

    /**
     * What can't end a statement, a string or a comment when it is put into the text. Not nothing:
     * it would join what stands on its two sides, such as two dashes to the start of a comment.
     */
    private static final Pattern HARMLESS = Pattern.compile("[\\w. ]*[\\w.][\\w. ]*");

    private ReadOnlyStatements() {}

    /**
     * Whether no statement of the text changes anything on the server.
     *
     * @param variables values that are put into the text for {@code ${name}}
     */
    public static boolean test(String sql, Map<String, String> variables) {
        List<String> words;
        try {
            words = firstWords(sql);
        } catch (UnfinishedTextException e) {
            return false;
        }
        if (!READING.containsAll(words)) {
            return false;
        }
        return !sql.contains("${")
                || (!words.contains("DEFINE")
                        && variables.values().stream()
                                .allMatch(value -> HARMLESS.matcher(value).matches()));
    }

    private static List<String> firstWords(String sql) {
        List<String> words = new ArrayList<>();
        int i = 0;
        boolean atStart = true;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (sql.startsWith("--", i)) {
                i = endOfLine(sql, i);
            } else if (sql.startsWith("/*", i)) {
                i = after(sql, "*/", i + 2);
            } else if (c == ';') {
                atStart = true;
                i++;
            } else if (Character.isWhitespace(c)) {
                i++;
            } else {
                int end = endOfToken(sql, i);
                if (atStart) {
                    words.add(sql.substring(i, end).toUpperCase(Locale.ROOT));
                    atStart = false;
                }
                i = end;
            }
        }
        return words;
    }

    private static int endOfToken(String sql, int start) {
        char c = sql.charAt(start);
        if (c == '\'' || c == '`' || c == '"') {
            return after(sql, String.valueOf(c), start + 1);
        }
        int end = start;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        return Math.max(end, start + 1);
    }

    private static int after(String sql, String end, int from) {
        int at = sql.indexOf(end, from);
        if (at < 0) {
            throw new UnfinishedTextException();
        }
        return at + end.length();
    }

    private static int endOfLine(String sql, int from) {
        int end = from;
        while (end < sql.length() && sql.charAt(end) != '\n' && sql.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** A quote or comment has no end: where statements begin is anybody's guess. */
    private static final class UnfinishedTextException extends RuntimeException {
        UnfinishedTextException() {
            super("A quote or comment has no end", null, false, false);
        }
    }
}
