// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waiting for what other processes do. */
final class Patience {
    private static final Duration POLL = Duration.ofMillis(20);

    private Patience() {}

    /** What is waited for. */
    interface Condition {
        /** Whether it is so. An exception means that it isn't yet. */
        boolean holds() throws Exception;
    }

    /** What is looked for. */
    interface Search<T> {
        /** What was found. An exception means that it isn't there yet. */
        Optional<T> found() throws Exception;
    }

    /**
     * Asks again and again.
     *
     * @throws IllegalStateException if it isn't so within this time
     */
    static void await(Duration patience, Condition condition, Supplier<String> message)
            throws InterruptedException {
        find(patience, () -> condition.holds() ? Optional.of(true) : Optional.empty(), message);
    }

    /** The same, and returns what was found. */
    static <T> T find(Duration patience, Search<T> search, Supplier<String> message)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                var found = search.found();
                if (found.isPresent()) {
                    return found.get();
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            Thread.sleep(POLL);
        }
        throw new IllegalStateException(
                "After %d s: %s".formatted(patience.toSeconds(), message.get()), last);
    }
}
