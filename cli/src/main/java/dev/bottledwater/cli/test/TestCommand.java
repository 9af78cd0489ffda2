// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.test;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.SuiteReport;
import dev.bottledwater.testing.SuiteRun;
import dev.bottledwater.testing.conformance.UnreadableCasesException;
import dev.bottledwater.testing.verdict.CaseResult;
import dev.bottledwater.testing.verdict.Perturbation;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** {@code test}: runs cases in memory, without Kafka. */
@Command(
        name = "test",
        description = "Run SQL test cases in memory and say which fail; needs no Kafka.")
public final class TestCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Files of cases in the JSON conformance format, or directories of them.")
    private List<Path> paths = List.of();

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            description = "Only cases whose name, which starts with the file's, has a match.")
    private Pattern filter = Pattern.compile("");

    @Option(names = "--summary", description = "A table of the files at the end.")
    private boolean summary;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write every case and what is wrong with it to a file, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--self-check",
            description =
                    "Make one expectation of every passing case wrong and count how many then fail.")
    private boolean selfCheck;

    /** Makes the command. */
    public TestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var out = surroundings.out();
        SuiteReport done;
        var functions = BuiltInFunctions.registry();
        try {
            done =
                    new SuiteReport(
                            SuiteRun.run(
                                    SuiteRun.cases(paths, filter),
                                    functions,
                                    result -> {
                                        var line = SuiteReport.line(result);
                                        if (!line.isEmpty()) {
                                            out.println(line);
                                        }
                                    }));
        } catch (UnreadableCasesException e) {
            throw new CommandFailedException(ExitCode.NO_INPUT, String.valueOf(e.getMessage()));
        }
        boolean trusted = !selfCheck || check(done, functions);
        if (report != null) {
            write(report, done.json());
        }
        if (summary) {
            done.summary().forEach(out::println);
        }
        if (done.skipped() > 0) {
            out.println("%d skipped".formatted(done.skipped()));
        }
        out.println("%d passed, %d failed".formatted(done.passed(), done.failed()));
        return (done.failed() == 0 && trusted ? ExitCode.OK : ExitCode.FAILED).code();
    }

    /** Whether at least 99 % of the perturbed cases fail. */
    private boolean check(SuiteReport done, FunctionRegistry functions) {
        var perturbed =
                done.results().stream()
                        .filter(CaseResult::passed)
                        .flatMap(r -> Perturbation.of(r.testCase()).stream())
                        .toList();
        var results = SuiteRun.run(perturbed, functions, _ -> {});
        var unnoticed = results.stream().filter(CaseResult::passed).toList();
        unnoticed.forEach(r -> surroundings.out().println("UNNOTICED " + r.testCase().name()));
        surroundings
                .out()
                .println(
                        "self-check: %d of %d perturbed cases fail"
                                .formatted(results.size() - unnoticed.size(), results.size()));
        return unnoticed.size() * 100 <= results.size();
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "The report can't be written to %s: %s".formatted(file, e.getMessage()));
        }
    }
}
