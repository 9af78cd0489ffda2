// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.test;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.engine.extension.UserFunctions;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.platform.ConfigurationException;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.CompatibilityPage;
import dev.bottledwater.testing.Selection;
import dev.bottledwater.testing.SuiteReport;
import dev.bottledwater.testing.SuiteRun;
import dev.bottledwater.testing.conformance.CaseReader;
import dev.bottledwater.testing.conformance.UnreadableCasesException;
import dev.bottledwater.testing.golden.GoldenUpdate;
import dev.bottledwater.testing.rest.SharedServer;
import dev.bottledwater.testing.verdict.CaseResult;
import dev.bottledwater.testing.verdict.ConformanceTestCase;
import dev.bottledwater.testing.verdict.TestCase;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/**
 * {@code test}: runs cases in memory, and those that ask a server against one that it starts for
 * them.
 */
@Command(name = "test", description = "Run SQL test cases and say which fail; needs no Kafka.")
public final class TestCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "PATH", description = "Test files, or directories of them.")
    private List<Path> paths = List.of();

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            description = "Only cases whose name, which starts with the file's, has a match.")
    private Pattern filter = Pattern.compile("");

    @Option(
            names = "--exclude",
            paramLabel = "REGEX",
            description = "No cases whose name, which starts with the file's, has a match.")
    private Pattern exclude = Pattern.compile("(?!)");

    @ArgGroup(exclusive = false)
    private @Nullable Triple triple;

    @Option(names = "--summary", description = "A table of the files at the end.")
    private boolean summary;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write every case and what is wrong with it to a file, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Write what isn't as expected to a file, grouped by reason, as Markdown.")
    private @Nullable Path page;

    @Option(
            names = "--update",
            description = "First write what comes out into the golden blocks of .sql case files.")
    private boolean update;

    @Option(
            names = "--self-check",
            description =
                    "Make one expectation of every passing case wrong and count how many then fail.")
    private boolean selfCheck;

    /** Makes the command. */
    public TestCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** The three files of ksqlDB's {@code ksql-test-runner}. */
    private static final class Triple {
        @Option(
                names = {"--statements", "--sql-file", "-s"},
                paramLabel = "FILE",
                required = true,
                description = "A script to test with --output, and no PATH.")
        private Path statements = Path.of("");

        @Option(
                names = {"--input", "--input-file", "-i"},
                paramLabel = "FILE",
                description = "JSON with the records to feed to the script.")
        private @Nullable Path input;

        @Option(
                names = {"--output", "--output-file", "-o"},
                paramLabel = "FILE",
                required = true,
                description = "JSON with the records that must come out.")
        private Path output = Path.of("");
    }

    @Override
    public Integer call() {
        try (var server = SharedServer.fromClassPath()) {
            return run(server);
        }
    }

    private int run(SharedServer server) {
        var out = surroundings.out();
        var functions = functions();
        if (update) {
            update(functions);
        }
        var done =
                new SuiteReport(
                        SuiteRun.run(
                                cases(server),
                                functions,
                                result -> {
                                    var line = SuiteReport.line(result);
                                    if (!line.isEmpty()) {
                                        out.println(line);
                                    }
                                }));
        boolean trusted = !selfCheck || check(done, functions);
        if (report != null) {
            write(report, done.json());
        }
        if (page != null) {
            write(page, new CompatibilityPage(done).markdown().getBytes(StandardCharsets.UTF_8));
        }
        if (summary) {
            done.summary().forEach(out::println);
        }
        done.totals().forEach(out::println);
        return (done.failed() == 0 && trusted ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private FunctionRegistry functions() {
        try {
            var functions =
                    UserFunctions.of(
                            BuiltInFunctions.registry(),
                            Settings.functionPath(surroundings.vars()));
            functions.problems().forEach(surroundings.err()::println);
            return functions.registry();
        } catch (ConfigurationException e) {
            throw new CommandFailedException(
                    ExitCode.CONFIGURATION, String.valueOf(e.getMessage()), e);
        }
    }

    private List<TestCase> cases(SharedServer server) {
        if (paths.isEmpty() == (triple == null)) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "Give test files or directories of them, or --statements with --output.");
        }
        try {
            var cases =
                    triple == null
                            ? new Selection(filter, exclude).cases(paths, server)
                            : List.<TestCase>of(
                                    new ConformanceTestCase(
                                            CaseReader.read(
                                                    triple.statements, triple.input, triple.output),
                                            false));
            if (cases.isEmpty()) {
                throw new CommandFailedException(
                        ExitCode.NO_INPUT, "There are no such cases: nothing was tested.");
            }
            return cases;
        } catch (UnreadableCasesException e) {
            throw new CommandFailedException(ExitCode.NO_INPUT, String.valueOf(e.getMessage()));
        }
    }

    /** Whether at least 99 % of the perturbed cases fail. */
    private boolean check(SuiteReport done, FunctionRegistry functions) {
        var perturbed =
                done.results().stream()
                        .filter(CaseResult::passed)
                        .flatMap(r -> r.testCase().perturbed().stream())
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

    private void update(FunctionRegistry functions) {
        var selection = new Selection(filter, exclude);
        try {
            for (var file : selection.goldenFiles(paths)) {
                var text = GoldenUpdate.of(file, c -> selection.includes(c.name()), functions);
                if (!text.lines().toList().equals(file.lines())) {
                    write(file.path(), text.getBytes(StandardCharsets.UTF_8));
                    surroundings.out().println("UPDATED " + file.path());
                }
            }
        } catch (UnreadableCasesException e) {
            throw new CommandFailedException(ExitCode.NO_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.FAILED, "%s can't be written: %s".formatted(file, e.getMessage()));
        }
    }
}
