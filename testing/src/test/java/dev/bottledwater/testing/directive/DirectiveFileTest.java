// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.testing.Selection;
import dev.bottledwater.testing.SuiteReport;
import dev.bottledwater.testing.SuiteRun;
import dev.bottledwater.testing.conformance.UnreadableCasesException;
import dev.bottledwater.testing.verdict.CaseResult;
import dev.bottledwater.testing.verdict.TestCase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class DirectiveFileTest {
    private static final String SETUP =
            """
            --@test: joined
            CREATE STREAM s (id INT KEY, foo INT) WITH (kafka_topic='s', value_format='JSON');
            CREATE TABLE t (id INT PRIMARY KEY, bar INT) WITH (kafka_topic='t', value_format='JSON');
            CREATE STREAM j AS SELECT s.id, s.foo, t.bar FROM s JOIN t ON s.id = t.id;
            INSERT INTO t (rowtime, id, bar) VALUES (1, 1, 10);
            INSERT INTO s (rowtime, id, foo) VALUES (1, 1, 2);
            """;

    @TempDir Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("f.sql"), text);
    }

    private List<CaseResult> run(String text) throws IOException {
        return SuiteRun.run(
                Selection.ALL.cases(List.of(file(text))), BuiltInFunctions.registry(), _ -> {});
    }

    private String line(String statements) throws IOException {
        return SuiteReport.line(run(SETUP + statements).getFirst());
    }

    @Test
    void recordsAreAssertedInTurn() throws IOException {
        assertThat(
                        line(
                                """
                                ASSERT VALUES j (rowtime, s_id, foo, bar) VALUES (1, 1, 2, 10);
                                INSERT INTO t (rowtime, id, bar) VALUES (2, 1, 11);
                                INSERT INTO s (rowtime, id, foo) VALUES (3, 1, 3);
                                ASSERT VALUES j (s_id, bar) VALUES (1, 11);
                                ASSERT VALUES t VALUES (1, 10);
                                ASSERT VALUES t (bar) VALUES (10 + 1);
                                """))
                .isEmpty();
    }

    @Test
    void whatDiffersIsNamedWithItsLine() throws IOException {
        assertThat(line("ASSERT VALUES j (s_id, bar) VALUES (1, 11);"))
                .isEqualTo(
                        "FAIL f - joined: line 7: record 0 of J, `BAR`: expected S_ID=1, BAR=11 but was S_ID=1, BAR=10");
        assertThat(line("ASSERT VALUES j (rowtime) VALUES (2);")).contains("`ROWTIME`");
        assertThat(line("ASSERT VALUES j VALUES (1, 2, 10);\n".repeat(2)))
                .contains("line 8: record 1 of J: expected", "none: there are no more");
        assertThat(line("ASSERT NULL VALUES j KEY (1);"))
                .contains("expected a tombstone, S_ID=1 but was a row");
        assertThat(line("ASSERT VALUES j (nope) VALUES (1);"))
                .contains("line 7 failed", "Column name `NOPE` does not exist in J.");
        assertThat(line("ASSERT VALUES nope VALUES (1);")).contains("NOPE does not exist.");
    }

    @Test
    void onlyTheFunctionsOfAServerAreThere() throws IOException {
        assertThat(line("CREATE STREAM u AS SELECT id, TEST_UDF(foo) AS f FROM s;"))
                .contains("Can't find any functions with the name 'TEST_UDF'");
    }

    @Test
    void tombstonesAreAssertedByKey() throws IOException {
        var text =
                """
                --@test: tombstones
                CREATE TABLE t (id INT PRIMARY KEY, bar INT) WITH (kafka_topic='t', value_format='JSON');
                CREATE TABLE large AS SELECT * FROM t WHERE bar > 10;
                INSERT INTO t (id, bar) VALUES (1, 20);
                INSERT INTO t (id, bar) VALUES (1, 2);
                ASSERT VALUES large VALUES (1, 20);
                ASSERT NULL VALUES large (id) KEY (1);
                """;
        assertThat(SuiteReport.line(run(text).getFirst())).isEmpty();
        assertThat(SuiteReport.line(run(text.replace("KEY (1)", "KEY (2)")).getFirst()))
                .contains("line 7: record 1 of LARGE, `ID`");
        assertThat(
                        SuiteReport.line(
                                run(text.replace(
                                                "NULL VALUES large (id) KEY (1)",
                                                "VALUES large VALUES (1, 2)"))
                                        .getFirst()))
                .contains("but was a tombstone, ID=1");
    }

    @Test
    void windowsAreColumns() throws IOException {
        var text =
                """
                --@test: windows
                CREATE STREAM s (id INT KEY) WITH (kafka_topic='s', value_format='JSON');
                CREATE TABLE c AS SELECT id, COUNT(*) AS n FROM s WINDOW TUMBLING (SIZE 1 SECOND) GROUP BY id;
                INSERT INTO s (rowtime, id) VALUES (1500, 1);
                ASSERT VALUES c (id, windowstart, windowend, n) VALUES (1, 1000, 2000, 1);
                """;
        assertThat(SuiteReport.line(run(text).getFirst())).isEmpty();
        assertThat(SuiteReport.line(run(text.replace("1000, 2000", "0, 1000")).getFirst()))
                .contains("`WINDOWSTART`");
    }

    @Test
    void sourcesTopicsAndSchemasAreAsserted() throws IOException {
        assertThat(
                        line(
                                """
                                ASSERT STREAM j (s_id INT KEY, foo INT, bar INT) WITH (kafka_topic='J', value_format='json');
                                ASSERT TABLE t;
                                ASSERT TOPIC s WITH (partitions=4);
                                ASSERT NOT EXISTS TOPIC nowhere;
                                ASSERT NOT EXISTS SCHEMA SUBJECT 'j-value';
                                """))
                .isEmpty();
        assertThat(line("ASSERT STREAM j (s_id INT KEY, foo INT);"))
                .contains("line 7: columns of J: expected");
        assertThat(line("ASSERT TABLE j;")).contains("J: expected TABLE but was STREAM");
        assertThat(line("ASSERT STREAM k;")).contains("K: expected STREAM but was none");
        assertThat(line("ASSERT STREAM j WITH (kafka_topic='k');"))
                .contains("KAFKA_TOPIC of J: expected k but was J");
        assertThat(line("ASSERT TOPIC s WITH (partitions=3);"))
                .contains("PARTITIONS of topic s: expected 3 but was 4");
        assertThat(line("ASSERT SCHEMA SUBJECT 'j-value';"))
                .contains("schema of j-value: expected to exist but was not to exist");
    }

    @Test
    void expectedFailuresAreOfTheLastStatement() throws IOException {
        var text =
                """
                --@test: refused
                --@expected.error: io.confluent.ksql.util.KsqlException
                --@expected.message: NOWHERE does not exist
                CREATE STREAM o AS SELECT * FROM nowhere;
                """;
        assertThat(SuiteReport.line(run(text).getFirst())).isEmpty();
        assertThat(SuiteReport.line(run(text.replace("NOWHERE", "ELSEWHERE")).getFirst()))
                .contains("message: expected ELSEWHERE does not exist but was");
        assertThat(SuiteReport.line(run(text + "DROP STREAM o;\n").getFirst()))
                .contains("line 4 failed: expected only the last statement to fail but was");
        assertThat(
                        SuiteReport.line(
                                run(text.replace(
                                                "CREATE STREAM o AS SELECT * FROM nowhere",
                                                "SET 'a'='b'"))
                                        .getFirst()))
                .contains("it ran: expected a failure: NOWHERE does not exist but was none");
    }

    /** The second test of the page that documents the format. */
    @Test
    void aReplacedStreamThatLosesAColumnFails() throws IOException {
        assertThat(
                        SuiteReport.line(
                                run("""
                                    ------------------------------------------------------
                                    --@test: losing a column
                                    --@expected.error: io.confluent.ksql.util.KsqlException
                                    --@expected.message: (The following columns are changed, missing or reordered: [`COL2` INTEGER])
                                    ------------------------------------------------------
                                    SET 'ksql.create.or.replace.enabled' = 'true';
                                    CREATE STREAM a (id INT KEY, col1 INT, col2 INT) WITH (kafka_topic='a', value_format='JSON');
                                    CREATE STREAM b AS SELECT id, col1, col2 FROM a;
                                    INSERT INTO a (id, col1) VALUES (3, 5);
                                    ASSERT VALUES b (id, col1) VALUES (3, 5);
                                    CREATE OR REPLACE STREAM b AS SELECT id, col1 FROM a;
                                    """)
                                        .getFirst()))
                .isEmpty();
    }

    @Test
    void scriptsAreLookedForBesideTheFile() throws IOException {
        Files.writeString(
                directory.resolve("create.sql"),
                "CREATE STREAM s (id INT KEY, v INT) WITH (kafka_topic='s', value_format='JSON');");
        assertThat(
                        SuiteReport.line(
                                run("""
                                    --@test: script
                                    RUN SCRIPT 'create.sql';
                                    INSERT INTO s (id, v) VALUES (1, 2);
                                    ASSERT VALUES s VALUES (1, 2);
                                    """)
                                        .getFirst()))
                .isEmpty();
        assertThat(SuiteReport.line(run("--@test: script\nRUN SCRIPT 'nope.sql';\n").getFirst()))
                .contains("line 2 failed", "Failed to read file: nope.sql");
        // a script is no test, so directories of tests may hold it
        assertThat(Selection.ALL.cases(List.of(directory))).hasSize(1);
    }

    @Test
    void everyTestStartsAnew() throws IOException {
        assertThat(run(SETUP + SETUP.replace("joined", "again"))).allMatch(CaseResult::passed);
    }

    @Test
    void everyPerturbedTestFails() throws IOException {
        var cases =
                DirectiveFile.read(
                        file(
                                SETUP
                                        + "ASSERT VALUES j VALUES (1, 2, 10);\n"
                                        + SETUP.replace("joined", "source")
                                        + "ASSERT STREAM j (s_id INT KEY, foo INT, bar INT);\n"
                                        + "--@test: text\n--@expected.message: does not exist\nDROP STREAM x;\n"));
        var perturbed = cases.stream().flatMap((TestCase c) -> c.perturbed().stream()).toList();
        assertThat(SuiteRun.run(cases, BuiltInFunctions.registry(), _ -> {}))
                .allMatch(CaseResult::passed);
        assertThat(SuiteRun.run(perturbed, BuiltInFunctions.registry(), _ -> {}))
                .hasSize(3)
                .noneMatch(CaseResult::passed);
    }

    @Test
    void wrongFilesAreRefusedWithTheLine() {
        assertRefused("SET 'a'='b';\n--@test: x\n", "line 1: statements must stand behind");
        assertRefused(
                "--@test: x\n--@expected.eror: y\n", "line 2: unknown directive --@expected.eror");
        assertRefused("--@test:\n", "line 1: a test needs a name");
        assertRefused("--@test: x\n--@test: x\n", "line 2: a second test has the name \"x\"");
        assertRefused("-- nothing\n", "there is no line --@test: NAME");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> Selection.ALL.cases(List.of(file(text))))
                .isInstanceOf(UnreadableCasesException.class)
                .hasMessageContaining("f.sql, ")
                .hasMessageContaining(message);
    }
}
