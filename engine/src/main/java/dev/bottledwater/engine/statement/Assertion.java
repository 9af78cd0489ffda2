// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.TimeSpan;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Waits for something to hold.
 *
 * @param patience how long to wait where the statement doesn't say
 */
record Assertion(Duration patience) {
    private static final String DEFAULT_MILLIS = "1000";
    private static final Duration LONGEST = Duration.ofSeconds(25);
    private static final long POLL_MILLIS = 100;

    /**
     * @param setting the property that says how long to wait, in milliseconds
     */
    static Assertion of(Map<String, String> serverProperties, String setting) {
        return new Assertion(
                Duration.ofMillis(
                        Long.parseLong(
                                serverProperties.getOrDefault(setting, DEFAULT_MILLIS).strip())));
    }

    /**
     * Returns when there is no problem any more.
     *
     * @param problem what doesn't hold, in a sentence; empty when all holds
     * @param timeout how long to wait; null where not written
     * @throws RefusedException with the problem, when the time is up
     */
    void await(Supplier<Optional<String>> problem, @Nullable TimeSpan timeout, SourceSpan span) {
        var asked = timeout == null ? patience : timeout.toDuration();
        // A router ends a request that says nothing for 30 s.
        var limit = asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        var end = System.nanoTime() + limit.toNanos();
        while (true) {
            var found = problem.get();
            if (found.isEmpty()) {
                return;
            }
            if (System.nanoTime() >= end) {
                throw new RefusedException(Code.ASSERTION_FAILED, found.get(), span, null);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new RefusedException(Code.ASSERTION_FAILED, "Interrupted.", span, null);
            }
        }
    }
}
