// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.Statement;
import dev.bottledwater.sql.ast.TypeNode;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.grammar.KsqlLexer;
import dev.bottledwater.sql.parse.grammar.KsqlParser;

import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.TerminalNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes syntax trees of texts in the KSQL language. All methods may be called from any thread.
 *
 * <p>Every text that isn't of the language ends in a {@link SqlException} with the place of the
 * first error; so do texts that are too long or too deeply nested to be parsed safely. Variables
 * ({@code ${name}}) are none of the parser's business: {@link VariableSubstitution} replaces them
 * before.
 */
public final class SqlParser {
    private SqlParser() {}

    /**
     * Parses a script.
     *
     * @param script any number of statements, each ended by {@code ;}
     * @return the statements in their order
     * @throws SqlException when the text isn't a script
     */
    public static List<ParsedStatement> parseScript(String script) {
        return parse(
                script,
                KsqlParser::script,
                (tree, positions) -> {
                    List<ParsedStatement> result = new ArrayList<>();
                    StatementBuilder builder = new StatementBuilder(positions);
                    for (int i = 0; i < tree.statement().size(); i++) {
                        KsqlParser.StatementContext statement = tree.statement(i);
                        result.add(
                                parsed(
                                        builder.statement(statement),
                                        statement,
                                        tree.SEMICOLON(i),
                                        positions));
                    }
                    return List.copyOf(result);
                });
    }

    /**
     * Parses a script that may also hold the statements of SQL tests: {@code ASSERT VALUES}, {@code
     * ASSERT NULL VALUES}, {@code ASSERT STREAM} and {@code ASSERT TABLE}.
     *
     * @param script any number of statements, each ended by {@code ;}
     * @return the statements in their order
     * @throws SqlException when the text isn't a script
     */
    public static List<ParsedStatement> parseTestScript(String script) {
        return parse(
                script,
                KsqlParser::testScript,
                (tree, positions) -> {
                    List<ParsedStatement> result = new ArrayList<>();
                    StatementBuilder builder = new StatementBuilder(positions);
                    for (int i = 0; i < tree.testStatement().size(); i++) {
                        KsqlParser.TestStatementContext statement = tree.testStatement(i);
                        result.add(
                                parsed(
                                        builder.testStatement(statement),
                                        statement,
                                        tree.SEMICOLON(i),
                                        positions));
                    }
                    return List.copyOf(result);
                });
    }

    /**
     * Parses a text that holds exactly one statement.
     *
     * @param text the statement with its {@code ;}
     * @return the statement
     * @throws SqlException when the text isn't a statement, or is several
     */
    public static Statement parseSingle(String text) {
        List<ParsedStatement> statements = parseScript(text);
        if (statements.size() != 1) {
            throw new SqlException(
                    ErrorCode.STATEMENT_COUNT,
                    "Expected exactly one KSQL statement; found %d instead"
                            .formatted(statements.size()),
                    statements.isEmpty() ? null : statements.get(1).span(),
                    "Send each statement by itself.");
        }
        return statements.getFirst().statement();
    }

    /**
     * Parses an expression.
     *
     * @param text the expression, without a {@code ;}
     * @return the expression
     * @throws SqlException when the text isn't an expression
     */
    public static Expression parseExpression(String text) {
        return parse(
                text,
                KsqlParser::standaloneExpression,
                (tree, positions) -> new StatementBuilder(positions).expression(tree.expression()));
    }

    /**
     * Parses a type.
     *
     * @param text the type, as in {@code MAP<STRING, ARRAY<INT>>}
     * @return the type
     * @throws SqlException when the text isn't a type
     */
    public static TypeNode parseType(String text) {
        return parse(
                text,
                KsqlParser::standaloneType,
                (tree, positions) -> new StatementBuilder(positions).type(tree.type()));
    }

    /**
     * Cuts a script into its statements without parsing them: a {@code ;} in a string, a quoted
     * name or a comment ends none.
     *
     * @param script any text
     * @return the statements; the last one may be incomplete
     * @throws SqlException when the text is too long
     */
    public static List<StatementText> split(String script) {
        Limits.checkLength(script);
        Positions positions = new Positions(script);
        List<StatementText> result = new ArrayList<>();
        SourceSpan begun = SourceSpan.NONE;
        for (Token token : tokens(script).getTokens()) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL || token.getType() == Token.EOF) {
                continue;
            }
            begun = begun.to(positions.of(token));
            if (token.getType() == KsqlLexer.SEMICOLON) {
                result.add(new StatementText(positions.text(begun), begun, true));
                begun = SourceSpan.NONE;
            }
        }
        if (!begun.isNone()) {
            result.add(new StatementText(positions.text(begun), begun, false));
        }
        return List.copyOf(result);
    }

    private static ParsedStatement parsed(
            Statement statement,
            ParserRuleContext tree,
            TerminalNode semicolon,
            Positions positions) {
        SourceSpan span = positions.of(tree).to(positions.of(semicolon.getSymbol()));
        return new ParsedStatement(statement, positions.text(span), span);
    }

    @FunctionalInterface
    private interface Builder<T, R> {
        R build(T tree, Positions positions);
    }

    private static <T extends ParserRuleContext, R> R parse(
            String text, Function<KsqlParser, T> rule, Builder<T, R> builder) {
        Limits.checkLength(text);
        Positions positions = new Positions(text);
        CommonTokenStream tokens = tokens(text);
        Limits.checkNesting(tokens.getTokens(), positions);
        try {
            return builder.build(tree(tokens, rule, positions), positions);
        } catch (StackOverflowError _) {
            throw Limits.tooDeep(null);
        }
    }

    /**
     * Nearly every text is decided by the quick prediction; only one that isn't is parsed again
     * with the full one.
     */
    private static <T extends ParserRuleContext> T tree(
            CommonTokenStream tokens, Function<KsqlParser, T> rule, Positions positions) {
        KsqlParser parser = new KsqlParser(tokens);
        parser.removeErrorListeners();
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return rule.apply(parser);
        } catch (ParseCancellationException _) {
            parser.reset();
            parser.addErrorListener(new SyntaxErrors(positions));
            parser.getInterpreter().setPredictionMode(PredictionMode.LL);
            parser.setErrorHandler(new DefaultErrorStrategy());
            return rule.apply(parser);
        }
    }

    private static CommonTokenStream tokens(String text) {
        KsqlLexer lexer = new KsqlLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        return tokens;
    }
}
