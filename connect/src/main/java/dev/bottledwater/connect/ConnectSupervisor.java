// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.failure.Backoff;
import dev.bottledwater.connect.postgres.ConnectorSlot;
import dev.bottledwater.connect.watch.ConnectorProblem;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/**
 * Keeps a Connect worker running: starts it, tells in one sentence why it isn't there, and starts
 * it again with a growing delay. Nothing that happens to Connect ends the process.
 */
public final class ConnectSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectSupervisor.class);

    /** Leaves the worker its own deadline, and the thread a moment to notice. */
    private static final Duration CLOSE_DEADLINE = ConnectWorker.STOP_DEADLINE.plusSeconds(2);

    private final WorkerSettings settings;
    private final Launcher launcher;
    private final Backoff backoff;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Object lock = new Object();
    private final Thread thread;
    private final Clock clock = Clock.systemUTC();
    private volatile @Nullable ManagedWorker running;
    private volatile WorkerState state = new WorkerState.Starting();
    private boolean launching;

    /** Checks what a worker needs and starts it. */
    @FunctionalInterface
    interface Launcher {
        ManagedWorker launch(WorkerSettings settings) throws InterruptedException;
    }

    /**
     * @param settings of the worker
     * @param restClients makes the client for requests to the leader
     */
    public ConnectSupervisor(WorkerSettings settings, RestClientFactory restClients) {
        this(settings, restClients, Backoff.DEFAULT);
    }

    /**
     * @param settings of the worker
     * @param restClients makes the client for requests to the leader
     * @param backoff the delays between starts
     */
    public ConnectSupervisor(
            WorkerSettings settings, RestClientFactory restClients, Backoff backoff) {
        this(
                settings,
                backoff,
                toStart -> {
                    new WorkerPreflight(toStart).check();
                    return ConnectWorker.start(toStart, restClients);
                });
    }

    ConnectSupervisor(WorkerSettings settings, Backoff backoff, Launcher launcher) {
        this.settings = settings;
        this.launcher = launcher;
        this.backoff = backoff;
        this.thread =
                Thread.ofPlatform()
                        .name("connect-supervisor-" + settings.names().connectGroup())
                        .daemon()
                        .unstarted(this::supervise);
    }

    /**
     * Starts the supervision and returns at once.
     *
     * @throws IllegalStateException when called twice, or after {@link #close()}
     */
    public void start() {
        synchronized (lock) {
            if (thread.getState() != Thread.State.NEW || closing.isDone()) {
                throw new IllegalStateException("A Connect supervisor can be started once.");
            }
            thread.start();
        }
    }

    /**
     * @return what the worker is doing at this moment
     */
    public WorkerState state() {
        return state;
    }

    /**
     * @return where the worker's REST API answers, while it is running
     */
    public Optional<URI> uri() {
        return state instanceof WorkerState.Running running
                ? Optional.of(running.uri())
                : Optional.empty();
    }

    /**
     * @return what is wrong with connectors: the leader of the workers tells of all, others of
     *     their own tasks; none while the worker isn't running
     */
    public List<ConnectorProblem> problems() {
        ManagedWorker worker = running;
        return worker == null || !(state instanceof WorkerState.Running)
                ? List.of()
                : worker.problems();
    }

    /**
     * @return the replication slots of all connectors for Postgres, whatever their databases, where
     *     this worker leads; what was found last, without waiting
     */
    public List<ConnectorSlot> slots() {
        ManagedWorker worker = running;
        return worker == null || !(state instanceof WorkerState.Running)
                ? List.of()
                : worker.slots();
    }

    /**
     * Drops the replication slot of a connector, where nobody reads from it.
     *
     * @param connector its name
     * @throws IllegalStateException while no worker runs
     */
    public SlotDrop dropSlot(String connector) {
        ManagedWorker worker = running;
        if (worker == null || !(state instanceof WorkerState.Running)) {
            throw new IllegalStateException("Connect doesn't run now.");
        }
        return worker.dropSlot(connector);
    }

    /**
     * Stops the worker in order, within its deadline, and the supervision. May be called again, and
     * before {@link #start()}.
     */
    @Override
    public void close() {
        synchronized (lock) {
            if (state instanceof WorkerState.Active active) {
                state = active.stop();
                closing.complete(null);
                if (launching) {
                    thread.interrupt();
                }
            }
        }
        try {
            if (thread.getState() != Thread.State.NEW && !thread.join(CLOSE_DEADLINE)) {
                LOG.error(
                        "The Connect supervisor didn't end within {} s.",
                        CLOSE_DEADLINE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (lock) {
            if (state instanceof WorkerState.Stopping stopping) {
                state = stopping.stopped();
            }
        }
    }

    private void supervise() {
        int failures = 0;
        WorkerState.Starting starting = new WorkerState.Starting();
        while (true) {
            Run run = runOrFail(starting, failures);
            if (!(run instanceof Run.Failure failure)) {
                return;
            }
            failures = failure.inARow();
            if (closesBefore(failure.state().retryAt())) {
                return;
            }
            starting = failure.state().retry();
        }
    }

    /** How one start of the worker ended. */
    private sealed interface Run {
        record Closed() implements Run {}

        record Failure(WorkerState.Failed state, int inARow) implements Run {}
    }

    /** Whatever comes of a run, nobody else would start Connect again. */
    private Run runOrFail(WorkerState.Starting starting, int failuresBefore) {
        try {
            return runOnce(starting, failuresBefore);
        } catch (RuntimeException | Error e) {
            endLaunch();
            return closing.isDone()
                    ? new Run.Closed()
                    : fail(starting::failed, e, failuresBefore + 1);
        }
    }

    private Run runOnce(WorkerState.Starting starting, int failuresBefore) {
        ManagedWorker worker;
        try {
            if (!beginLaunch(starting)) {
                return new Run.Closed();
            }
            worker = launcher.launch(settings);
        } catch (Exception | Error e) {
            endLaunch();
            return closing.isDone()
                    ? new Run.Closed()
                    : fail(starting::failed, e, failuresBefore + 1);
        }
        endLaunch();
        running = worker;
        try (worker) {
            CompletableFuture.anyOf(worker.whenReady(), worker.whenFailed(), closing).join();
            if (worker.whenFailed().isDone()) {
                return fail(starting::failed, worker.whenFailed().join(), failuresBefore + 1);
            }
            WorkerState.Running running = starting.running(worker.uri());
            if (!enter(running)) {
                return new Run.Closed();
            }
            long since = System.nanoTime();
            LOG.info(
                    "Connect runs as a member of group {}; its REST API answers at {}",
                    settings.names().connectGroup(),
                    worker.uri());
            CompletableFuture.anyOf(worker.whenFailed(), closing).join();
            if (closing.isDone()) {
                return new Run.Closed();
            }
            // A worker that ran longer than the longest delay was healthy: its end is the first
            // failure of a new row.
            boolean ranLong = System.nanoTime() - since > backoff.longest().toNanos();
            return fail(
                    running::failed, worker.whenFailed().join(), ranLong ? 1 : failuresBefore + 1);
        }
    }

    private Run fail(
            BiFunction<String, Instant, WorkerState.Failed> step, Throwable cause, int inARow) {
        Duration delay = backoff.after(inARow);
        WorkerState.Failed failed =
                step.apply(FailureReason.of(cause, settings), clock.instant().plus(delay));
        if (!enter(failed)) {
            return new Run.Closed();
        }
        LOG.error(
                "Connect isn't running. {} Trying again in {} s.",
                failed.reason(),
                delay.toMillis() / 1000.0);
        LOG.debug("Cause of Connect's failure", cause);
        return new Run.Failure(failed, inARow);
    }

    private boolean beginLaunch(WorkerState.Starting starting) {
        synchronized (lock) {
            launching = enter(starting);
            return launching;
        }
    }

    private void endLaunch() {
        synchronized (lock) {
            launching = false;
            // An interrupt by close() was meant for the launch; the worker must still be stopped in
            // order.
            Thread.interrupted();
        }
    }

    private boolean enter(WorkerState.Active next) {
        synchronized (lock) {
            if (closing.isDone()) {
                return false;
            }
            state = next;
            return true;
        }
    }

    private boolean closesBefore(Instant moment) {
        try {
            closing.get(
                    Math.max(0, Duration.between(clock.instant(), moment).toMillis()),
                    TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("Only close() ends the supervision", e);
        }
    }
}
