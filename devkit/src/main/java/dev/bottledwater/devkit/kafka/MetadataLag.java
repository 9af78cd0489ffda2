// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;

/**
 * Waits for a broker to know what its controller has done: it answers a change once the controller
 * has it, and follows the metadata log (KIP-500) a moment later.
 */
final class MetadataLag {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private MetadataLag() {}

    /** Asks the broker whether it knows a change. */
    @FunctionalInterface
    interface Question {
        boolean known() throws ExecutionException, InterruptedException;
    }

    /**
     * @param change what was changed, for the message
     * @throws IllegalStateException if the broker doesn't know it within half a minute
     * @throws ExecutionException if the broker couldn't be asked
     */
    static void await(String change, Question question)
            throws ExecutionException, InterruptedException {
        long start = System.nanoTime();
        while (!question.known()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException("The broker never learnt of " + change + ".");
            }
            Thread.sleep(PAUSE);
        }
    }
}
