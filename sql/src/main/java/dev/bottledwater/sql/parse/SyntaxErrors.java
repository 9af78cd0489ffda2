// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.parse.grammar.KsqlParser;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * Ends the parsing at the first syntax error, in KSQL's words and with a hint.
 *
 * <p>The texts follow what a ksqlDB server answers: {@code line 1:1: Syntax Error}, and on the next
 * line what is unknown, missing or expected. Lists of what was expected are cut after five.
 */
final class SyntaxErrors extends BaseErrorListener {
    private static final int LONGEST_SHOWN = 60;

    private final Positions positions;

    SyntaxErrors(Positions positions) {
        this.positions = positions;
    }

    static IllegalStateException unknownTree(ParserRuleContext context) {
        return new IllegalStateException(
                "No syntax tree is made of a " + context.getClass().getSimpleName());
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            Object offendingSymbol,
            int line,
            int charPositionInLine,
            String message,
            @Nullable RecognitionException cause) {
        Parser parser = (Parser) recognizer;
        Token token = (Token) offendingSymbol;
        Token previous = previous(parser.getTokenStream(), token);
        String brokenToken = SyntaxHints.brokenToken(token);
        if (brokenToken != null) {
            throw broken(token, brokenToken);
        }
        boolean first = previous == null || previous.getType() == KsqlParser.SEMICOLON;
        if (first && Character.isLetter(token.getText().codePointAt(0))) {
            throw unknownStatement(token);
        }
        Expectations expected = Expectations.of(parser, cause);
        String reason =
                switch (cause) {
                    case InputMismatchException _ -> "Expecting {" + expected.listed() + "}";
                    case null -> repaired(token, message, expected);
                    default -> near(token);
                };
        throw error(
                ErrorCode.SYNTAX, token, reason, SyntaxHints.misplaced(token, previous, expected));
    }

    /** The parser could have gone on by leaving the token out or by adding one before it. */
    private static String repaired(Token token, String message, Expectations expected) {
        if (message.startsWith("extraneous input")) {
            return "extraneous input '%s' expecting {%s}"
                    .formatted(shown(token), expected.listed());
        }
        return message.startsWith("missing {")
                ? "missing {%s} at '%s'".formatted(expected.listed(), shown(token))
                : message;
    }

    private SqlException broken(Token token, String hint) {
        if (token.getType() == KsqlParser.UNRECOGNIZED) {
            return error(ErrorCode.SYNTAX, token, near(token), hint);
        }
        SourceSpan span = positions.of(token);
        String place = place(span);
        return new SqlException(
                ErrorCode.UNCLOSED_TEXT,
                place + "Syntax Error\n" + near(token),
                new SourceSpan(span.line(), span.column(), span.start(), span.start() + 1),
                hint,
                place + at(span));
    }

    private SqlException unknownStatement(Token token) {
        String guess = Suggestions.didYouMean(token.getText(), Expectations.statementWords());
        String reason = "Unknown statement '" + shown(token) + "'";
        return error(
                ErrorCode.UNKNOWN_STATEMENT,
                token,
                guess.isEmpty() ? reason : reason + "\n" + guess,
                guess.isEmpty()
                        ? "Statements begin with words like CREATE, SELECT, SHOW or DESCRIBE."
                        : null);
    }

    private SqlException error(ErrorCode code, Token token, String reason, @Nullable String hint) {
        SourceSpan span = positions.of(token);
        String place = place(span);
        // a string may be a password
        boolean quotable = code == ErrorCode.SYNTAX && token.getType() != KsqlParser.STRING;
        return new SqlException(
                code,
                place + "Syntax Error\n" + reason,
                span,
                hint,
                place + (quotable ? near(token) : at(span)));
    }

    private static @Nullable Token previous(TokenStream tokens, Token token) {
        for (int index = token.getTokenIndex() - 1; index >= 0; index--) {
            Token before = tokens.get(index);
            if (before.getChannel() == Token.DEFAULT_CHANNEL) {
                return before;
            }
        }
        return null;
    }

    private String near(Token token) {
        SourceSpan span = positions.of(token);
        return "Syntax error at or near '%s' at line %d:%d"
                .formatted(shown(token), span.line(), span.column());
    }

    private static String at(SourceSpan span) {
        return "Syntax error at line %d:%d".formatted(span.line(), span.column());
    }

    private static String place(SourceSpan span) {
        return "line %d:%d: ".formatted(span.line(), span.column());
    }

    /** The token as messages show it; long ones are cut. */
    private static String shown(Token token) {
        String text = token.getText();
        return text.codePointCount(0, text.length()) <= LONGEST_SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_SHOWN - 3)) + "...";
    }
}
