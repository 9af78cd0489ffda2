// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where an embedded server keeps its files: a temporary directory that {@link #close()} deletes, or
 * a directory of the caller's that it leaves alone.
 *
 * @param path an existing directory
 * @param temporary whether it is deleted on close
 */
public record DataDirectory(Path path, boolean temporary) implements AutoCloseable {

    /**
     * A new temporary directory whose name starts with {@code prefix} and the id of this process,
     * so that what is left behind tells who left it.
     */
    public static DataDirectory temporary(String prefix) {
        try {
            return new DataDirectory(
                    Files.createTempDirectory(prefix + ProcessHandle.current().pid() + "-"), true);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No temporary directory could be created in "
                            + System.getProperty("java.io.tmpdir")
                            + ".",
                    e);
        }
    }

    /** {@code chosen}, made where it is missing, or a temporary directory if it is null. */
    public static DataDirectory of(@Nullable Path chosen, String prefix) {
        if (chosen == null) {
            return temporary(prefix);
        }
        try {
            return new DataDirectory(
                    Files.createDirectories(chosen.toAbsolutePath().normalize()), false);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The data directory " + chosen + " could not be created.", e);
        }
    }

    /** Deletes a temporary directory with all in it; leaves a chosen one as it is. */
    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try {
            deleteTree();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The temporary directory " + path + " could not be deleted.", e);
        }
    }

    private void deleteTree() throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    // A server that was killed may still be removing files of its own.
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
