// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;

/** {@code migrate new}: makes the file of the next version. */
@Command(name = "new", description = "Make an empty file for the next version.")
final class NewCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "NAME", description = "what it is about, such as 'add orders'")
    private String name = "";

    @Option(names = "--down", description = "make the file that takes it back too")
    private boolean down;

    @Mixin private ProjectOptions options = new ProjectOptions();

    NewCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String safe = name.strip().replaceAll("[^\\p{L}\\p{N}-]+", "_").replaceAll("^_+|_+$", "");
        if (safe.isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "A migration needs a name with a letter or digit, such as 'add orders'.");
        }
        Path directory = options.project().directory();
        try {
            Files.createDirectories(directory);
            var files = MigrationDirectory.read(directory).files();
            int version = files.isEmpty() ? 1 : files.lastKey() + 1;
            String base = "V%06d__%s".formatted(version, safe);
            make(
                    directory.resolve(base + ".sql"),
                    "-- Version %d: %s\n".formatted(version, name.strip()));
            if (down) {
                make(
                        directory.resolve(base + ".down.sql"),
                        "-- Takes version %d back: %s\n".formatted(version, name.strip()));
            }
            return ExitCode.OK.code();
        } catch (IOException unwritable) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT,
                    "The file can't be made in %s: %s."
                            .formatted(directory, unwritable.getMessage()),
                    unwritable);
        }
    }

    private void make(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        surroundings.out().println(file);
    }
}
