// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.format.SqlFormatter;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The canonical text puts every operation in parentheses, so it shows how a text was understood.
 */
class PrecedenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "a + b * c~(A + (B * C))",
                "a * b + c~((A * B) + C)",
                "a - b - c~((A - B) - C)",
                "a / b % c~((A / B) % C)",
                "a || b + c~((A || B) + C)",
                "-a * b~(-A * B)",
                "- a[1]->b~-A[1]->B",
                "(-a)[1]~(-A)[1]",
                "-(5)~-(5)",
                "- -1~-(-1)",
                "a - -1~(A - -1)",
                "a = b OR c = d AND NOT e = f~((A = B) OR ((C = D) AND (NOT (E = F))))",
                "NOT a AND b~((NOT A) AND B)",
                "a OR b OR c~((A OR B) OR C)",
                "a + 1 BETWEEN b AND c + 1 AND d~(((A + 1) BETWEEN B AND (C + 1)) AND D)",
                "a NOT LIKE b || c ESCAPE '!' OR d~((A NOT LIKE (B || C) ESCAPE '!') OR D)",
                "a NOT IN (1, 2) AND b IS NOT NULL~((A NOT IN (1, 2)) AND (B IS NOT NULL))",
                "a IS DISTINCT FROM b + 1~(A IS DISTINCT FROM (B + 1))",
                "a IS NOT DISTINCT FROM null~(A IS NOT DISTINCT FROM null)",
                "a != b~(A <> B)",
                "s->a->b[1]['k']->c~S->A->B[1]['k']->C",
                "t.s->a~T.S->A",
                "CASE WHEN a THEN 1 ELSE 2 END + 1~((CASE WHEN A THEN 1 ELSE 2 END) + 1)",
                "CASE a WHEN 1 THEN 'x' END~(CASE A WHEN 1 THEN 'x' END)",
                "CASE a WHEN 1 THEN 'x' ELSE b END~(CASE A WHEN 1 THEN 'x' ELSE B END)",
                "REDUCE(m, 0, (s, k, v) => s + v * 2)~REDUCE(M, 0, (S, K, V) => (S + (V * 2)))",
                "TRANSFORM(a, x => x = 1 AND b)~TRANSFORM(A, X => ((X = 1) AND B))",
                "MAP('a' := 1, 'b' := x + 1)~MAP('a':=1, 'b':=(X + 1))",
                "STRUCT(a := 1, `b` := ARRAY[1, 2])~STRUCT(A:=1, `b`:=ARRAY[1, 2])",
                "ARRAY[]~ARRAY[]",
                "`ARRAY`[1]~`ARRAY`[1]",
                "`MAP`(a)~`MAP`(A)",
                "COUNT(*) + COUNT()~(COUNT(*) + COUNT())",
                "CAST(a AS map<varchar, array<struct<x int, `y` decimal(4,2)>>>)"
                        + "~CAST(A AS MAP<STRING, ARRAY<STRUCT<X INTEGER, `y` DECIMAL(4, 2)>>>)",
                "1e10 + 1.50 + 1.~((1.0E10 + 1.50) + 1.)",
                "1e3~1000.0E0",
                "TRUE OR false~(true OR false)",
            })
    void operatorsBindAsTheLanguageSays(String text, String canonical) {
        assertThat(SqlFormatter.format(SqlParser.parseExpression(text))).isEqualTo(canonical);
        assertThat(SqlFormatter.format(SqlParser.parseExpression(canonical))).isEqualTo(canonical);
    }
}
