// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.wire.client.KsqlClientException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to migrate a server, which one process has at a time. It is had by writing a row into
 * the log and reading back that no other row came first; it lapses when it isn't renewed, so that a
 * process that dies blocks nobody for long.
 *
 * <p>A process that was stopped for longer than the lease, such as a laptop that slept, has lost
 * the lock; it finds out before it sends its next statement. What it had sent by then isn't undone.
 */
public final class MigrationLock implements AutoCloseable {
    /** How long a process that died blocks others. */
    public static final Duration LEASE = Duration.ofMinutes(1);

    private static final Duration LONGEST_READ_BACK = Duration.ofSeconds(15);
    private static final long MILLIS_BETWEEN_TRIES = 500;

    private final EventLog log;
    private final String owner;
    private final String place;
    private final Duration lease;
    private final ScheduledExecutorService renewer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("migration-lock").factory());

    /** Until when it is certainly held, on the clock of {@link System#nanoTime}. */
    private volatile long certainUntil;

    private MigrationLock(EventLog log, String owner, String place, Duration lease) {
        this.log = log;
        this.owner = owner;
        this.place = place;
        this.lease = lease;
    }

    /**
     * Takes the lock.
     *
     * @param place what people know this process by
     * @param patience how long to wait for whoever has it
     * @throws CommandFailedException when somebody else still has it then
     */
    public static MigrationLock acquire(
            EventLog log, String place, Duration lease, Duration patience) {
        MigrationLock lock = new MigrationLock(log, UUID.randomUUID().toString(), place, lease);
        long deadline = System.nanoTime() + patience.toNanos();
        while (!lock.attempt()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new CommandFailedException(
                        ExitCode.FAILED,
                        "Another process migrates this server: %s. Wait for it, or give --wait SECONDS; the lock of a process that died lapses by itself."
                                .formatted(
                                        LockState.of(log.read())
                                                .holder(Instant.EPOCH)
                                                .orElse("it has just ended")));
            }
            sleep();
        }
        long period = lease.toMillis() / 4;
        lock.renewer.scheduleAtFixedRate(lock::renewQuietly, period, period, TimeUnit.MILLISECONDS);
        return lock;
    }

    private boolean attempt() {
        if (LockState.of(log.read()).held(Instant.now())) {
            return false;
        }
        long asked = System.nanoTime();
        log.append(LockState.locked(owner, place, lease));
        boolean mine = owner.equals(LockState.of(readBack()).owner());
        if (mine) {
            certainUntil = asked + lease.toNanos();
        }
        return mine;
    }

    /** The log, at least up to what this process wrote last: all that came before it is there. */
    private List<Event> readBack() {
        long deadline = System.nanoTime() + LONGEST_READ_BACK.toNanos();
        while (true) {
            List<Event> events = log.read();
            boolean there =
                    events.stream()
                            .anyMatch(
                                    event ->
                                            event.key().equals(Event.LOCK)
                                                    && owner.equals(event.version()));
            if (there) {
                return events;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new CommandFailedException(
                        ExitCode.UNAVAILABLE,
                        "The server took the lock's row and doesn't show it: nothing was migrated.");
            }
            sleep();
        }
    }

    private void renewQuietly() {
        try {
            renew();
        } catch (KsqlClientException | CommandFailedException unavailable) {
            // The next one may do. Before each statement it is looked at whether one was in time.
            return;
        }
    }

    /**
     * A row that is written in time needs no reading: nobody else could take the lock before it.
     */
    private void renew() {
        long asked = System.nanoTime();
        log.append(LockState.renewed(owner, place, lease));
        if (System.nanoTime() - certainUntil < 0) {
            certainUntil = asked + lease.toNanos();
        }
    }

    /**
     * Checks that the lock is still held, with a quarter of its lease to spare.
     *
     * @throws CommandFailedException when another process has taken it
     */
    public void check() {
        if (System.nanoTime() + lease.toNanos() / 4 - certainUntil < 0) {
            return;
        }
        long asked = System.nanoTime();
        log.append(LockState.renewed(owner, place, lease));
        LockState state = LockState.of(log.read());
        if (!owner.equals(state.owner())) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "This process was away for longer than %d s and has lost the lock%s: nothing more is run."
                            .formatted(
                                    lease.toSeconds(),
                                    state.holder(Instant.EPOCH)
                                            .map(other -> " to " + other)
                                            .orElse("")));
        }
        certainUntil = asked + lease.toNanos();
    }

    private static void sleep() {
        try {
            Thread.sleep(MILLIS_BETWEEN_TRIES);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(
                    ExitCode.FAILED, "Interrupted while waiting for the lock.", stopped);
        }
    }

    /** Gives the lock back. Where the server is away it lapses by itself. */
    @Override
    public void close() {
        renewer.shutdown();
        try {
            if (!renewer.awaitTermination(lease.toMillis(), TimeUnit.MILLISECONDS)) {
                renewer.shutdownNow();
            }
            log.append(LockState.unlocked(owner, place));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (KsqlClientException | CommandFailedException away) {
            return;
        }
    }
}
