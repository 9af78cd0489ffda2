// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.parse.grammar.KsqlParser;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What to do about a syntax error, in a sentence. */
final class SyntaxHints {
    /**
     * Words that begin the next part of a statement: where a name was expected, a part before them
     * is missing.
     */
    private static final Set<String> CLAUSES =
            Set.of(
                    "AND", "AS", "BY", "EMIT", "FROM", "GROUP", "HAVING", "INTO", "JOIN", "LIMIT",
                    "ON", "OR", "SELECT", "THEN", "VALUES", "WHEN", "WHERE", "WINDOW", "WITH");

    private SyntaxHints() {}

    /** A hint about a token that no statement may hold; null when the token isn't one. */
    static @Nullable String brokenToken(Token token) {
        return switch (token.getType()) {
            case KsqlParser.UNCLOSED_STRING ->
                    "The string that starts here isn't closed: end it with '. A quote inside it is written ''.";
            case KsqlParser.UNCLOSED_QUOTED_IDENTIFIER ->
                    "The name that starts here isn't closed: end it with \".";
            case KsqlParser.UNCLOSED_BACKQUOTED_IDENTIFIER ->
                    "The name that starts here isn't closed: end it with `.";
            case KsqlParser.UNCLOSED_COMMENT ->
                    "The comment that starts here isn't closed: end it with */.";
            case KsqlParser.UNRECOGNIZED ->
                    token.getText().equals("$")
                            ? "A variable is written ${name} and is replaced before the text is parsed."
                            : "This character can't stand here; a name with other characters than letters, digits"
                                    + " and _ is written in back quotes.";
            default -> null;
        };
    }

    /**
     * A hint about a token that doesn't fit.
     *
     * @param previous the token before it; null at the start of the text
     */
    static @Nullable String misplaced(
            Token token, @Nullable Token previous, Expectations expected) {
        String missing = missingFeature(token, previous);
        if (missing != null) {
            return missing;
        }
        if (isWord(token)) {
            String guess = near(token.getText(), expected);
            if (guess != null) {
                return "Did you mean " + guess + "?";
            }
        }
        if (previous != null && previous.getType() == KsqlParser.IDENTIFIER) {
            String guess = near(previous.getText(), expected);
            if (guess != null) {
                return "Did you mean " + guess + " in place of '" + previous.getText() + "'?";
            }
        }
        String word = token.getText().toUpperCase(Locale.ROOT);
        if (previous != null && previous.getType() == KsqlParser.COMMA && CLAUSES.contains(word)) {
            return "Remove the comma before " + word + ", or write what follows it.";
        }
        if (Keywords.isReserved(word) && !CLAUSES.contains(word) && expected.expectsName()) {
            return "%s is a reserved word; as a name it is written `%s`.".formatted(word, word);
        }
        if (expected.types().isNil()) {
            return null;
        }
        return (token.getType() == Token.EOF
                        ? "The text ends too early; expected here: "
                        : "Expected here: ")
                + expected.described()
                + ".";
    }

    /** What other databases have and KSQL hasn't. */
    private static @Nullable String missingFeature(Token token, @Nullable Token previous) {
        String word = token.getText().toUpperCase(Locale.ROOT);
        String before = previous == null ? "" : previous.getText().toUpperCase(Locale.ROOT);
        if (word.equals("BY") && before.equals("ORDER")) {
            return "KSQL has no ORDER BY: the rows of a stream come in the order of their arrival.";
        }
        if (before.equals("UNION") && (word.equals("SELECT") || word.equals("ALL"))) {
            return "KSQL has no UNION: write both queries into one stream with INSERT INTO … SELECT.";
        }
        if (word.equals("SELECT") && before.equals("(")
                || word.equals("(") && (before.equals("FROM") || before.equals("JOIN"))) {
            return "KSQL has no subqueries: make the inner query a stream or table of its own.";
        }
        if (word.equals("DISTINCT") && (before.equals("SELECT") || before.equals("("))) {
            return "KSQL has no DISTINCT here: group by the columns, or use COUNT_DISTINCT or COLLECT_SET.";
        }
        if (word.equals("=") && before.equals("=")) {
            return "Values are compared with a single =.";
        }
        return null;
    }

    private static boolean isWord(Token token) {
        return token.getType() != Token.EOF && Character.isLetter(token.getText().codePointAt(0));
    }

    private static @Nullable String near(String text, Expectations expected) {
        List<String> near = new ArrayList<>(Suggestions.closest(text, expected.words()));
        near.removeIf(text::equalsIgnoreCase);
        return near.isEmpty() ? null : "'" + String.join("' or '", near) + "'";
    }
}
