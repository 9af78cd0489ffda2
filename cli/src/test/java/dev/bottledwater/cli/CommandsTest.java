// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class CommandsTest {

    @Test
    void helpListsEveryCommandAndTheExitCodes() {
        for (String[] arguments : new String[][] {{}, {"help"}, {"--help"}}) {
            Run run = Run.of(Map.of(), arguments);
            assertThat(run.status()).isZero();
            assertThat(run.out())
                    .contains("serve", "demo", "ksql", "config", "doctor", "help")
                    .containsPattern("64 +the command line is wrong")
                    .containsPattern("78 +a config var is missing")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void theVersionIsTold() {
        assertThat(Run.of(Map.of(), "--version").out()).startsWith("bottled-water ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    srve | Unknown command 'srve'. Did you mean 'serve'?
                    frobnicate | Unknown command 'frobnicate'.
                    serve --onyl ksql | Unknown option '--onyl'. Did you mean '--only'?
                    serve --only kafka | Invalid value for option '--only'
                    config --output xml | Invalid value for option '--output'
                    ksql --query-row-limit 0 | --query-row-limit must be greater than 0, not 0.
                    ksql --query-timeout x | Invalid value for option '--query-timeout'
                    ksql -e a -f b | Give either --execute or --file, not both.
                    ksql ftp://localhost | 'ftp://localhost' isn't the URL of a server: it must begin with http:// or https://
                    ksql http://u:secret@:1 | 'http://****@:1' isn't the URL of a server
                    ksql -u alice -e LIST | The user 'alice' needs a password
                    ksql -u a:b -p c -e LIST | A user's name can't have a colon
                    demo | The demo isn't part of a deployed slug
                    """)
    void mistakesInTheCommandLineEndInOneSentenceAnd64(String line, String sentence) {
        Run run = Run.of(Map.of(), line.split(" "));
        assertThat(run.status()).isEqualTo(64);
        assertThat(run.err().lines().findFirst().orElse("")).startsWith(sentence);
        assertThat(run.err()).doesNotContain("secret").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bottled-water mig, migrate",
        "bottled-water migrate apply --dr, --dry-run",
        "bottled-water completion z, zsh",
        "bottled-water ksql --output MARK, MARKDOWN"
    })
    void bashCompletesCommandsOptionsAndValues(String typed, String completed, @TempDir Path home)
            throws Exception {
        Run run = Run.of(Map.of(), "completion", "bash");
        assertThat(run.status()).isZero();
        Path script = Files.writeString(home.resolve("completion"), run.out());
        int last = typed.split(" ").length - 1;
        Process bash =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                ". '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_bottled-water 2>/dev/null; echo \"${COMPREPLY[@]}\""
                                        .formatted(script, typed, last))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.strip()).isEqualTo(completed);
    }

    @Test
    void zshLoadsWhatItNeedsFirst() {
        assertThat(Run.of(Map.of(), "completion", "zsh").out())
                .contains("compinit", "bashcompinit", "_complete_bottled-water");
        assertThat(Run.of(Map.of(), "completion", "fish").status()).isEqualTo(64);
    }
}
