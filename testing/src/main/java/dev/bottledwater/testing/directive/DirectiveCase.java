// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.directive;

import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.conformance.ExpectedFailure;
import dev.bottledwater.testing.execution.LiveSession;
import dev.bottledwater.testing.verdict.Failures;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.TestCase;
import dev.bottledwater.testing.verdict.Tier;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A test of a user's file.
 *
 * @param directory the file's, which scripts are looked for in
 * @param script the statements, at the lines that they have in the file
 * @param failure how the last statement must fail, null when it must not
 */
public record DirectiveCase(
        String file,
        String name,
        @Nullable Path directory,
        String script,
        @Nullable ExpectedFailure failure)
        implements TestCase {
    private static final String ASSERTION = "AssertionError";

    @Override
    public Optional<String> skipReason() {
        return Optional.empty();
    }

    @Override
    public List<Mismatch> judge(FunctionRegistry functions, Path stateDirectory) {
        try (var session = new LiveSession(functions, stateDirectory)) {
            var run = new DirectiveRun(session, functions, directory);
            try {
                run.script(script);
            } catch (FailedAssertionException e) {
                return assertionFailed(e);
            } catch (RuntimeException e) {
                return failed(e, run);
            }
            return failure == null
                    ? List.of()
                    : List.of(
                            new Mismatch(
                                    Tier.BEHAVIOUR,
                                    Mismatch.Kind.RAN,
                                    "it ran",
                                    "a failure: "
                                            + Objects.requireNonNullElse(
                                                    failure.message(), failure.type()),
                                    "none"));
        }
    }

    private List<Mismatch> assertionFailed(FailedAssertionException e) {
        var expected = failure;
        if (expected != null && ASSERTION.equals(expected.type())) {
            var message = expected.message();
            return message == null || String.valueOf(e.getMessage()).contains(message)
                    ? List.of()
                    : List.of(
                            new Mismatch(
                                    Tier.MESSAGE,
                                    Mismatch.Kind.MESSAGE,
                                    "message",
                                    message,
                                    String.valueOf(e.getMessage())));
        }
        return List.of(
                new Mismatch(
                        Tier.BEHAVIOUR,
                        Mismatch.Kind.RECORD,
                        "line %d: %s".formatted(e.line(), e.what()),
                        e.expected(),
                        e.actual()));
    }

    private List<Mismatch> failed(RuntimeException e, DirectiveRun run) {
        var expected = failure;
        if (expected != null && run.atLast()) {
            return Failures.mismatches(expected, e, run.statement());
        }
        var line =
                e instanceof SqlException sql && sql.span().isPresent()
                        ? sql.span().get().line()
                        : run.line();
        return List.of(
                new Mismatch(
                        Tier.BEHAVIOUR,
                        Mismatch.Kind.REFUSED,
                        "line %d failed".formatted(line),
                        expected == null ? "no failure" : "only the last statement to fail",
                        Failures.text(e)));
    }

    @Override
    public Optional<TestCase> perturbed() {
        var expected = failure;
        if (expected != null) {
            var message = expected.message();
            return Optional.of(
                    new DirectiveCase(
                            file,
                            name,
                            directory,
                            script,
                            message == null
                                    ? new ExpectedFailure("NoSuchException", null, null, null)
                                    : new ExpectedFailure(
                                            expected.type(), message + "~", null, null)));
        }
        return PerturbedScript.of(script)
                .map(s -> new DirectiveCase(file, name, directory, s, null));
    }
}
