// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bottledwater.sql.parse.SqlParser;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users see of a syntax error; the first ones are what a ksqlDB server answered. */
class SyntaxErrorTest {
    @Test
    void anUnknownStatementIsNamedAndTheNearestOffered() {
        assertThat(rendered("SHOW STREAMS; SELEC 1;"))
                .isEqualTo(
                        """
                        line 1:15: Syntax Error
                        Unknown statement 'SELEC'
                        Did you mean 'SELECT'?
                          |
                        1 | SHOW STREAMS; SELEC 1;
                          |               ^^^^^
                        Code: BW-1002""");
    }

    @Test
    void aMissingSemicolonIsShownBehindTheText() {
        assertThat(rendered("SHOW STREAMS"))
                .isEqualTo(
                        """
                        line 1:13: Syntax Error
                        missing ';' at '<EOF>'
                          |
                        1 | SHOW STREAMS
                          |             ^
                        Hint: The text ends too early; expected here: ';'.
                        Code: BW-1001""");
    }

    @Test
    void aMisplacedParameterListsWhatFits() {
        assertThat(rendered("CREATE STREAM INPUT (K BIGINT (KEY)) WITH (kafka_topic='input');"))
                .isEqualTo(
                        """
                        line 1:32: Syntax Error
                        Expecting {'STRING', INTEGER_VALUE}
                          |
                        1 | CREATE STREAM INPUT (K BIGINT (KEY)) WITH (kafka_topic='input');
                          |                                ^^^
                        Hint: Expected here: 'STRING', a whole number.
                        Code: BW-1001""");
    }

    @Test
    void tabsAndLinesBeforeMoveTheCaret() {
        assertThat(rendered("SELECT *\n\tFROM x\n\tWHERE a == 1;"))
                .isEqualTo(
                        """
                        line 3:11: Syntax Error
                        extraneous input '=' expecting {'CASE', 'CAST', 'FALSE', 'NULL', 'TRUE', …}
                          |
                        3 | \tWHERE a == 1;
                          | \t         ^
                        Hint: Values are compared with a single =.
                        Code: BW-1001""");
    }

    @Test
    void theCaretStandsUnderWhatTerminalsShowTwoColumnsWide() {
        var lines = rendered("SELECT '日本😀e\u0301' AS x,, y FROM z;").split("\n");
        // 日 and 本 take a column more than chars, 😀 as many; the accent takes none
        assertThat(lines[4])
                .isEqualTo("  | " + " ".repeat("SELECT '日本😀e' AS x,".length() + 2) + "^");
    }

    @Test
    void longLinesAreCutAroundThePlace() {
        String text = "SELECT " + "a, ".repeat(200) + "b c d FROM x;";
        String[] lines = rendered(text).split("\n");
        assertThat(lines[3]).startsWith("1 | …").hasSizeLessThan(130);
        assertThat(lines[3].charAt(lines[4].indexOf('^'))).isEqualTo('d');
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
        assertThat(rendered("SHOW \u001b[31mSTREAMS;").split("\n")[3]).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "SHOW STREMS;|Did you mean 'STREAMS'?",
                "SELECT x FORM orders;|Did you mean 'FROM' in place of 'FORM'?",
                "SELECT a, FROM x;|Remove the comma before FROM, or write what follows it.",
                "CREATE STREAM end (a INT);|END is a reserved word; as a name it is written `END`.",
                "SELECT 'abc FROM x;|The string that starts here isn't closed: end it with '. A quote inside it is written ''.",
                "SELECT `abc FROM x;|The name that starts here isn't closed: end it with `.",
                "SHOW /* STREAMS;|The comment that starts here isn't closed: end it with */.",
                "SELECT ${x} FROM y;|A variable is written ${name} and is replaced before the text is parsed.",
                "SELECT * FROM a JOIN b;|Expected here: 'ON', 'WITHIN'.",
                "SELECT a FROM x WHERE a = 1 AND;|Expected here: an expression.",
                "SELECT * FROM a JOIN b WITHIN 5 ON a.x = b.x;|Expected here: a unit of time.",
                "EXPLAIN;|Expected here: a statement, a name.",
                "SELECT a FROM x ORDER BY a;|KSQL has no ORDER BY: the rows of a stream come in the order of their arrival.",
                "SELECT * FROM (SELECT 1 FROM x);|KSQL has no subqueries: make the inner query a stream or table of its own.",
                "CREATE SOURCE STREAM x AS SELECT * FROM y;|Leave out SOURCE, or AS and the query.",
                "CREATE STREAM x (a INT) AS SELECT * FROM y;|Leave out the columns; name them in the SELECT with AS.",
                "CREATE TABLE t (a INT KEY);|Write PRIMARY KEY in place of KEY.",
                "SELECT * FROM x LIMIT 99999999999;|LIMIT takes a whole number from 0 to 2147483647.",
                "SELECT a LIKE b ESCAPE '!!' FROM x;|Write one character after ESCAPE, as in ESCAPE '!'.",
            })
    void hintsSayWhatToDo(String text, String hint) {
        assertThat(error(text).hint()).contains(hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "CREATE STREAM x (``  INT);|1:18",
                "CREATE STREAM x (a FOO(3));|1:24",
                "CREATE STREAM x (a DECIMAL(1));|1:20",
                "CREATE STREAM x WITH (a=1, A=2);|1:28",
                "CREATE STREAM x WITH (' '=1);|1:23",
                "SELECT 1 FROM x WINDOW TUMBLING (SIZE 99999999999999999999 DAYS);|1:39",
                "SELECT 1 FROM x WINDOW TUMBLING (SIZE 9999999999999999 DAYS);|1:39",
            })
    void whatTheGrammarLetsThroughIsRefusedWithItsPlace(String text, String place) {
        SqlException error = error(text);
        assertThat(error.span())
                .hasValueSatisfying(
                        span -> assertThat(span.line() + ":" + span.column()).isEqualTo(place));
    }

    @Test
    void textForLogsQuotesNoStrings() {
        SqlException error = error("SET 'password' 'hunter2';");
        assertThat(error.logMessage()).isEqualTo("line 1:16: Syntax error at line 1:16");
        assertThat(error("ASSERT VALUES;").logMessage())
                .isEqualTo("line 1:8: Syntax error at or near 'VALUES' at line 1:8");
    }

    private static String rendered(String text) {
        return ErrorRenderer.render(error(text), text);
    }

    private static SqlException error(String text) {
        return catchThrowableOfType(SqlException.class, () -> SqlParser.parseScript(text));
    }
}
