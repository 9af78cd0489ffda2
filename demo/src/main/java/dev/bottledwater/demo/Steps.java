// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Tells the steps of the start with the time that each took. */
final class Steps {
    private final PrintStream out;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** Something to do that may fail. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws Exception;
    }

    /** Does {@code action} between a line's beginning and its end. */
    <T> T step(String what, Action<T> action) throws Exception {
        out.printf("  %-66s", what);
        out.flush();
        var start = System.nanoTime();
        try {
            var result = action.run();
            out.printf(Locale.ROOT, " %5.1f s%n", (System.nanoTime() - start) / 1e9);
            return result;
        } catch (Exception e) {
            out.println(" failed");
            throw e;
        }
    }

    /** A line of text. */
    void say(String text) {
        out.println(text);
    }
}
