// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is written for platforms names variables that are read. */
class DeployFilesTest {
    private static final Pattern NAME =
            Pattern.compile("\\b(BW_[A-Z_]+|KAFKA_[A-Z_]+|DATABASE_URL|PORT)\\b");

    /** Two apps made by the button on one Kafka would be one otherwise. */
    @Test
    void buttonAsksForTheClustersName() throws IOException {
        String json = Files.readString(Path.of("..", "app.json"));
        assertThat(json.replaceAll("\\s+", " "))
                .containsPattern(
                        "\"BW_CLUSTER\": \\{ \"description\": \"[^\"]+\", \"required\": true }");
    }

    @Test
    void dynosFindWhatTheirWebProcessRunsOnThePath() throws IOException {
        String web = Files.readString(Path.of("..", "Procfile")).strip();
        String program = web.replaceFirst("^web: (\\S+) serve$", "$1");
        assertThat(program).endsWith("/bottled-water");
        assertThat(Files.readString(Path.of("..", ".profile.d", "bottled-water.sh")))
                .contains(
                        "export PATH=\"$HOME/"
                                + program.substring(0, program.lastIndexOf('/'))
                                + ":$PATH\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.json",
                "Dockerfile",
                "deploy/render.yaml",
                "deploy/fly.toml",
                "deploy/kubernetes.yaml",
                "docs/deploy.md"
            })
    void namesVariablesThatAreRead(String file) throws IOException {
        List<String> named =
                NAME.matcher(Files.readString(Path.of("..", file)))
                        .results()
                        .map((MatchResult name) -> name.group(1))
                        .distinct()
                        .toList();
        assertThat(named)
                .isNotEmpty()
                .isSubsetOf(Arrays.stream(Variable.values()).map(Variable::name).toList());
    }
}
