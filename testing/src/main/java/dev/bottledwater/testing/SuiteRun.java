// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.function.TestLibrary;
import dev.bottledwater.testing.verdict.CaseResult;
import dev.bottledwater.testing.verdict.Judge;
import dev.bottledwater.testing.verdict.TestCase;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs the cases of files, as many at a time as there are processors. */
public final class SuiteRun {
    private SuiteRun() {}

    /**
     * Runs cases.
     *
     * @param functions those of a server; what the conformance set needs more is added for its
     *     cases
     * @param each told every result, in the order of the cases
     */
    public static List<CaseResult> run(
            List<? extends TestCase> cases, FunctionRegistry functions, Consumer<CaseResult> each) {
        var judge =
                new Judge(
                        functions,
                        cases.stream().anyMatch(TestCase::callsTestFunctions)
                                ? TestLibrary.addTo(functions)
                                : functions);
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
