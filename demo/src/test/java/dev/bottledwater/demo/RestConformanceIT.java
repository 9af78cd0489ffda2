// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.testing.Selection;
import dev.bottledwater.testing.SuiteReport;
import dev.bottledwater.testing.SuiteRun;
import dev.bottledwater.testing.rest.SharedServer;
import dev.bottledwater.testing.verdict.CaseResult;
import dev.bottledwater.testing.verdict.TestCase;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every eighth of the conformance cases that ask a server: all of them take some minutes and are
 * run with {@code ./bottled-water test}.
 */
class RestConformanceIT {
    private static final int STEP = 8;

    /**
     * How many of them must pass. A commit that makes more of them pass raises it; none lowers it.
     */
    private static final int FLOOR = 34;

    @Test
    void noFewerCasesPassThanBefore() {
        var directory =
                Stream.of("../../shared", "../../../shared", "../shared")
                        .map(s -> Path.of(s, "qtt", "rest-query-validation-tests"))
                        .filter(Files::isDirectory)
                        .findFirst()
                        .orElse(null);
        if (directory == null) {
            System.out.println("SKIPPED RestConformanceIT: no ../shared beside the repository");
        }
        Assumptions.assumeTrue(directory != null, "SKIPPED: no ../shared beside the repository");
        try (var server = SharedServer.fromClassPath()) {
            var report =
                    new SuiteReport(
                            SuiteRun.run(
                                    some(Objects.requireNonNull(directory), server),
                                    BuiltInFunctions.registry(),
                                    RestConformanceIT::print));
            report.totals().forEach(System.out::println);
            assertThat(report.passed())
                    .as(
                            "passing cases that ask a server (the failing ones are in the output of"
                                    + " this test); find what broke with `./bottled-water test`")
                    .isGreaterThanOrEqualTo(FLOOR);
        }
    }

    private static List<TestCase> some(Path directory, SharedServer server) {
        var all = Selection.ALL.cases(List.of(directory), server);
        return IntStream.range(0, all.size())
                .filter(i -> i % STEP == 0)
                .<TestCase>mapToObj(all::get)
                .toList();
    }

    private static void print(CaseResult result) {
        var line = SuiteReport.line(result);
        if (!line.isEmpty()) {
            System.out.println(line);
        }
    }
}
