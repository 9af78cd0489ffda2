// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

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

class GoldenFileTest {
    private static final String FILE =
            """
            -- What the file is about.

            setup:
            CREATE STREAM s (id INT KEY, v INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');

            case: in turn
            CREATE STREAM o AS SELECT id, v + 1 AS w FROM s;

            in: s
            {"key": 1, "value": {"V": 1}, "timestamp": 5}

            out: O
            {"key": 1, "value": {"W": 2}}

            -- A bad record goes to the log.
            in: s
            {"key": 2, "valueText": "{", "timestamp": 6}
            {"key": 3, "value": {"V": 3}, "timestamp": 7}

            log:
            %s

            out: O
            {"key": 3, "value": {"W": 4}, "timestamp": 7}

            case: refused
            CREATE STREAM o AS
              SELECT x FROM s;

            error:
            %s
            """;
    private static final String LOG =
            "DESERIALIZATION_ERROR CSAS_O_0/KsqlTopic s[0]@1: Failed to deserialize value from topic: s. unexpected end of the JSON";
    private static final String ERROR =
            """
            Could not determine output schema for query due to error: Line: 2, Col: 10: SELECT column 'X' cannot be resolved.
              |
            2 |   SELECT x FROM s;
              |          ^
            Hint: Did you mean 'V'?
            Code: BW-1102""";

    @TempDir Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("f.sql"), text);
    }

    private List<CaseResult> run(String text) throws IOException {
        return SuiteRun.run(
                Selection.ALL.cases(List.of(file(text))), BuiltInFunctions.registry(), _ -> {});
    }

    private String update(String text) throws IOException {
        return GoldenUpdate.of(GoldenFile.read(file(text)), _ -> true, BuiltInFunctions.registry());
    }

    @Test
    void updateWritesWhatComesOutAndThenAllPass() throws IOException {
        var written = update(FILE.formatted("", ""));
        assertThat(written).contains("s[0]@1: ").contains(ERROR);
        assertThat(run(written)).allMatch(CaseResult::passed);
        assertThat(update(written)).isEqualTo(written);
    }

    @Test
    void updateKeepsLinesThatAreRight() throws IOException {
        var written = update(FILE.formatted("", "").replace("\"W\": 4", "\"W\": 5"));
        assertThat(written)
                .contains("out: O\n{\"key\": 1, \"value\": {\"W\": 2}}\n")
                .contains("out: O\n{\"key\": 3, \"value\": {\"W\": 4}, \"timestamp\": 7}\n")
                .contains("-- A bad record goes to the log.\nin: s\n");
    }

    @Test
    void everyGoldenBlockIsCompared() throws IOException {
        var right = update(FILE.formatted("", ""));
        assertThat(line(right.replace("\"W\": 2", "\"W\": 2.0"))).contains("record 0 of O");
        assertThat(line(right.replace("\"timestamp\": 7}\n\ncase", "\"timestamp\": 8}\n\ncase")))
                .contains("record 0 of O");
        assertThat(line(right.replace("{\"key\": 1, \"value\": {\"W\": 2}}\n", "")))
                .contains("number of records of O: expected 0 but was 1, with {\"key\": 1");
        assertThat(line(right.replace("s[0]@1", "s[0]@2"))).contains("processing log");
        assertThat(line(right.replace("Did you mean 'V'", "Did you mean 'W'")))
                .contains("error: expected");
        assertThat(line(right.replace("SELECT x FROM", "SELECT id, v FROM")))
                .contains("it ran: expected");
    }

    @Test
    void whatNoBlockSpeaksOfIsAFailure() throws IOException {
        var withoutLog = FILE.replaceFirst("log:\n%s\n", "").formatted(ERROR);
        assertThat(line(withoutLog)).contains("processing log at the end: expected none but was");
        var withoutError = FILE.replaceFirst("error:\n%s\n", "out: O\n").formatted(LOG);
        assertThat(
                        run(withoutError).stream()
                                .map(SuiteReport::line)
                                .filter(l -> l.contains("refused")))
                .singleElement()
                .asString()
                .contains("failed: expected no failure but was Could not determine");
    }

    @Test
    void everyPerturbedCaseFails() throws IOException {
        var cases = GoldenFile.read(file(update(FILE.formatted("", "")))).cases();
        var perturbed = cases.stream().flatMap((TestCase c) -> c.perturbed().stream()).toList();
        assertThat(SuiteRun.run(perturbed, BuiltInFunctions.registry(), _ -> {}))
                .hasSize(2)
                .noneMatch(CaseResult::passed);
    }

    @Test
    void plansAreText() throws IOException {
        var text =
                """
                case: plans
                CREATE STREAM s (id INT KEY, v INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
                CREATE STREAM o AS SELECT id, v + 1 AS w FROM s;

                plan:

                plan: logical

                case: of a select
                CREATE STREAM s (id INT KEY, v INT) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');
                SELECT v FROM s WHERE v > 1 + 1 EMIT CHANGES;

                plan: logical
                """;
        var written = update(text);
        assertThat(written)
                .contains(
                        "plan:\n> [ SINK ] | Schema: ID INTEGER KEY, W INTEGER | Logger: CSAS_O_0.O\n",
                        "plan: logical\nOutput [",
                        "Filter (V#1 > ");
        assertThat(run(written)).allMatch(CaseResult::passed);
    }

    @Test
    void wrongFilesAreRefusedWithTheLine() {
        assertRefused("SELECT 1;\ncase: x\n", "line 1: the first line that is no comment");
        assertRefused("case: x\nSELECT 1;\n\nout:\n", "line 4: a name must stand behind");
        assertRefused("case:\nSELECT 1;\n", "line 1: a case needs a name");
        assertRefused("case: x\nSELECT 1;\n", "line 2: the case \"x\" expects nothing");
        assertRefused(
                "case: x\n\nerror:\n\ncase: x\n\nerror:\n", "a second case has the name \"x\"");
        assertRefused("out: O\n\ncase: x\n\nerror:\n", "what is to come out belongs into a case");
        assertRefused("case: x\n\nsetup:\n\nerror:\n", "the setup must stand before");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> GoldenFile.read(file(text)))
                .isInstanceOf(UnreadableCasesException.class)
                .hasMessageContaining("f.sql, ")
                .hasMessageContaining(message);
    }

    private String line(String text) throws IOException {
        return run(text).stream()
                .map(SuiteReport::line)
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse("");
    }
}
