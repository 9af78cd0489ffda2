// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short programs of the system, such as {@code ip}. */
final class SystemCommand {
    private SystemCommand() {}

    /**
     * Runs one to its end.
     *
     * @param line words that are separated by spaces
     * @throws IllegalStateException with what it said, if its exit status isn't 0
     */
    static void run(String line) {
        var output = new StringBuilder();
        int status = execute(line, output);
        if (status != 0) {
            throw new IllegalStateException(
                    "'%s' ended with %d: %s".formatted(line, status, output.toString().strip()));
        }
    }

    /** Whether it can be run, and ends with status 0. */
    static boolean works(String line) {
        try {
            return execute(line, new StringBuilder()) == 0;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    private static int execute(String line, StringBuilder output) {
        try {
            Process process =
                    new ProcessBuilder(List.of(line.split(" "))).redirectErrorStream(true).start();
            process.getOutputStream().close();
            output.append(
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("'" + line + "' can't be run.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while '" + line + "' ran.", e);
        }
    }
}
