// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.conformance.ConformanceCase;
import dev.bottledwater.testing.execution.CaseRun;
import dev.bottledwater.testing.execution.CaseRun.Outcome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Runs a case and says what isn't as expected. Thread-safe. */
public final class Judge {
    private final FunctionRegistry functions;

    public Judge(FunctionRegistry functions) {
        this.functions = functions;
    }

    /** Runs and judges one case. */
    public CaseResult judge(ConformanceCase testCase) {
        if (testCase.skipReason() != null) {
            return new CaseResult(testCase, List.of(), true);
        }
        Path directory;
        try {
            directory = Files.createTempDirectory("bottled-water-test");
        } catch (IOException e) {
            throw new UncheckedIOException("No directory for the state of queries", e);
        }
        try {
            var outcome = CaseRun.of(testCase, functions, directory);
            return new CaseResult(testCase, mismatches(testCase, outcome), false);
        } finally {
            delete(directory);
        }
    }

    private static List<Mismatch> mismatches(ConformanceCase testCase, Outcome outcome) {
        var failure = testCase.failure();
        return switch (outcome) {
            case Outcome.Ran(var run) -> {
                var found = new ArrayList<>(Outputs.mismatches(testCase, run));
                if (found.isEmpty() && failure != null) {
                    found.add(
                            new Mismatch(
                                    Tier.BEHAVIOUR,
                                    "it ran",
                                    "a refusal: "
                                            + Objects.requireNonNullElse(
                                                    failure.message(), failure.type()),
                                    "none"));
                }
                if (found.isEmpty()) {
                    found.addAll(States.mismatches(testCase.state(), run));
                }
                yield found;
            }
            case Outcome.Refused(var error, var text, var last) ->
                    failure == null || failure.whileProcessing() || !last
                            ? List.of(unexpected("refused", error))
                            : Failures.mismatches(failure, error, text);
            case Outcome.Broke(var error) ->
                    failure == null || !failure.whileProcessing()
                            ? List.of(unexpected("failed while processing", error))
                            : Failures.mismatches(failure, error, "");
        };
    }

    private static Mismatch unexpected(String what, RuntimeException error) {
        return new Mismatch(Tier.BEHAVIOUR, what, "no such failure", Failures.text(error));
    }

    private static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + directory, e);
        }
    }
}
