// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.conformance.ConformanceCase;
import dev.bottledwater.testing.execution.CaseRun;
import dev.bottledwater.testing.execution.CaseRun.Outcome;
import dev.bottledwater.testing.verdict.Mismatch.Kind;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A case of the JSON conformance format with its judgement (conformance format, section 4.4). */
public record ConformanceTestCase(ConformanceCase data, boolean callsTestFunctions)
        implements TestCase {
    @Override
    public String file() {
        return data.file();
    }

    @Override
    public String name() {
        return data.name();
    }

    @Override
    public Optional<String> skipReason() {
        return Optional.ofNullable(data.skipReason());
    }

    @Override
    public List<Mismatch> judge(FunctionRegistry functions, Path stateDirectory) {
        return mismatches(data, CaseRun.of(data, functions, stateDirectory));
    }

    @Override
    public Optional<TestCase> perturbed() {
        return Perturbation.of(data)
                .map(changed -> new ConformanceTestCase(changed, callsTestFunctions));
    }

    private static List<Mismatch> mismatches(ConformanceCase testCase, Outcome outcome) {
        var failure = testCase.failure();
        return switch (outcome) {
            case Outcome.Ran(var run) -> {
                var found = new ArrayList<>(Outputs.of(testCase, run).mismatches());
                if (found.isEmpty() && failure != null) {
                    found.add(
                            new Mismatch(
                                    Tier.BEHAVIOUR,
                                    Kind.RAN,
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
                            ? List.of(unexpected(Kind.REFUSED, "refused", error))
                            : Failures.mismatches(failure, error, text);
            case Outcome.Broke(var error) ->
                    failure == null || !failure.whileProcessing()
                            ? List.of(unexpected(Kind.BROKE, "failed while processing", error))
                            : Failures.mismatches(failure, error, "");
        };
    }

    private static Mismatch unexpected(Kind kind, String what, RuntimeException error) {
        return new Mismatch(Tier.BEHAVIOUR, kind, what, "no such failure", Failures.text(error));
    }
}
