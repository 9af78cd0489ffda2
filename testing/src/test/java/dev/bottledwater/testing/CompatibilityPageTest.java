// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.verdict.CaseResult;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.Mismatch.Kind;
import dev.bottledwater.testing.verdict.TestCase;
import dev.bottledwater.testing.verdict.Tier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class CompatibilityPageTest {
    private record Named(String name, @Nullable String skip) implements TestCase {
        @Override
        public String file() {
            return "f";
        }

        @Override
        public Optional<String> skipReason() {
            return Optional.ofNullable(skip);
        }

        @Override
        public List<Mismatch> judge(FunctionRegistry functions, Path stateDirectory) {
            return List.of();
        }

        @Override
        public Optional<TestCase> perturbed() {
            return Optional.empty();
        }
    }

    private static CaseResult result(String name, Mismatch... mismatches) {
        return new CaseResult(new Named(name, null), List.of(mismatches));
    }

    private static Mismatch refused(String message) {
        return new Mismatch(Tier.BEHAVIOUR, Kind.REFUSED, "refused", "no such failure", message);
    }

    @Test
    void casesThatFailAlikeStandTogetherAndTheLargestGroupIsFirst() {
        var page =
                page(
                        result("f - right"),
                        result("f - A", refused("line 1:8: no table 'A'\nmore")),
                        result("f - B", refused("line 2:9: no stream 7")),
                        result("f - C", refused("line 3:1: no table 'C'")));
        assertThat(page)
                .contains(
                        """
                        ## Other behaviour (3)

                        ### Refused: no table … (2)

                        - `f - A`: refused: expected `no such failure` but was `line 1:8: no table 'A'\\nmore`
                        - `f - C`: refused: expected `no such failure` but was `line 3:1: no table 'C'`

                        ### Refused: no stream … (1)

                        - `f - B`: refused: expected `no such failure` but was `line 2:9: no stream 7`

                        ## Refused rightly, in other words (0)
                        """)
                .contains("- 1 passed, 3 failed\n");
    }

    @Test
    void wordsInternalNamesAndSkippedCasesAreApart() {
        var page =
                page(
                        result(
                                "f - words",
                                new Mismatch(
                                        Tier.MESSAGE, Kind.MESSAGE, "message", "`A`", "no `B`")),
                        result(
                                "f - names",
                                new Mismatch(
                                        Tier.INTERNAL_NAMES,
                                        Kind.STATE,
                                        "topic t",
                                        "to exist",
                                        "[]")),
                        new CaseResult(new Named("f - off", "not now"), List.of()));
        assertThat(page)
                .contains(
                        "## Other behaviour (0)\n\n## Refused rightly, in other words (1)\n",
                        "- `f - words`: message: expected `` `A` `` but was `` no `B` ``\n",
                        "## Other names of internal topics (1)\n",
                        "- `f - names`: topic t: expected `to exist` but was `[]`\n",
                        "## Not run (1)\n\n### not now (1)\n\n- `f - off`\n");
    }

    private static String page(CaseResult... results) {
        return new CompatibilityPage(new SuiteReport(List.of(results))).markdown();
    }
}
