// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What something that may hang answered last. Whoever wants to know never waits; the question is
 * asked anew in the background, at most once at a time. Thread-safe.
 *
 * @param <T> of the elements of an answer
 */
public final class LastAnswer<T> implements Supplier<List<T>> {
    private final String name;
    private final Duration fresh;
    private final Duration stale;
    private final Supplier<Optional<List<T>>> question;
    private final InstantSource clock;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile List<T> found = List.of();
    private volatile Instant foundAt = Instant.EPOCH;
    private volatile Instant askedAt = Instant.EPOCH;

    /**
     * @param name of the thread that asks
     * @param fresh how long no new question is asked
     * @param stale how long an answer is given; rather nothing than what was true an hour ago
     * @param question asks, for as long as it takes; empty where there is no answer
     */
    public LastAnswer(
            String name,
            Duration fresh,
            Duration stale,
            Supplier<Optional<List<T>>> question,
            InstantSource clock) {
        this.name = name;
        this.fresh = fresh;
        this.stale = stale;
        this.question = question;
        this.clock = clock;
    }

    /** What was found last; nothing where that is too long ago, or nothing was found yet. */
    @Override
    public List<T> get() {
        Instant now = clock.instant();
        if (askedAt.plus(fresh).isBefore(now) && asking.compareAndSet(false, true)) {
            askedAt = now;
            Thread.ofVirtual().name(name).start(this::ask);
        }
        return foundAt.plus(stale).isBefore(now) ? List.of() : found;
    }

    private void ask() {
        try {
            question.get()
                    .ifPresent(
                            answer -> {
                                found = List.copyOf(answer);
                                foundAt = clock.instant();
                            });
        } finally {
            asking.set(false);
        }
    }
}
