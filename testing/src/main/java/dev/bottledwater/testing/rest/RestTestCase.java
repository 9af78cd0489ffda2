// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.testing.verdict.Mismatch;
import dev.bottledwater.testing.verdict.TestCase;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;

/** A case that asks a server, with its judgement. */
public record RestTestCase(RestCase data, SharedServer server) implements TestCase {
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
        if (!data.node().path("enabled").asBoolean(true)) {
            return Optional.of("the file disables it");
        }
        return server.available()
                ? Optional.empty()
                : Optional.of(
                        "it asks a server over REST: run ./bottled-water test in a clone of the repository, which starts one");
    }

    /** Runs with the server's own functions, whatever the others are. */
    @Override
    public List<Mismatch> judge(FunctionRegistry functions, Path stateDirectory) {
        var suffix =
                Integer.toString(
                        ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE),
                        Character.MAX_RADIX);
        var own = data.withTopic(suffix);
        try {
            return server.use(bench -> RestRun.mismatches(own, functions, bench)).stream()
                    .map(m -> without(m, "_" + suffix))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException("the run was interrupted");
            cancelled.initCause(e);
            throw cancelled;
        }
    }

    /** The same results are told in the same words. */
    private static Mismatch without(Mismatch m, String suffix) {
        return new Mismatch(
                m.tier(),
                m.kind(),
                m.what().replace(suffix, ""),
                m.expected().replace(suffix, ""),
                m.actual().replace(suffix, ""));
    }

    @Override
    public Optional<TestCase> perturbed() {
        return PerturbedAnswers.of(data).map(changed -> new RestTestCase(changed, server));
    }
}
