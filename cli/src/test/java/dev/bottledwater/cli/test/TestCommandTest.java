// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bottledwater.cli.Run;
import dev.bottledwater.testing.rest.LiveServerStarter;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

class TestCommandTest {
    private static final String CASE =
            """
            {"name": "%s",
             "statements": [
               "CREATE STREAM S (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');",
               "CREATE STREAM O AS SELECT ID, V + 1 AS W FROM S;"],
             "inputs": [{"topic": "s", "key": 1, "value": {"V": 1}}],
             "outputs": [{"topic": "O", "key": 1, "value": {"W": %s}}]}
            """;

    @TempDir Path directory;

    @BeforeEach
    void files() throws IOException {
        cases("first", CASE.formatted("right", 2), CASE.formatted("wrong", 3));
        cases(
                "second",
                CASE.formatted("right", 2),
                "{\"name\": \"off\", \"enabled\": false, \"statements\": []}",
                """
                {"name": "text",
                 "statements": ["CREATE STREAM O AS SELECT * FROM NOWHERE;"],
                 "expectedException": {"message": "ELSEWHERE"}}
                """,
                """
                {"name": "internal",
                 "statements": [
                   "CREATE STREAM S (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');",
                   "CREATE STREAM O AS SELECT ID, V FROM S;"],
                 "inputs": [{"topic": "s", "key": 1, "value": {"V": 1}}],
                 "outputs": [{"topic": "O", "key": 1, "value": {"V": 1}}],
                 "post": {"topics": {"topics": [{"name": "_confluent-ksql-x-repartition",
                   "keyFormat": {"format": "KAFKA"}, "valueFormat": {"format": "JSON"}}]}}}
                """);
    }

    private void cases(String file, String... cases) throws IOException {
        Files.writeString(
                directory.resolve(file + ".json"),
                "{\"tests\": [%s]}".formatted(String.join(",", cases)));
    }

    private Run test(String... options) {
        var arguments = new ArrayList<>(List.of("test", directory.toString()));
        arguments.addAll(List.of(options));
        return Run.of(Map.of(), arguments.toArray(String[]::new));
    }

    @Test
    void everyFailureIsALineAndTheTotalsAreLast() {
        var run = test();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsExactly(
                        "FAIL first - wrong: record 0 of O, value.W: expected key 1, value {\"W\":3} but was key 1, value {W=2}, timestamp 0",
                        "SKIP second - off: the file disables it",
                        "FAIL second - text: message: expected ELSEWHERE but was Exception while preparing statement: NOWHERE does not exist.",
                        "1 skipped: the file disables it",
                        "of 5 cases: 4 run or refused rightly, 3 with the right message, 3 with the right internal names",
                        "3 passed, 2 failed");
    }

