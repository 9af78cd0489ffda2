// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Literal;
import dev.bottledwater.sql.error.SqlException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;

class LexicalRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "abc|ABC|false",
                "_a1|_A1|false",
                "1R|1R|false",
                "`Abc d`|Abc d|true",
                "`a``b`|a`b|true",
                "key|KEY|false",
                "Map|MAP|false",
                "hours|HOURS|false",
            })
    void namesFoldUnlessQuoted(String text, String name, boolean quoted) {
        Expression.ColumnRef column = (Expression.ColumnRef) SqlParser.parseExpression(text);
        assertThat(column.name().text()).isEqualTo(name);
        assertThat(column.name().quoted()).isEqualTo(quoted);
    }

    @Test
    void doubleQuotesDelimitNames() {
        assertThat(SqlParser.parseExpression("\"a \"\"b\"\"\""))
                .isInstanceOfSatisfying(
                        Expression.ColumnRef.class,
                        column -> assertThat(column.name().text()).isEqualTo("a \"b\""));
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "-5, -5", "2147483647, 2147483647", "-2147483648, -2147483648", "+7, 7"})
    void smallWholeNumbersAreIntegers(String text, int value) {
        assertThat(SqlParser.parseExpression(text))
                .isInstanceOfSatisfying(
                        Literal.IntegerLiteral.class,
                        literal -> assertThat(literal.value()).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2147483648", "-2147483649", "-9223372036854775808", "9223372036854775807"})
    void greatWholeNumbersAreBigints(String text) {
        assertThat(SqlParser.parseExpression(text))
                .isInstanceOfSatisfying(
                        Literal.LongLiteral.class,
                        literal -> assertThat(literal.value()).isEqualTo(Long.parseLong(text)));
    }

    @ParameterizedTest
    @CsvSource({"1., 1", ".5, 0.5", "7.20, 7.20", "-0.00, 0.00"})
    void numbersWithAPointAreDecimalsOfTheirDigits(String text, BigDecimal value) {
        assertThat(SqlParser.parseExpression(text))
                .isInstanceOfSatisfying(
                        Literal.DecimalLiteral.class,
                        literal -> assertThat(literal.value()).isEqualTo(value));
    }

    @ParameterizedTest
    @CsvSource({"1e3, 1000", "1E-3, 0.001", "1.3e+2, 130", ".5e1, 5", "-2e0, -2"})
    void numbersWithAnExponentAreDoubles(String text, double value) {
        assertThat(SqlParser.parseExpression(text))
                .isInstanceOfSatisfying(
                        Literal.DoubleLiteral.class,
                        literal -> assertThat(literal.value()).isEqualTo(value));
    }

    @Test
    void stringsDoubleTheirQuotesAndKnowNoBackslash() {
        assertThat(string("'it''s'")).isEqualTo("it's");
        assertThat(string("''")).isEmpty();
        assertThat(string("'a\\nb'")).isEqualTo("a\\nb");
        assertThat(string("'a\n-- b; /* c'")).isEqualTo("a\n-- b; /* c");
        assertThat(string("'''x'''")).isEqualTo("'x'");
    }

    @Test
    void commentsAreSpace() {
        String script =
                "-- first; line\n--@test: directive\nSHOW /* a ; 'b' **/ STREAMS/***/;/**/ -- last";
        assertThat(SqlParser.parseScript(script))
                .singleElement()
                .satisfies(
                        parsed ->
                                assertThat(parsed.text())
                                        .isEqualTo("SHOW /* a ; 'b' **/ STREAMS/***/;"));
    }

    @Test
    void keywordsComeInAnyCase() {
        assertThat(SqlParser.parseSingle("sHoW strEAMS;"))
                .isEqualTo(SqlParser.parseSingle("SHOW STREAMS;"));
    }

    @Test
    void argumentsThatAreUnitsAreUnits() {
        Expression.FunctionCall call =
                (Expression.FunctionCall) SqlParser.parseExpression("DATEADD(day, `DAYS`, x.days)");
        assertThat(call.arguments().get(0)).isInstanceOf(Expression.TimeUnit.class);
        assertThat(call.arguments().get(1)).isInstanceOf(Expression.ColumnRef.class);
        assertThat(call.arguments().get(2)).isInstanceOf(Expression.ColumnRef.class);
    }

    @Test
    void reservedWordsAreNamesWhenQuoted() {
        assertThat(Keywords.isReserved("select")).isTrue();
        assertThat(Keywords.isReserved("KEY")).isFalse();
        assertThat(Keywords.all()).contains("SELECT", "KEY", "STREAM");
        assertThat(SqlParser.parseExpression("`SELECT`")).isInstanceOf(Expression.ColumnRef.class);
        assertThatThrownBy(() -> SqlParser.parseExpression("SELECT"))
                .isInstanceOf(SqlException.class);
    }

    private static String string(String text) {
        return ((Literal.StringLiteral) SqlParser.parseExpression(text)).value();
    }
}
