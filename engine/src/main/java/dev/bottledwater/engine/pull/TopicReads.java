// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import org.apache.kafka.common.errors.InterruptException;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many pull queries read a topic from its beginning at a time, since no store answers them. One
 * too many waits a moment: small topics are read in less. Thread-safe.
 */
public final class TopicReads {
    private final int most;
    private final String property;
    private final Duration patience;
    private final Semaphore room;

    /**
     * @param property sets {@code most}, for the message
     * @param patience how long a query waits for another to end
     */
    public TopicReads(int most, String property, Duration patience) {
        this.most = most;
        this.property = property;
        this.patience = patience;
        this.room = new Semaphore(most, true);
    }

    /**
     * Takes a place.
     *
     * @return gives it back, once, however often it runs
     * @throws PullLimits.ReachedException when there is none in time
     */
    public Runnable begin() {
        try {
            if (!room.tryAcquire(most == 0 ? 0 : patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PullLimits.ReachedException(
                        "This server runs at most %d pull queries at a time that no store answers, so that a topic is read from its beginning (%s)."
                                .formatted(most, property));
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        var back = new AtomicBoolean();
        return () -> {
            if (back.compareAndSet(false, true)) {
                room.release();
            }
        };
    }
}