    @Test
    void casesThatNeedAServerAreSkipped() throws IOException {
        // Nothing is skipped where a module that starts servers is on the class path.
        assumeThat(ServiceLoader.load(LiveServerStarter.class)).isEmpty();
        cases(
                "rest",
                "{\"name\": \"pull\", \"statements\": [\"SELECT * FROM T;\"], \"responses\": []}",
                "{\"name\": \"bad\", \"statements\": [\"SELECT 1;\"], \"expectedError\": {\"status\": 400}}");
        var run = test("--filter", "^rest -");
        assertThat(run.out())
                .contains("SKIP rest - pull: it asks a server over REST: run")
                .contains("2 skipped: it asks a server over REST: run")
                .endsWith("\n0 passed, 0 failed\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void aRunWithoutFailuresEndsWell() {
        var run = test("--filter", "right");
        assertThat(run.status()).isZero();
        assertThat(run.out()).endsWith("\n2 passed, 0 failed\n");
    }

    @Test
    void patternsPickAndLeaveOutFilesAndCases() {
        assertThat(test("--filter", "^second -").out()).endsWith("\n2 passed, 1 failed\n");
        assertThat(test("--exclude", "^second -").out()).endsWith("\n1 passed, 1 failed\n");
        assertThat(test("--exclude", "wrong|text", "--filter", "^first").out())
                .endsWith("\n1 passed, 0 failed\n");
        assertThat(test("--filter", "^(?!second -)").out()).endsWith("\n1 passed, 1 failed\n");
        var none = test("--filter", "nothing");
        assertThat(none.status()).isEqualTo(66);
        assertThat(none.err()).contains("There are no such cases: nothing was tested.");
    }

    @Test
    void theSummaryHasALinePerFile() {
        var lines = test("--summary").out().lines().map(l -> l.replaceAll(" +", " ")).toList();
        assertThat(lines)
                .contains(
                        "file cases passed failed behaved message internal",
                        "first 2 1 1 1 1 1",
                        "second 3 2 1 3 2 2",
                        "all 5 3 2 4 3 3");
    }

    @Test
    void theReportHoldsEveryCase() throws IOException {
        var file = directory.resolve("report.out");
        test("--report", file.toString());
        assertThat(Files.readString(file))
                .contains(
                        "\"passed\":3,\"failed\":2,\"skipped\":1",
                        "\"tiers\":{\"BEHAVIOUR\":4,\"MESSAGE\":3,\"INTERNAL_NAMES\":3}",
                        "\"name\":\"second - off\",\"passed\":false,\"skipped\":\"the file disables it\"",
                        "\"tier\":\"INTERNAL_NAMES\",\"kind\":\"STATE\",\"what\":\"topic _confluent-ksql-x-repartition\"");
    }

    @Test
    void theSelfCheckSaysHowManyWrongExpectationsWereNoticed() {
        assertThat(test("--self-check", "--filter", "right").out())
                .contains("self-check: 2 of 2 perturbed cases fail");
    }

    @Test
    void thePageHoldsWhatIsNotAsExpected() throws IOException {
        var file = directory.resolve("page.md");
        test("--markdown", file.toString());
        assertThat(Files.readString(file))
                .contains("- 3 passed, 2 failed\n", "### Another record (1)\n\n- `first - wrong`");
    }

    @Test
    void updateWritesGoldenTexts() throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("golden.sql"),
                        "case: none\nCREATE STREAM O AS SELECT * FROM NOWHERE;\n\nerror:\n");
        assertThat(test("--filter", "^golden").out())
                .startsWith("FAIL golden - none: error: expected none but was Exception while");
        assertThat(test("--filter", "^golden", "--update").out())
                .isEqualTo(
                        """
                        UPDATED %s
                        of 1 cases: 1 run or refused rightly, 1 with the right message, 1 with the right internal names
                        1 passed, 0 failed
                        """
                                .formatted(file));
        assertThat(Files.readString(file))
                .contains("error:\nException while preparing statement: NOWHERE does not exist.\n");
        assertThat(test("--filter", "^golden", "--self-check").out())
                .contains("self-check: 1 of 1 perturbed cases fail");
    }

    @Test
    void threeFilesAreOneCase() throws IOException {
        var statements =
                Files.writeString(
                        directory.resolve("s.sql"),
                        """
                        CREATE STREAM S (ID BIGINT KEY, V INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
                        CREATE STREAM O AS SELECT ID, V + 1 AS W FROM S;
                        """);
        var input =
                Files.writeString(
                        directory.resolve("i.txt"),
                        "{\"inputs\": [{\"topic\": \"s\", \"key\": 1, \"value\": {\"V\": 1}, \"timestamp\": 5}]}");
        var output =
                Files.writeString(
                        directory.resolve("o.txt"),
                        "{\"outputs\": [{\"topic\": \"O\", \"key\": 1, \"value\": {\"W\": 2}, \"timestamp\": 5}]}");
        var run = triple(statements, input, output);
        assertThat(run.out()).endsWith("\n1 passed, 0 failed\n");
        assertThat(run.status()).isZero();
        Files.writeString(
                output, "{\"outputs\": [{\"topic\": \"O\", \"key\": 1, \"value\": null}]}");
        assertThat(triple(statements, input, output).out())
                .contains("FAIL s: record 0 of O, value");
        Files.writeString(output, "{\"outputs\": []}");
        assertThat(triple(statements, input, output).err())
                .contains("o.txt must hold an array \"outputs\" with at least one record.");
    }

    private static Run triple(Path statements, Path input, Path output) {
        return Run.of(
                Map.of(),
                "test",
                "-s",
                statements.toString(),
                "-i",
                input.toString(),
                "-o",
                output.toString());
    }

    @Test
    void wrongUsesEndInOneSentence() {
        assertThat(Run.of(Map.of(), "test").status()).isEqualTo(64);
        assertThat(Run.of(Map.of(), "test").err()).startsWith("Give test files or directories");
        var missing = Run.of(Map.of(), "test", directory.resolve("no.json").toString());
        assertThat(missing.status()).isEqualTo(66);
        assertThat(missing.err()).contains("no.json can't be read");
    }
}
