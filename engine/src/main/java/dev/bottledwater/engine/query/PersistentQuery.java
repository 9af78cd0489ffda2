// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One persistent query: keeps a Kafka Streams instance going, and starts a new one with growing
 * pauses when it fails. All transitions run one after the other on a thread of its own; methods
 * return at once.
 */
final class PersistentQuery {
    private static final Logger LOG = LoggerFactory.getLogger(PersistentQuery.class);
    private static final int KEPT_FAILURES = 10;
    private static final Duration LEAVING = Duration.ofMillis(100);

    /** Where the instances of Kafka Streams come from. */
    interface Instances {
        /** One that is not started; throws why there can't be one now. */
        KafkaStreams make();

        /** Throws why the instance that was made last can't be right any more. */
        void check();
    }

    private final String id;
    private final Instances factory;
    private final FailureReasons reasons;
    private final RetryPolicy retries;
    private final Clock clock;
    private final ExecutorService worker;
    private final Deque<QueryFailure> failures = new ArrayDeque<>();
    private volatile QueryState state = new QueryState.Created();

    // touched by the worker only, but for reads of the volatile one
    private volatile @Nullable KafkaStreams streams;
    private boolean paused;
    private int failuresInARow;
    private @Nullable Instant runningSince;

    /**
     * One that {@link #start()} launches; what it is told before then holds for its start.
     *
     * @param factory makes the instances
     * @param paused whether it stands still when it starts, unless it is resumed before
     */
    PersistentQuery(
            String id,
            Instances factory,
            FailureReasons reasons,
            RetryPolicy retries,
            Clock clock,
            boolean paused) {
        this.id = id;
        this.factory = factory;
        this.reasons = reasons;
        this.retries = retries;
        this.clock = clock;
        this.paused = paused;
        this.worker =
                Executors.newSingleThreadExecutor(Thread.ofVirtual().name("query-" + id).factory());
    }

    QueryState state() {
        return state;
    }

    List<QueryFailure> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    /** The instance, when it is processing or restoring. */
    Optional<KafkaStreams> streams() {
        var current = streams;
        return current != null && current.state().isRunningOrRebalancing()
                ? Optional.of(current)
                : Optional.empty();
    }

    void start() {
        run(this::launch);
    }

    void pause() {
        run(
                () -> {
                    paused = true;
                    var current = streams;
                    if (current != null) {
                        current.pause();
                        become(new QueryState.Paused());
                    }
                });
    }

    void resume() {
        run(
                () -> {
                    paused = false;
                    var current = streams;
                    if (current != null) {
                        current.resume();
                        follow(current, current.state());
                    }
                });
    }

    /** Lets the query fail when what it was started with is no longer so. */
    void check() {
        run(
                () -> {
                    if (state instanceof QueryState.Running
                            || state instanceof QueryState.Rebalancing) {
                        try {
                            factory.check();
                        } catch (UnrunnableQueryException e) {
                            failed(streams, e);
                        } catch (KafkaException e) {
                            LOG.debug("Query {} could not be checked", id, e);
                        }
                    }
                });
    }

    /**
     * Commits, leaves the group and ends.
     *
     * @return completes with whether it ended within the timeout
     */
    CompletableFuture<Boolean> close(Duration timeout) {
        var done = new CompletableFuture<Boolean>();
        run(
                () -> {
                    become(new QueryState.Stopping());
                    var current = streams;
                    try {
                        boolean ended = current == null || end(current, timeout);
                        stopped();
                        done.complete(ended);
                    } catch (RuntimeException e) {
                        stopped();
                        done.completeExceptionally(e);
                    }
                });
        if (state instanceof QueryState.Stopped) {
            done.complete(true);
        }
        return done;
    }

    /** Before anybody is told, who may look at the state. */
    private void stopped() {
        streams = null;
        become(new QueryState.Stopped());
        worker.shutdown();
    }

