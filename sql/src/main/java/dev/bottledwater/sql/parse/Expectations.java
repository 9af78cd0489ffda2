// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.parse.grammar.KsqlParser;

import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What the parser could have gone on with where it stopped, as KSQL's messages list it and as
 * people would say it.
 *
 * @param types the types of the tokens
 */
record Expectations(IntervalSet types) {
    private static final int MOST = 5;
    private static final IntervalSet NAME = first(KsqlParser.RULE_identifier);
    private static final IntervalSet EXPRESSION = first(KsqlParser.RULE_expression);
    private static final IntervalSet VALUE = first(KsqlParser.RULE_value);
    private static final IntervalSet UNIT = first(KsqlParser.RULE_timeUnit);
    private static final IntervalSet LITERAL = first(KsqlParser.RULE_literal);
    private static final IntervalSet STATEMENT = first(KsqlParser.RULE_statement);
    private static final IntervalSet JOIN = first(KsqlParser.RULE_joinClause);
    private static final IntervalSet OPERATOR =
            new IntervalSet(
                    KsqlParser.AND,
                    KsqlParser.OR,
                    KsqlParser.NOT,
                    KsqlParser.BETWEEN,
                    KsqlParser.IN,
                    KsqlParser.IS,
                    KsqlParser.LIKE,
                    KsqlParser.ARROW,
                    KsqlParser.CONCAT,
                    KsqlParser.EQ,
                    KsqlParser.NEQ,
                    KsqlParser.LT,
                    KsqlParser.LTE,
                    KsqlParser.GT,
                    KsqlParser.GTE,
                    KsqlParser.PLUS,
                    KsqlParser.MINUS,
                    KsqlParser.ASTERISK,
                    KsqlParser.SLASH,
                    KsqlParser.PERCENT,
                    KsqlParser.LBRACKET,
                    KsqlParser.DOT);

    /**
     * What a parser expected when it met an error: a decision that found no way knows the states
     * where its ways ended.
     */
    static Expectations of(Parser parser, @Nullable RecognitionException cause) {
        if (cause instanceof NoViableAltException dead && dead.getDeadEndConfigs() != null) {
            IntervalSet result = new IntervalSet();
            for (ATNConfig config : dead.getDeadEndConfigs()) {
                result.addAll(KsqlParser._ATN.nextTokens(config.state));
            }
            result.remove(Token.EPSILON);
            return new Expectations(result);
        }
        return new Expectations(
                cause == null ? parser.getExpectedTokens() : cause.getExpectedTokens());
    }

    /** The words that statements begin with. */
    static List<String> statementWords() {
        return new Expectations(STATEMENT).words();
    }

    static boolean isName(int type) {
        return NAME.contains(type);
    }

    boolean expectsName() {
        return types.contains(KsqlParser.IDENTIFIER);
    }

    /**
     * The tokens in the form of KSQL's messages, at most five; keywords that are only there as
     * names are left out.
     */
    String listed() {
        List<String> shown = new ArrayList<>();
        for (int type : types.toArray()) {
            if (!expectsName() || type == KsqlParser.IDENTIFIER || !NAME.contains(type)) {
                shown.add(display(type));
            }
        }
        return shown.size() <= MOST
                ? String.join(", ", shown)
                : String.join(", ", shown.subList(0, MOST)) + ", …";
    }

    /** The keywords among the tokens. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        for (int type : types.toArray()) {
            String literal = type < 0 ? null : KsqlParser.VOCABULARY.getLiteralName(type);
            if (literal != null && Character.isLetter(literal.charAt(1))) {
                words.add(literal.substring(1, literal.length() - 1));
            }
        }
        return words;
    }

    /**
     * What was expected in words: kinds of things where the tokens make up a kind, at most five.
     */
    String described() {
        List<String> shown = new ArrayList<>();
        IntervalSet rest = new IntervalSet(types);
        collect(shown, rest, STATEMENT, "a statement");
        if (!collect(shown, rest, EXPRESSION, "an expression")
                && !collect(shown, rest, VALUE, "an expression")) {
            collect(shown, rest, NAME, "a name");
            collect(shown, rest, LITERAL, "a literal");
            collect(shown, rest, UNIT, "a unit of time");
        }
        collect(shown, rest, JOIN, "JOIN");
        List<String> last = new ArrayList<>();
        if (rest.and(OPERATOR).size() > 3) {
            rest = rest.subtract(OPERATOR);
            last.add("an operator");
        }
        for (int type : rest.toArray()) {
            shown.add(
                    switch (type) {
                        case Token.EOF -> "the end of the text";
                        case KsqlParser.STRING -> "a string";
                        case KsqlParser.INTEGER_VALUE -> "a whole number";
                        default -> display(type);
                    });
        }
        shown.addAll(last);
        return shown.size() <= MOST
                ? String.join(", ", shown)
                : String.join(", ", shown.subList(0, MOST)) + " …";
    }

    private boolean collect(List<String> shown, IntervalSet rest, IntervalSet kind, String name) {
        if (!kind.subtract(types).isNil()) {
            return false;
        }
        // the units of time are names too
        if (!kind.and(rest).isNil()) {
            shown.add(name);
        }
        for (int type : kind.toArray()) {
            rest.remove(type);
        }
        return true;
    }

    private static String display(int type) {
        return type == Token.EOF ? "<EOF>" : KsqlParser.VOCABULARY.getDisplayName(type);
    }

    private static IntervalSet first(int rule) {
        ATN atn = KsqlParser._ATN;
        return atn.nextTokens(atn.ruleToStartState[rule]);
    }
}
