// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import java.time.Duration;
import java.util.function.Supplier;

/** Waiting for what other processes do. */
final class Patience {
    private static final Duration POLL = Duration.ofMillis(100);

    private Patience() {}

    /** What is waited for. */
    interface Condition {
        /** Whether it is so. An exception means that it isn't yet. */
        boolean holds() throws Exception;
    }

    /**
     * Asks again and again.
     *
     * @throws IllegalStateException if it isn't so within this time
     */
    static void await(Duration patience, Condition condition, Supplier<String> message)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
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
