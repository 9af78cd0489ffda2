// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.conformance.CaseReader;
import dev.bottledwater.testing.conformance.ConformanceCase;
import dev.bottledwater.testing.conformance.UnreadableCasesException;
import dev.bottledwater.testing.verdict.CaseResult;
import dev.bottledwater.testing.verdict.Judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Runs the cases of files, as many at a time as there are processors. */
public final class SuiteRun {
    private SuiteRun() {}

    /**
     * The cases of files and of the JSON files in directories.
     *
     * @param filter cases are taken whose whole name, which starts with the file's, has a match
     * @throws UnreadableCasesException for a path that holds no cases that can be read
     */
    public static List<ConformanceCase> cases(List<Path> paths, Pattern filter) {
        var cases = new ArrayList<ConformanceCase>();
        for (var file : files(paths)) {
            CaseReader.read(file).stream()
                    .filter(c -> filter.matcher(c.name()).find())
                    .forEach(cases::add);
        }
        return cases;
    }

    private static List<Path> files(List<Path> paths) {
        var files = new ArrayList<Path>();
        for (var path : paths) {
            if (Files.isDirectory(path)) {
                try (var inside = Files.walk(path)) {
                    inside.filter(p -> p.toString().endsWith(".json")).sorted().forEach(files::add);
                } catch (IOException e) {
                    throw new UnreadableCasesException(
                            "%s can't be read: %s".formatted(path, e.getMessage()), e);
                }
            } else if (path.toString().endsWith(".json")) {
                files.add(path);
            } else {
                throw new UnreadableCasesException(
                        "%s is no .json file: other kinds of test files are not supported yet."
                                .formatted(path),
                        null);
            }
        }
        return files;
    }

    /**
     * Runs cases.
     *
     * @param each told every result, in the order of the cases
     */
    public static List<CaseResult> run(
            List<ConformanceCase> cases, FunctionRegistry functions, Consumer<CaseResult> each) {
        var judge = new Judge(functions);
        var results = new ArrayList<CaseResult>();
        try (var workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var pending = new ArrayList<Future<CaseResult>>();
            cases.forEach(c -> pending.add(workers.submit(() -> judge.judge(c))));
            for (var future : pending) {
                var result = future.get();
                each.accept(result);
                results.add(result);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("the run was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A case could not be judged", e.getCause());
        }
        return List.copyOf(results);
    }
}
