// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import dev.bottledwater.cli.console.ExitCode;

import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops on SIGTERM and SIGINT, in a shutdown hook. Heroku kills a process 30 seconds after SIGTERM
 * ("Dyno shutdown behavior"), so this one gives up after 25 and says so: what wasn't committed by
 * then is done again by the next process.
 *
 * <p>The hook ends the process itself, with 0 after a clean stop: by default Java would answer 143,
 * as if nothing had been done about the signal.
 */
public final class ProcessStop implements StopSignal {
    private static final Duration DEADLINE = Duration.ofSeconds(25);

    @Override
    public boolean awaitAndStop(Runnable stop) throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        runtime.addShutdownHook(
                new Thread(
                        () -> {
                            boolean clean = stopWithin(stop, DEADLINE);
                            LogManager.shutdown();
                            runtime.halt((clean ? ExitCode.OK : ExitCode.FAILED).code());
                        },
                        "stop"));
        new CountDownLatch(1).await();
        return true;
    }

    static boolean stopWithin(Runnable stop, Duration deadline) {
        Logger log = LoggerFactory.getLogger(ProcessStop.class);
        log.info("Stopping");
        long begin = System.nanoTime();
        Attempt attempt = new Attempt(stop);
        Thread worker = Thread.ofPlatform().name("stop-parts").daemon().start(attempt);
        boolean ended = false;
        try {
            ended = worker.join(deadline);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (!ended) {
            log.error("Not everything had ended after {} ms; giving up", millis);
            return false;
        }
        if (attempt.failure != null) {
            log.error("Stopping failed after {} ms", millis, attempt.failure);
            return false;
        }
        log.info("Stopped after {} ms", millis);
        return true;
    }

    private static final class Attempt implements Runnable {
        private final Runnable stop;
        private volatile @org.jspecify.annotations.Nullable RuntimeException failure;

        Attempt(Runnable stop) {
            this.stop = stop;
        }

        @Override
        public void run() {
            try {
                stop.run();
            } catch (RuntimeException thrown) {
                failure = thrown;
            }
        }
    }
}
