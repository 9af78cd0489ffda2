// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.grammar.KsqlLexer;

import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How much is parsed at once. Parsing recurses with the nesting of a text, so the nesting is
 * measured on the tokens before: a text that would exhaust the stack is refused with a place and
 * not with a broken parser.
 */
final class Limits {
    /** Longest text in UTF-16 units. */
    static final int LONGEST_TEXT = 1 << 20;

    /** Deepest nesting of brackets, CASE, types and prefix operators. */
    static final int DEEPEST_NESTING = 100;

    /** Deepest expression in levels of the grammar; a chain of operators is one deeper for each. */
    static final int DEEPEST_EXPRESSION = 2000;

    private Limits() {}

    static void checkLength(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new SqlException(
                    ErrorCode.TEXT_TOO_LONG,
                    "The text has %d characters; at most %d can be parsed at once."
                            .formatted(text.length(), LONGEST_TEXT),
                    null,
                    "Split the script, or move values out of the statement.");
        }
    }

    static void checkNesting(List<Token> tokens, Positions positions) {
        int brackets = 0;
        int types = 0;
        int prefixes = 0;
        Token previous = null;
        for (Token token : tokens) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            int type = token.getType();
            switch (type) {
                case KsqlLexer.LPAREN, KsqlLexer.LBRACKET, KsqlLexer.CASE -> brackets++;
                case KsqlLexer.RPAREN, KsqlLexer.RBRACKET, KsqlLexer.END ->
                        brackets = Math.max(0, brackets - 1);
                case KsqlLexer.LT -> types += opensType(previous) ? 1 : 0;
                case KsqlLexer.GT -> types = Math.max(0, types - 1);
                case KsqlLexer.SEMICOLON -> {
                    brackets = 0;
                    types = 0;
                }
                default -> {}
            }
            prefixes = isPrefix(type) ? prefixes + 1 : 0;
            if (brackets + types + prefixes > DEEPEST_NESTING) {
                throw tooDeep(positions.of(token));
            }
            previous = token;
        }
    }

    private static boolean opensType(@Nullable Token token) {
        return token != null
                && switch (token.getType()) {
                    case KsqlLexer.ARRAY, KsqlLexer.MAP, KsqlLexer.STRUCT -> true;
                    default -> false;
                };
    }

    private static boolean isPrefix(int type) {
        return switch (type) {
            case KsqlLexer.NOT, KsqlLexer.MINUS, KsqlLexer.PLUS, KsqlLexer.EXPLAIN -> true;
            default -> false;
        };
    }

    static SqlException tooDeep(@Nullable SourceSpan span) {
        String message = "The statement is too deeply nested.";
        return new SqlException(
                ErrorCode.NESTED_TOO_DEEPLY,
                span == null
                        ? message
                        : "line %d:%d: %s".formatted(span.line(), span.column(), message),
                span,
                "Split the expression, or use IN (…) for a long chain of OR.");
    }
}
