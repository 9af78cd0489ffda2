// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.parse.grammar.KsqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Ends the parsing at the first syntax error, in KSQL's words and with a hint. */
final class SyntaxErrors extends BaseErrorListener {
    private static final int MOST_EXPECTATIONS = 5;
    private static final IntervalSet NAMES = names();

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
        SourceSpan span = positions.of(token);
        String place = "line %d:%d: ".formatted(span.line(), span.column());
        String near =
                "Syntax error at or near '%s' at line %d:%d"
                        .formatted(shown(token), span.line(), span.column());
        String broken = brokenToken(token);
        if (broken != null) {
            boolean open = token.getType() != KsqlParser.UNRECOGNIZED;
            throw new SqlException(
                    open ? ErrorCode.UNCLOSED_TEXT : ErrorCode.SYNTAX,
                    place + "Syntax Error\n" + near,
                    open
                            ? new SourceSpan(
                                    span.line(), span.column(), span.start(), span.start() + 1)
                            : span,
                    broken,
                    place + "Syntax error at line %d:%d".formatted(span.line(), span.column()));
        }
        if (token.getType() != Token.EOF && beginsStatement(parser.getTokenStream(), token)) {
            String guess = Suggestions.didYouMean(token.getText(), statementWords());
            throw new SqlException(
                    ErrorCode.UNKNOWN_STATEMENT,
                    place
                            + "Syntax Error\nUnknown statement '%s'".formatted(token.getText())
                            + (guess.isEmpty() ? "" : "\n" + guess),
                    span,
                    guess.isEmpty()
                            ? "Statements begin with words like CREATE, SELECT, SHOW or DESCRIBE."
                            : null,
                    place + "Syntax error at line %d:%d".formatted(span.line(), span.column()));
        }
        IntervalSet expected = expected(parser, cause);
        String reason =
                switch (cause) {
                    case InputMismatchException _ -> "Expecting {" + list(parser, expected) + "}";
                    case null ->
                            message.startsWith("extraneous input")
                                    ? "extraneous input '%s' expecting {%s}"
                                            .formatted(shown(token), list(parser, expected))
                                    : message;
                    default -> near;
                };
        throw new SqlException(
                ErrorCode.SYNTAX,
                place + "Syntax Error\n" + reason,
                span,
                hint(parser, token, expected),
                place + near);
    }

    private static @Nullable String brokenToken(Token token) {
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
                            : "The character can't stand here; names with other characters than letters, digits and _"
                                    + " are written in back quotes.";
            default -> null;
        };
    }

    private static boolean beginsStatement(TokenStream tokens, Token token) {
        for (int index = token.getTokenIndex() - 1; index >= 0; index--) {
            Token before = tokens.get(index);
            if (before.getChannel() == Token.DEFAULT_CHANNEL) {
                return before.getType() == KsqlParser.SEMICOLON;
            }
        }
        return !tokens.get(tokens.size() - 1).equals(token);
    }

    private static List<String> statementWords() {
        return words(
                KsqlParser._ATN.nextTokens(
                        KsqlParser._ATN.ruleToStartState[KsqlParser.RULE_statement]));
    }

    /**
     * What the parser could have gone on with. A decision that found no way knows the states where
     * its ways ended.
     */
    private static IntervalSet expected(Parser parser, @Nullable RecognitionException cause) {
        if (cause instanceof NoViableAltException dead && dead.getDeadEndConfigs() != null) {
            IntervalSet result = new IntervalSet();
            for (ATNConfig config : dead.getDeadEndConfigs()) {
                result.addAll(KsqlParser._ATN.nextTokens(config.state));
            }
            result.remove(Token.EPSILON);
            return result;
        }
        return cause == null ? parser.getExpectedTokens() : cause.getExpectedTokens();
    }

    private static String list(Parser parser, IntervalSet expected) {
        List<String> names = new ArrayList<>();
        boolean anyName = expected.contains(KsqlParser.IDENTIFIER);
        for (int type : expected.toArray()) {
            if (!anyName || type == KsqlParser.IDENTIFIER || !NAMES.contains(type)) {
                names.add(
                        type == Token.EOF ? "<EOF>" : parser.getVocabulary().getDisplayName(type));
            }
        }
        return names.size() <= MOST_EXPECTATIONS
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_EXPECTATIONS)) + ", …";
    }

    private static @Nullable String hint(Parser parser, Token token, IntervalSet expected) {
        String text = token.getText();
        boolean word =
                !text.isEmpty()
                        && Character.isLetter(text.charAt(0))
                        && token.getType() != Token.EOF;
        if (word) {
            List<String> near = new ArrayList<>(Suggestions.closest(text, words(expected)));
            near.removeIf(text::equalsIgnoreCase);
            if (!near.isEmpty()) {
                return "Did you mean '" + String.join("' or '", near) + "'?";
            }
            boolean reserved =
                    token.getType() != KsqlParser.IDENTIFIER && !NAMES.contains(token.getType());
            if (reserved && expected.contains(KsqlParser.IDENTIFIER)) {
                return "%s is a reserved word; as a name it is written `%s`."
                        .formatted(text.toUpperCase(Locale.ROOT), text.toUpperCase(Locale.ROOT));
            }
        }
        if (expected.isNil()) {
            return null;
        }
        return (token.getType() == Token.EOF
                        ? "The text ends too early; expected here: "
                        : "Expected here: ")
                + list(parser, expected)
                + ".";
    }

    private static List<String> words(IntervalSet types) {
        List<String> words = new ArrayList<>();
        for (int type : types.toArray()) {
            String literal = type < 0 ? null : KsqlParser.VOCABULARY.getLiteralName(type);
            if (literal != null && Character.isLetter(literal.charAt(1))) {
                words.add(literal.substring(1, literal.length() - 1));
            }
        }
        return words;
    }

    private static IntervalSet names() {
        ATN atn = KsqlParser._ATN;
        return atn.nextTokens(atn.ruleToStartState[KsqlParser.RULE_identifier]);
    }

    /** The token as messages show it; long ones are cut. */
    private static String shown(Token token) {
        String text = token.getText();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
