// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at a connector until it is as it should be, and tells each change on the way.
 *
 * @param out where changes are told
 */
record Watch(ConnectApi api, PrintStream out, Duration timeout) {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /**
     * Connect tells the state before a restart for a moment; a state counts when it was seen this
     * often in a row.
     */
    private static final int SEEN = 2;

    /**
     * Waits.
     *
     * @param reached what it should be
     * @return the last state; empty where none was told in time
     */
    Optional<Connector> until(String name, Predicate<Connector> reached) {
        long end = System.nanoTime() + timeout.toNanos();
        String told = "";
        int seen = 0;
        Optional<Connector> last;
        do {
            last = api.status(name);
            String line = last.map(Watch::line).orElse("not known yet");
            if (!line.equals(told)) {
                out.println(name + ": " + line);
                told = line;
                seen = 0;
            }
            boolean settled =
                    last.filter(one -> reached.test(one) || !one.failures().isEmpty()).isPresent();
            if (settled && ++seen >= SEEN) {
                return last;
            }
            pause(PAUSE);
        } while (System.nanoTime() < end);
        return last;
    }

    private static String line(Connector connector) {
        return connector.self().state() + ", tasks: " + connector.taskSummary();
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.FAILED, "Interrupted.", e);
        }
    }
}
