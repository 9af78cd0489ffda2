// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.testing.Selection;
import dev.bottledwater.testing.SuiteReport;
import dev.bottledwater.testing.SuiteRun;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/** The cases of this repository. */
class GoldenCasesTest {
    @Test
    void allPass() {
        var results =
                SuiteRun.run(
                        Selection.ALL.cases(List.of(Path.of("../cases"))),
                        BuiltInFunctions.registry(),
                        _ -> {});
        assertThat(results.stream().map(SuiteReport::line).filter(l -> !l.isEmpty()))
                .as(
                        "failing cases; where the new text is right, `bottled-water test cases"
                                + " --update` writes it into the files")
                .isEmpty();
        assertThat(results).hasSizeGreaterThan(100);
    }
}
