// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

class ConfigDocTest {
    private static final Path DOC = Path.of("..", "docs", "config.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

    @Test
    void explainsEveryVariableThatIsReadAndNoOther() throws IOException {
        List<String> explained =
                ROW.matcher(Files.readString(DOC))
                        .results()
                        .map((MatchResult row) -> row.group(1))
                        .toList();
        assertThat(explained)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Variable.values()).map(Variable::name).toList());
    }
}
