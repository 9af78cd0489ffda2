// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * The program that long answers are read in.
 *
 * @param command a line of the shell {@code sh}
 */
public record Pager(String command) {
    /** What the shell says by its status when it can't run a command. */
    private static final int CANT_RUN = 126;

    /**
     * Returns the pager of a machine: {@code PAGER}, or else {@code less} where there is one. None
     * where {@code PAGER} is {@code cat}.
     */
    public static Optional<Pager> of(Surroundings surroundings) {
        Optional<String> chosen = surroundings.vars().get("PAGER").map(String::strip);
        if (chosen.isPresent()) {
            return chosen.filter(line -> !line.equals("cat")).map(Pager::new);
        }
        String path = surroundings.vars().get("PATH").orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "less")))
                ? Optional.of(new Pager("less"))
                : Optional.empty();
    }

    /**
     * Starts it on the terminal of this process. As for git, {@code less} ends by itself when all
     * fits on the screen and keeps colours, unless {@code LESS} says otherwise.
     */
    Process start() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", command)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putIfAbsent("LESS", "FRX");
        return builder.start();
    }

    /** Whether a process that ended with this status never ran. */
    static boolean failed(int status) {
        return status == CANT_RUN || status == CANT_RUN + 1;
    }
}
