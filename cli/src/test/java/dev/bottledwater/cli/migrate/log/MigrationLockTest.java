// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.cli.console.CommandFailedException;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

class MigrationLockTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final MemoryLog log = new MemoryLog();

    private MigrationLock acquire(Duration lease, Duration patience) {
        return MigrationLock.acquire(log, "here", lease, patience);
    }

    @Test
    void ofManyAtOnceOneHasIt() throws Exception {
        int count = 8;
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Callable<Boolean> run =
                () -> {
                    try (MigrationLock lock = acquire(LEASE, Duration.ofSeconds(30))) {
                        most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                        lock.check();
                        Thread.yield();
                        holders.decrementAndGet();
                        return true;
                    }
                };
        try (var threads = Executors.newFixedThreadPool(count)) {
            List<Future<Boolean>> runs = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                runs.add(threads.submit(run));
            }
            for (Future<Boolean> one : runs) {
                assertThat(one.get()).isTrue();
            }
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void othersAreToldWhoHasIt() {
        try (MigrationLock _ = acquire(LEASE, Duration.ZERO)) {
            assertThatThrownBy(() -> acquire(LEASE, Duration.ZERO))
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("Another process migrates this server: here, until ");
        }
        acquire(LEASE, Duration.ZERO).close();
    }

    @Test
    void theLockOfAProcessThatDiedLapses() {
        log.append(LockState.locked("dead", "there", SHORT));
        acquire(LEASE, PATIENCE).close();
    }

    @Test
    void itIsRenewedForAsLongAsItIsHeld() {
        // renewed at a quarter of it
        try (MigrationLock lock = acquire(Duration.ofSeconds(3), Duration.ZERO)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    log.read().stream()
                                                    .filter(e -> "RENEWED".equals(e.state()))
                                                    .count()
                                            >= 5);
            lock.check();
            assertThatThrownBy(() -> acquire(LEASE, Duration.ZERO))
                    .isInstanceOf(CommandFailedException.class);
        }
    }

    @Test
    void aProcessThatWasAwayFindsOutThatItLostIt() {
        try (MigrationLock lock = acquire(SHORT, Duration.ZERO)) {
            log.away(true);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                log.happens(LockState.locked("other", "there", LEASE));
                                return "other".equals(LockState.of(log.read()).owner());
                            });
            log.away(false);
            assertThatThrownBy(lock::check)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("lost the lock to there");
            log.happens(LockState.unlocked("other", "there"));
            assertThatThrownBy(lock::check)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("has lost the lock: nothing more is run");
        }
    }

    @Test
    void oneThatWasAwayAndThatNobodyReplacedGoesOn() {
        try (MigrationLock lock = acquire(SHORT, Duration.ZERO)) {
            log.away(true);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !LockState.of(log.read()).held(Instant.now()));
            log.away(false);
            lock.check();
        }
    }
}
