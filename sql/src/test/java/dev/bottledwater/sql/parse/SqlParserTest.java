// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.sql.ast.DataStatement;
import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Query;
import dev.bottledwater.sql.ast.SelectItem;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class SqlParserTest {
    @Test
    void placesAreThoseOfTheWholeScript() {
        String script = "SHOW STREAMS;\n  -- next\n  SELECT a,\n b + 1 FROM s;";
        List<ParsedStatement> statements = SqlParser.parseScript(script);
        ParsedStatement second = statements.get(1);
        assertThat(second.text()).isEqualTo("SELECT a,\n b + 1 FROM s;");
        assertThat(second.span()).isEqualTo(new SourceSpan(3, 3, 26, 50));
        Query query = ((DataStatement.Select) second.statement()).query();
        SourceSpan sum = query.select().get(1).span();
        assertThat(sum).isEqualTo(new SourceSpan(4, 2, 37, 42));
        assertThat(script.substring(sum.start(), sum.end())).isEqualTo("b + 1");
        assertThat(script.substring(query.from().span().start(), query.from().span().end()))
                .isEqualTo("s");
    }

    @Test
    void placesCountUtf16UnitsBesideCharactersOfTwo() {
        String script = "SELECT '\uD83D\uDE00\uD83D\uDE00', b FROM s;\nSHOW TABLES;";
        List<ParsedStatement> statements = SqlParser.parseScript(script);
        Query query = ((DataStatement.Select) statements.get(0).statement()).query();
        SourceSpan column = ((SelectItem.Single) query.select().get(1)).expression().span();
        assertThat(script.substring(column.start(), column.end())).isEqualTo("b");
        assertThat(column.column()).isEqualTo(script.indexOf(", b") + 3);
        assertThat(statements.get(1).span().column()).isEqualTo(1);
        assertThat(statements.get(1).text()).isEqualTo("SHOW TABLES;");
    }

    @Test
    void exactlyOneStatementIsASingleOne() {
        assertThatThrownBy(() -> SqlParser.parseSingle("SHOW STREAMS; SHOW TABLES;"))
                .hasMessage("Expected exactly one KSQL statement; found 2 instead");
        assertThatThrownBy(() -> SqlParser.parseSingle(" -- nothing"))
                .hasMessage("Expected exactly one KSQL statement; found 0 instead");
    }

    @Test
    void scriptsAreCutAtSemicolonsThatEndStatements() {
        List<StatementText> pieces =
                SqlParser.split("DEFINE x=';';\n-- a;b\nSELECT ${x} `;` /*;*/ ;\nSHOW 'open; ");
        assertThat(pieces)
                .extracting(StatementText::text)
                .containsExactly("DEFINE x=';';", "SELECT ${x} `;` /*;*/ ;", "SHOW 'open; ");
        assertThat(pieces).extracting(StatementText::complete).containsExactly(true, true, false);
        assertThat(pieces.get(1).span().line()).isEqualTo(3);
        assertThat(SqlParser.split(" -- nothing")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "f(", "ARRAY[", "NOT ", "- ", "CASE WHEN ", "a[", "CAST(", "EXPLAIN "})
    void deepNestingIsRefusedWithAPlace(String piece) {
        String text =
                piece.startsWith("EXPLAIN")
                        ? piece.repeat(50_000)
                        : "SELECT " + piece.repeat(50_000);
        assertThatThrownBy(() -> SqlParser.parseScript(text))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.NESTED_TOO_DEEPLY);
                            assertThat(e.span()).isPresent();
                        });
    }

    @Test
    void deepTypesAreRefused() {
        assertThatThrownBy(() -> SqlParser.parseType("ARRAY<".repeat(50_000)))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NESTED_TOO_DEEPLY));
    }

    @Test
    void endlessChainsOfOperatorsAreRefused() {
        String chain = "a" + " OR a".repeat(100_000);
        assertThatThrownBy(() -> SqlParser.parseExpression(chain))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NESTED_TOO_DEEPLY));
    }

    @Test
    void whatPeopleWriteIsNotTooDeep() {
        assertThat(SqlParser.parseExpression("(".repeat(60) + "a" + ")".repeat(60)))
                .isInstanceOf(Expression.ColumnRef.class);
        assertThat(SqlParser.parseExpression("a" + " OR a".repeat(1_500)))
                .isInstanceOf(Expression.Logical.class);
        String list =
                IntStream.range(0, 20_000)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
        assertThat(((Expression.InList) SqlParser.parseExpression("a IN (" + list + ")")).values())
                .hasSize(20_000);
    }

    @Test
    void longTextsAreRefused() {
        assertThatThrownBy(() -> SqlParser.parseScript(" ".repeat(1 << 20) + "SHOW STREAMS;"))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TEXT_TOO_LONG));
    }

    @Test
    void severalThreadsMayParseAtOnce() throws Exception {
        String text =
                "CREATE STREAM x AS SELECT a, f(b, (y) => y + 1) FROM s WHERE a = 1 AND b IN (1, 2) EMIT CHANGES;";
        List<ParsedStatement> alone = SqlParser.parseScript(text);
        try (var executor = Executors.newFixedThreadPool(4)) {
            List<Future<List<ParsedStatement>>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                results.add(executor.submit(() -> SqlParser.parseScript(text)));
            }
            for (Future<List<ParsedStatement>> result : results) {
                assertThat(result.get()).isEqualTo(alone);
            }
        }
    }
}
