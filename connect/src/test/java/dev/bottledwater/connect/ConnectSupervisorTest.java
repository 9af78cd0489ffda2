// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.failure.Backoff;
import dev.bottledwater.platform.KafkaAuth;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The supervision alone, over workers that live in this test. */
@Timeout(120)
class ConnectSupervisorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final URI WORKER_URI = URI.create("http://127.0.0.1:8083");
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMinutes(1));
    private static final Backoff SLOW = new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final WorkerSettings SETTINGS =
            new WorkerSettings(
                    new KafkaSettings(
                            "KAFKA",
                            List.of("127.0.0.1:9096"),
                            "",
                            KafkaAuth.NONE,
                            Map.of("bootstrap.servers", "127.0.0.1:9096")),
                    new Names("", "test"),
                    List.of(),
                    new AdvertisedName("web-1-abc"),
                    Map.of());

    private static class ScriptedWorker implements ManagedWorker {
        final CompletableFuture<Void> ready = new CompletableFuture<>();
        final CompletableFuture<Throwable> failed = new CompletableFuture<>();
        final AtomicInteger closes = new AtomicInteger();
        volatile boolean closedInterrupted;

        @Override
        public URI uri() {
            return WORKER_URI;
        }

        @Override
        public CompletableFuture<Void> whenReady() {
            return ready;
        }

        @Override
        public CompletableFuture<Throwable> whenFailed() {
            return failed;
        }

        @Override
        public void close() {
            closes.incrementAndGet();
            closedInterrupted = Thread.currentThread().isInterrupted();
        }
    }

    @Test
    void tellsWhereTheWorkerAnswersOnceItIsReady() {
        ScriptedWorker worker = new ScriptedWorker();
        try (ConnectSupervisor supervisor = new ConnectSupervisor(SETTINGS, QUICK, _ -> worker)) {
            supervisor.start();
            assertThat(supervisor.state()).isInstanceOf(WorkerState.Starting.class);
            assertThat(supervisor.uri()).isEmpty();

            worker.ready.complete(null);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(supervisor.state())
                                            .isEqualTo(new WorkerState.Running(WORKER_URI)));
            assertThat(supervisor.uri()).contains(WORKER_URI);
        }
        assertThat(worker.closes).hasValue(1);
    }

    @Test
    void startsAgainAfterAFailureOfAnyKind() {
        List<ScriptedWorker> workers = new CopyOnWriteArrayList<>();
        AtomicInteger launches = new AtomicInteger();
        ConnectSupervisor.Launcher launcher =
                _ -> {
                    switch (launches.incrementAndGet()) {
                        case 1 -> throw new WorkerStartException("The topic is missing.");
                        case 2 -> throw new NoClassDefFoundError("some/Plugin");
                        case 3 -> throw new OutOfMemoryError("unable to create native thread");
                        default -> {}
                    }
                    ScriptedWorker worker = new ScriptedWorker();
                    workers.add(worker);
                    if (workers.size() != 1) {
                        worker.ready.complete(null);
                    } else {
                        worker.failed.complete(
                                new IllegalStateException("died before it was ready"));
                    }
                    return worker;
                };
        try (ConnectSupervisor supervisor = new ConnectSupervisor(SETTINGS, QUICK, launcher)) {
            supervisor.start();
            await().atMost(PATIENCE).until(() -> supervisor.state() instanceof WorkerState.Running);
            workers.getLast().failed.complete(new IllegalStateException("died while running"));
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    workers.size() == 3
                                            && supervisor.state() instanceof WorkerState.Running);

            assertThat(launches).hasValue(6);
            assertThat(workers.subList(0, 2))
                    .allSatisfy(worker -> assertThat(worker.closes).hasValue(1));
        }
    }

    @Test
    void aFailureSaysWhyAndWhenItIsTriedAgain() {
        Instant before = Instant.now();
        try (ConnectSupervisor supervisor =
                new ConnectSupervisor(
                        SETTINGS,
                        SLOW,
                        _ -> {
                            throw new WorkerStartException("The topic is missing.");
                        })) {
            supervisor.start();
            await().atMost(PATIENCE).until(() -> supervisor.state() instanceof WorkerState.Failed);

            WorkerState.Failed failed = (WorkerState.Failed) supervisor.state();
            assertThat(failed.reason()).isEqualTo("The topic is missing.");
            assertThat(failed.retryAt())
                    .isBetween(before.plusSeconds(60), Instant.now().plusSeconds(60));
        }
    }

    @Test
    void aWorkerThatCannotBeLookedAfterIsStartedAnew() {
        ScriptedWorker broken =
                new ScriptedWorker() {
                    @Override
                    public URI uri() {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                };
        broken.ready.complete(null);
        AtomicInteger launches = new AtomicInteger();
        try (ConnectSupervisor supervisor =
                new ConnectSupervisor(
                        SETTINGS,
                        SLOW,
                        _ -> {
                            launches.incrementAndGet();
                            return broken;
                        })) {
            supervisor.start();
            await().atMost(PATIENCE).until(() -> supervisor.state() instanceof WorkerState.Failed);

            assertThat(((WorkerState.Failed) supervisor.state()).reason())
                    .contains("no more threads", "larger dyno");
            assertThat(broken.closes).hasValue(1);
        }
        assertThat(launches).hasValue(1);
    }

    @Test
    void closeEndsABackOffAtOnce() {
        ConnectSupervisor supervisor =
                new ConnectSupervisor(
                        SETTINGS,
                        SLOW,
                        _ -> {
                            throw new WorkerStartException("no");
                        });
        supervisor.start();
        await().atMost(PATIENCE).until(() -> supervisor.state() instanceof WorkerState.Failed);

        supervisor.close();

        assertThat(supervisor.state()).isEqualTo(new WorkerState.Stopped());
    }

    @Test
    void closeInterruptsALaunchAndStopsWhatItMadeInOrder() {
        CountDownLatch launching = new CountDownLatch(1);
        ScriptedWorker worker = new ScriptedWorker();
        ConnectSupervisor supervisor =
                new ConnectSupervisor(
                        SETTINGS,
                        SLOW,
                        _ -> {
                            launching.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            return worker;
                        });
        supervisor.start();
        await().atMost(PATIENCE).until(() -> launching.getCount() == 0);

        supervisor.close();

        assertThat(supervisor.state()).isEqualTo(new WorkerState.Stopped());
        assertThat(worker.closes).hasValue(1);
        assertThat(worker.closedInterrupted)
                .as("the stop of tasks must not be cut short")
                .isFalse();
    }

    @Test
    void closesOnceAndCanBeClosedWithoutAStart() {
        ConnectSupervisor supervisor =
                new ConnectSupervisor(SETTINGS, SLOW, _ -> new ScriptedWorker());
        supervisor.close();
        supervisor.close();

        assertThat(supervisor.state()).isEqualTo(new WorkerState.Stopped());
        assertThatThrownBy(supervisor::start).isInstanceOf(IllegalStateException.class);
    }
}
