// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.failure.Backoff;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/**
 * The pauses between the runs of something that is started again and again. They get longer while
 * it fails, and are short again once it ran for as long as the longest of them.
 */
final class RestartPauses {
    private static final Logger LOG = LoggerFactory.getLogger(RestartPauses.class);

    private final Backoff backoff;
    private int failures;

    RestartPauses(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * The pause before the next run.
     *
     * @param ran how long the last one was in order; zero when it never was
     */
    Duration afterRun(Duration ran) {
        failures = ran.compareTo(backoff.longest()) >= 0 ? 1 : failures + 1;
        return backoff.after(failures);
    }

    /**
     * Tries until it succeeds: what a start needs of Kafka may fail at first.
     *
     * @param part the subject of a sentence
     */
    void untilStarted(String part, Runnable start) throws InterruptedException {
        while (true) {
            try {
                start.run();
                return;
            } catch (RuntimeException e) {
                Duration pause = afterRun(Duration.ZERO);
                LOG.error(
                        "{} couldn't be started. Trying again in {} s.",
                        part,
                        pause.toSeconds(),
                        e);
                Thread.sleep(pause);
            }
        }
    }
}
