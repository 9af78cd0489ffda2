// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.testing.conformance.UnreadableCasesException;
import dev.bottledwater.testing.verdict.CaseResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class SuiteRunTest {
    private static final String STATEMENTS =
            """
            "statements": [
              "CREATE STREAM S (ID BIGINT KEY, V DOUBLE) WITH (KAFKA_TOPIC='s', VALUE_FORMAT='JSON');",
              "CREATE STREAM O AS SELECT ID, V * 2 AS W FROM S WHERE V > 0;"
            ],
            "inputs": [
              {"topic": "s", "key": 1, "value": {"V": 1.5}, "timestamp": 7},
              {"topic": "s", "key": 2, "value": {"V": -1.0}}
            ],
            """;

    @TempDir Path directory;

    @Test
    void passesWhatIsAsExpected() throws IOException {
        var result =
                run(
                        STATEMENTS
                                + """
                                "outputs": [{"topic": "O", "key": 1, "value": {"W": 3.0}, "timestamp": 7}],
                                "post": {"sources": [{"name": "O", "type": "stream", "schema": "ID BIGINT KEY, W DOUBLE"}]}
                                """);
        assertThat(result.mismatches()).isEmpty();
        assertThat(result.passed()).isTrue();
    }

    @Test
    void seesAnotherValueScaleTimestampNumberOfRecordsAndSchema() throws IOException {
        assertThat(
                        failure(
                                "\"outputs\": [{\"topic\": \"O\", \"key\": 1, \"value\": {\"W\": 3.00}}]"))
                .contains("record 0 of O, value.W");
        assertThat(
                        failure(
                                "\"outputs\": [{\"topic\": \"O\", \"key\": 2, \"value\": {\"W\": 3.0}}]"))
                .contains("record 0 of O, key");
        assertThat(
                        failure(
                                "\"outputs\": [{\"topic\": \"O\", \"key\": 1, \"value\": {\"W\": 3.0}, \"timestamp\": 8}]"))
                .contains("timestamp");
        assertThat(failure("\"outputs\": [{\"topic\": \"O\", \"key\": 1, \"value\": null}]"))
                .contains("value");
        assertThat(
                        failure(
                                "\"outputs\": [{\"topic\": \"O\", \"key\": 1, \"value\": {\"W\": 3.0}}, {\"topic\": \"O\", \"key\": 1, \"value\": null}]"))
                .contains("number of records of O: expected 2 but was 1");
        assertThat(
                        failure(
                                "\"outputs\": [], \"post\": {\"sources\": [{\"name\": \"O\", \"type\": \"stream\", \"schema\": \"ID BIGINT KEY, W INT\"}]}"))
                .contains("source O, schema");
        assertThat(failure("\"expectedException\": {\"message\": \"no\"}"))
                .contains("it ran: expected a refusal: no");
    }

    @Test
    void wantsTheTextOfARefusal() throws IOException {
        var wrong =
                "\"statements\": [\"CREATE STREAM O AS SELECT * FROM NOWHERE;\"], \"expectedException\": {\"type\": \"x.KsqlException\", \"message\": \"%s\"}";
        assertThat(run(wrong.formatted("NOWHERE")).passed()).isTrue();
        var other = run(wrong.formatted("ELSEWHERE"));
        assertThat(other.passed()).isFalse();
        assertThat(SuiteReport.line(other)).contains("message: expected ELSEWHERE");
    }

    @Test
    void namesFilesWithoutCases() throws IOException {
        var text = Files.writeString(directory.resolve("x.json"), "{}");
        assertThatThrownBy(() -> Selection.ALL.cases(List.of(text)))
                .isInstanceOf(UnreadableCasesException.class)
                .hasMessageContaining("x.json has no array \"tests\"");
        var other = Files.writeString(directory.resolve("x.txt"), "");
        assertThatThrownBy(() -> Selection.ALL.cases(List.of(other)))
                .hasMessageContaining("x.txt is no test file");
    }

    private String failure(String expectation) throws IOException {
        return SuiteReport.line(run(STATEMENTS + expectation));
    }

    private CaseResult run(String members) throws IOException {
        var file =
                Files.writeString(
                        directory.resolve("f.json"),
                        "{\"tests\": [{\"name\": \"n\", %s}]} // end".formatted(members));
        return SuiteRun.run(
                        Selection.ALL.cases(List.of(file)), BuiltInFunctions.registry(), _ -> {})
                .getFirst();
    }
}
