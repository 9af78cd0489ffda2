// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.testing.verdict.TestCase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class RestCasesTest {
    private static final String FILE =
            """
            {"tests": [
              // one in two formats
              {"name": "a", "format": ["JSON", "AVRO"],
               "statements": ["CREATE STREAM I (K INT KEY) WITH (kafka_topic='test_topic', value_format='{FORMAT}');",
                              "SELECT * FROM I;"],
               "responses": [{"admin": {"@type": "currentStatus"}}]},
              {"name": "b", "statements": ["INSERT INTO I VALUES (1);"],
               "outputs": [{"topic": "test_topic", "value": 1}]},
              {"name": "c", "enabled": false, "statements": []}
            ]}
            """;

    @TempDir private Path directory;

    @Test
    void aNodeIsACasePerFormat() throws IOException {
        var cases = RestCases.read(file(FILE), SharedServer.none());

        assertThat(cases)
                .extracting(TestCase::name)
                .containsExactly("rest - a - JSON", "rest - a - AVRO", "rest - b", "rest - c");
        assertThat(cases.get(1).data().adminStatements())
                .containsExactly(
                        "CREATE STREAM I (K INT KEY) WITH (kafka_topic='test_topic', value_format='AVRO');");
        assertThat(cases.get(1).data().queries()).containsExactly("SELECT * FROM I;");
    }

    @Test
    void withoutAServerCasesAreSkippedAndSayHowToHaveOne() throws IOException {
        var cases = RestCases.read(file(FILE), SharedServer.none());

        assertThat(cases.getFirst().skipReason()).get().asString().contains("clone");
        assertThat(cases.getLast().skipReason()).get().asString().contains("disables");
    }

    @Test
    void everyRunHasATopicOfItsOwn() throws IOException {
        var renamed = RestCases.read(file(FILE), SharedServer.none()).get(2).data().withTopic("x1");

        assertThat(renamed.outputs().getFirst().topic()).isEqualTo("test_topic_x1");
    }

    @Test
    void aPerturbedCaseExpectsSomethingElse() throws IOException {
        var cases = RestCases.read(file(FILE), SharedServer.none());

        assertThat(cases.getFirst().perturbed()).get().asString().contains("currentStatus~");
    }

    @Test
    void otherFilesAreNone() throws IOException {
        assertThat(
                        RestCases.read(
                                file("{\"tests\": [{\"name\": \"a\", \"statements\": []}]}"),
                                SharedServer.none()))
                .isEmpty();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("rest.json"), text);
    }
}
