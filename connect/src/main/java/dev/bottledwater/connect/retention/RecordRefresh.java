// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import dev.bottledwater.connect.failure.Backoff;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * Writes what is live in Connect's topics anew before retention deletes it: connectors, their
 * states and offsets. The leader of the workers does it, in a thread of its own that goes on
 * whatever fails: without it all connectors are gone once the retention is over.
 *
 * <p>Nothing depends on there being one leader only: copies of the same value are alike, and those
 * that come too late are put right (see {@link RefreshedTopic}). A copy is written at least once,
 * outside of any transaction.
 */
public final class RecordRefresh implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordRefresh.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

    /** Kafka may be away for a moment; what lasts is told. */
    private static final int TOLD_AFTER = 3;

    private final RefreshPace pace;
    private final Backoff backoff;
    private final Work work;
    private final Thread thread;
    private volatile boolean leading;
    private volatile boolean closed;
    private volatile String trouble = "";

    /** Used by the thread alone. */
    private int failures;

    private Instant failingSince = Instant.EPOCH;

    /**
     * The topics by their names in Kafka.
     *
     * @param configs settings of connectors and tasks
     * @param offsets how far sources have come
     * @param statuses what connectors and tasks are doing
     */
    public record Topics(String configs, String offsets, String statuses) {}

    /** What the leader does. */
    interface Work {
        /**
         * Works until this worker is no longer the leader.
         *
         * @param leading whether it still is
         * @param passed told when all that was due has been written
         */
        void lead(BooleanSupplier leading, Runnable passed)
                throws InterruptedException, ExecutionException;
    }

    /**
     * @param retention how long the topics keep records
     * @param clientProperties how to reach Kafka. Holds secrets
     * @param configs the worker's store over the topic of settings
     */
    public RecordRefresh(
            Topics topics,
            Duration retention,
            Map<String, ?> clientProperties,
            RefreshedConfigStore configs) {
        this(
                RefreshPace.of(retention),
                new TopicsRefresh(topics, RefreshPace.of(retention), clientProperties, configs));
    }

    RecordRefresh(RefreshPace pace, Work work) {
        this.pace = pace;
        this.work = work;
        Duration rest = Duration.ofMillis(pace.rest());
        this.backoff = new Backoff(rest.compareTo(FIRST_PAUSE) < 0 ? rest : FIRST_PAUSE, rest);
        this.thread = Thread.ofPlatform().name("connect-refresh").daemon().unstarted(this::run);
    }

    /** Begins; nothing is written until this worker leads. */
    public void start() {
        thread.start();
    }

    /** Says whether this worker is the leader of its group. */
    public void lead(boolean leads) {
        leading = leads;
    }

    /** Why nothing has been written for a while, in one sentence; empty where all is well. */
    public Optional<String> trouble() {
        String said = trouble;
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(CLOSING)) {
                LOG.warn(
                        "The refresh of Connect's topics didn't end within {} s.",
                        CLOSING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(failures == 0 ? pace.rest() : backoff.after(failures).toMillis());
                if (leading) {
                    work.lead(() -> leading && !closed, this::passed);
                }
                passed();
            } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException e) {
                LOG.debug("The refresh of Connect's topics ends");
                return;
            } catch (Exception | Error e) {
                failed(e);
            }
        }
    }

    private void passed() {
        failures = 0;
        trouble = "";
    }

    private void failed(Throwable failure) {
        failures++;
        if (failures == 1) {
            failingSince = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            LOG.warn(
                    "Connect's topics couldn't be written anew, whose retention may delete what is in them; it is tried again: {}",
                    failure.toString());
        }
        LOG.debug("The refresh of Connect's topics failed {} times", failures, failure);
        if (failures >= TOLD_AFTER) {
            trouble =
                    "Connect's topics couldn't be written anew since %s, and Kafka deletes the connectors and offsets in them after %s: %s"
                            .formatted(failingSince, retention(), sentence(failure));
        }
    }

    private String retention() {
        Duration retention = Duration.ofMillis(pace.retention());
        return retention.toHours() > 0
                ? retention.toHours() + " h"
                : Math.max(1, retention.toSeconds()) + " s";
    }

    private static String sentence(Throwable failure) {
        String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return said.endsWith(".") ? said : said + ".";
    }
}
