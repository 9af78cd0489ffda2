// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and SIGTERM end migrations between two statements, so that it is known how far they
 * came and the lock is given back. While one of these is open the process ends only when it is
 * closed, or after half a minute.
 */
final class StopRequest implements AutoCloseable {
    private static final long LONGEST_SECONDS = 30;

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean requested;

    private StopRequest(PrintStream err) {
        hook =
                new Thread(
                        () -> {
                            requested = true;
                            err.println("Stopping behind the statement that runs.");
                            try {
                                closed.await(LONGEST_SECONDS, TimeUnit.SECONDS);
                            } catch (InterruptedException ended) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop-migrations");
    }

    /** Listens from now on. */
    static StopRequest listen(PrintStream err) {
        StopRequest request = new StopRequest(err);
        Runtime.getRuntime().addShutdownHook(request.hook);
        return request;
    }

    /** Whether somebody wants the end. */
    boolean requested() {
        return requested;
    }

    @Override
    public void close() {
        closed.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                // It came this moment, and the hook has nothing left to wait for.
                return;
            }
        }
    }
}
