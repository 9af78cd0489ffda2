// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The migrations of a project.
 *
 * @param path the directory
 * @param files by version, in its order
 * @param ignored names of SQL files that aren't named like migrations
 */
record MigrationDirectory(
        Path path, SortedMap<Integer, MigrationFile> files, List<String> ignored) {
    private static final Pattern UP = Pattern.compile("V([0-9]{1,9})__(.+)\\.sql");
    private static final String DOWN = ".down.sql";

    /**
     * Reads a directory.
     *
     * @throws CommandFailedException when it can't be read, or two files have the same version
     */
    static MigrationDirectory read(Path directory) {
        SortedMap<Integer, Path> downs = new TreeMap<>();
        SortedMap<Integer, Path> ups = new TreeMap<>();
        List<String> ignored = new ArrayList<>();
        for (Path path : list(directory)) {
            String name = MigrationFile.fileName(path);
            Matcher matcher = UP.matcher(name);
            int version = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
            if (version == 0) {
                if (name.endsWith(".sql")) {
                    ignored.add(name);
                }
            } else {
                put(name.endsWith(DOWN) ? downs : ups, version, path);
            }
        }
        SortedMap<Integer, MigrationFile> files = new TreeMap<>();
        ups.forEach((version, path) -> files.put(version, file(version, path, downs)));
        downs.forEach(
                (version, path) -> {
                    if (!ups.containsKey(version)) {
                        ignored.add(MigrationFile.fileName(path));
                    }
                });
        return new MigrationDirectory(directory, files, List.copyOf(ignored));
    }

    private static List<Path> list(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException absent) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT,
                    "There is no directory '%s': name another with --dir, or begin with 'migrate new NAME'."
                            .formatted(directory),
                    absent);
        } catch (IOException unreadable) {
            throw unreadable(directory, unreadable);
        }
    }

    private static void put(SortedMap<Integer, Path> paths, int version, Path path) {
        Path before = paths.put(version, path);
        if (before != null) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT,
                    "%s and %s have the same version: give one of them another number."
                            .formatted(
                                    MigrationFile.fileName(before), MigrationFile.fileName(path)));
        }
    }

    private static MigrationFile file(int version, Path path, SortedMap<Integer, Path> downs) {
        Matcher matcher = UP.matcher(MigrationFile.fileName(path));
        String name = matcher.matches() ? matcher.group(2) : "";
        return new MigrationFile(version, name, path, text(path), downs.get(version));
    }

    /**
     * Reads a file.
     *
     * @throws CommandFailedException when it can't be read
     */
    static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (MalformedInputException binary) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT, "The file %s isn't UTF-8 text.".formatted(path), binary);
        } catch (IOException unreadable) {
            throw unreadable(path, unreadable);
        }
    }

    private static CommandFailedException unreadable(Path path, IOException unreadable) {
        return new CommandFailedException(
                ExitCode.NO_INPUT,
                "%s can't be read: %s.".formatted(path, unreadable.getMessage()),
                unreadable);
    }

    /** Returns the file of a version. */
    Optional<MigrationFile> file(int version) {
        return Optional.ofNullable(files.get(version));
    }
}