    private void launch() {
        if (streams != null || isEnding()) {
            return;
        }
        become(paused ? new QueryState.Paused() : new QueryState.Rebalancing());
        runningSince = null;
        try {
            var next = factory.make();
            streams = next;
            next.setStateListener((now, _) -> run(() -> follow(next, now)));
            next.setUncaughtExceptionHandler(
                    failure -> {
                        run(() -> failed(next, failure));
                        leave(next);
                        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                    });
            if (paused) {
                next.pause();
            }
            next.start();
            if (paused) {
                become(new QueryState.Paused());
            }
        } catch (RuntimeException | VirtualMachineError | LinkageError e) {
            // a machine without threads or memory for one query may have them in a minute
            failed(streams, e);
        }
    }

    /** Follows the instance's own state; a dead instance is failed and never shown as running. */
    private void follow(KafkaStreams from, KafkaStreams.State now) {
        if (from != streams || isEnding() || state instanceof QueryState.Failed) {
            return;
        }
        switch (now) {
            case CREATED, REBALANCING ->
                    become(paused ? new QueryState.Paused() : new QueryState.Rebalancing());
            case RUNNING -> {
                if (runningSince == null) {
                    runningSince = clock.instant();
                }
                become(paused ? new QueryState.Paused() : new QueryState.Running());
            }
            case PENDING_SHUTDOWN, PENDING_ERROR -> become(new QueryState.Rebalancing());
            case NOT_RUNNING, ERROR ->
                    failed(from, new IllegalStateException("Kafka Streams ended without a reason"));
        }
    }

    private void failed(@Nullable KafkaStreams from, Throwable failure) {
        if (from != streams || isEnding() || state instanceof QueryState.Failed) {
            return;
        }
        var now = clock.instant();
        var since = runningSince;
        if (since != null && Duration.between(since, now).compareTo(retries.healthy()) >= 0) {
            failuresInARow = 0;
        }
        failuresInARow++;
        var delay = retries.delay(failuresInARow);
        var failed = reasons.of(failure, now);
        synchronized (failures) {
            failures.addLast(failed);
            if (failures.size() > KEPT_FAILURES) {
                failures.removeFirst();
            }
        }
        LOG.warn(
                "Query {} failed ({}): {}; it starts again in {} s",
                id,
                failed.kind(),
                failed.message(),
                delay.toSeconds());
        LOG.debug("Query {} failed", id, failure);
        if (from != null) {
            askToEnd(from);
        }
        become(new QueryState.Failed(failed, now.plus(delay)));
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, this::run)
                .execute(this::relaunch);
    }

    /**
     * Asks an instance to end and to leave its group. Left to itself, an instance that fails stays
     * a member, and the next one has to wait until it is given up.
     */
    private static void askToEnd(KafkaStreams instance) {
        end(instance, Duration.ZERO);
    }

    /** From a thread that is about to end: it must hear of the leaving before it does. */
    private static void leave(KafkaStreams instance) {
        askToEnd(instance);
        try {
            Thread.sleep(LEAVING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void relaunch() {
        if (!(state instanceof QueryState.Failed)) {
            return;
        }
        var dead = streams;
        if (dead != null && !end(dead, Duration.ofSeconds(30))) {
            LOG.warn("Query {} is still ending; it starts again when it has", id);
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, this::run)
                    .execute(this::relaunch);
            return;
        }
        streams = null;
        state = new QueryState.Created();
        launch();
    }

    private static boolean end(KafkaStreams instance, Duration timeout) {
        return instance.close(
                CloseOptions.timeout(timeout)
                        .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }

    private boolean isEnding() {
        return state instanceof QueryState.Stopping || state instanceof QueryState.Stopped;
    }

    private void become(QueryState next) {
        if (!next.equals(state)) {
            LOG.debug("Query {}: {} -> {}", id, state.ksqlName(), next.ksqlName());
            state = next;
        }
    }

    /** Queues a transition; after the end there are none. */
    private void run(Runnable transition) {
        try {
            worker.execute(
                    () -> {
                        try {
                            transition.run();
                        } catch (RuntimeException e) {
                            LOG.error("Query {}: a change of its state failed", id, e);
                        }
                    });
        } catch (RejectedExecutionException _) {
            LOG.debug("Query {} has ended", id);
        }
    }
}
