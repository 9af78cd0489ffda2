// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class PluginsFileTest {
    private static final String SHA = "sha256:" + "0123456789abcdef".repeat(4);

    @Test
    void readsAPluginALine() {
        List<PluginLine> plugins =
                PluginsFile.parse(
                        List.of(
                                "# what we run",
                                "",
                                "  io.debezium:debezium-connector-mysql:3.6.1.Final "
                                        + SHA
                                        + "  # orders",
                                "org.example:jdbc-sink:jar:all:1.0 + org.postgresql:postgresql:42.7.7"));
        assertThat(plugins)
                .containsExactly(
                        new PluginLine(
                                3,
                                List.of(
                                        new Coordinates(
                                                "io.debezium",
                                                "debezium-connector-mysql",
                                                "",
                                                "3.6.1.Final")),
                                SHA),
                        new PluginLine(
                                4,
                                List.of(
                                        new Coordinates("org.example", "jdbc-sink", "all", "1.0"),
                                        new Coordinates(
                                                "org.postgresql", "postgresql", "", "42.7.7")),
                                ""));
        assertThat(plugins.get(1).name()).isEqualTo("jdbc-sink");
        assertThat(plugins.get(1).plugin()).hasToString("org.example:jdbc-sink:jar:all:1.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    debezium-connector-mysql                | line 1: "debezium-connector-mysql" isn't Maven coordinates
                    a:b:1 c:d:2                             | line 1: "c:d:2" is neither a + before more coordinates nor a checksum
                    a:b:1 sha256:12                         | line 1: "sha256:12" is neither
                    a:b:1 +                                 | line 1: the + at the end is followed by no coordinates
                    + a:b:1                                 | line 1: "+" isn't Maven coordinates
                    a:b:zip:plugin:1                        | line 1: "a:b:zip:plugin:1" is a zip: name the jar
                    a:b:1-SNAPSHOT                          | line 1: The version 1-SNAPSHOT can be another one tomorrow
                    a:../../b:1                             | line 1: "a:../../b:1" isn't Maven coordinates
                    """)
    void saysWhatIsWrongWithALine(String line, String message) {
        assertThatThrownBy(() -> PluginsFile.parse(List.of(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void saysAllThatIsWrong() {
        assertThatThrownBy(() -> PluginsFile.parse(List.of("a:b:1", "x", "c:b:2", "y")))
                .hasMessageContaining("line 2: \"x\"")
                .hasMessageContaining("line 3: b is named in line 1 already")
                .hasMessageContaining("line 4: \"y\"");
    }

    @Test
    void theProjectsOwnFileHasAChecksumOnEachLine() throws Exception {
        List<PluginLine> plugins =
                PluginsFile.parse(Files.readAllLines(Path.of("..", "..", "plugins.txt")));
        assertThat(plugins)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.checksum()).isNotEmpty());
    }
}
