// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import dev.bottledwater.sql.function.FunctionRegistry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Runs cases, each with a directory of its own for the state of its queries. Thread-safe.
 *
 * @param functions those of a server
 * @param testFunctions with those of the conformance set, for cases that may call them
 */
public record Judge(FunctionRegistry functions, FunctionRegistry testFunctions) {

    /** Runs and judges one case. */
    public CaseResult judge(TestCase testCase) {
        return new CaseResult(
                testCase,
                testCase.skipReason().isPresent()
                        ? List.of()
                        : inDirectory(
                                directory ->
                                        testCase.judge(
                                                testCase.callsTestFunctions()
                                                        ? testFunctions
                                                        : functions,
                                                directory)));
    }

    /** Does something with an empty directory that is deleted behind it. */
    public static <T> T inDirectory(Function<Path, T> run) {
        Path directory;
        try {
            directory = Files.createTempDirectory("bottled-water-test");
        } catch (IOException e) {
            throw new UncheckedIOException("No directory for the state of queries", e);
        }
        try {
            return run.apply(directory);
        } finally {
            delete(directory);
        }
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
