// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.serve.Server;
import dev.bottledwater.platform.ConfigVars;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * One run of the program in this process.
 *
 * @param status the exit status
 */
public record Run(int status, String out, String err) {

    /** Runs a command line that starts no server. */
    public static Run of(Map<String, String> vars, String... arguments) {
        return with("", vars, arguments);
    }

    /** Runs a command line with a text piped in. */
    public static Run with(String input, Map<String, String> vars, String... arguments) {
        return with(
                input,
                vars,
                (settings, parts) -> {
                    throw new CommandFailedException(
                            ExitCode.UNAVAILABLE, "No server in this test.");
                },
                arguments);
    }

    /** Runs a command line where {@code serve} starts something made up, and stops at once. */
    public static Run with(
            String input, Map<String, String> vars, Server.Starter starter, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings surroundings =
                new Surroundings(
                        ConfigVars.of(vars),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        Path.of("target"),
                        Path.of("target"));
        int status =
                new Commands(
                                surroundings,
                                starter,
                                stop -> {
                                    stop.run();
                                    return true;
                                })
                        .run(arguments);
        return new Run(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
