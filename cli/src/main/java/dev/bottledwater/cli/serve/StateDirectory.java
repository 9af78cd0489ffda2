// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A directory for the state of one process, gone when it stops: what it holds is a cache of Kafka's
 * changelogs. Each start has its own, since Kafka Streams lets no two processes share one.
 */
record StateDirectory(Path path) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);

    static StateDirectory create() {
        try {
            return new StateDirectory(Files.createTempDirectory("bottled-water-state-"));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No directory for the state of queries can be made in "
                            + System.getProperty("java.io.tmpdir"),
                    e);
        }
    }

    @Override
    public void close() {
        if (Files.notExists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new Delete());
        } catch (IOException e) {
            LOG.warn("The state directory {} couldn't be deleted: {}", path, e.toString());
        }
    }

    private static final class Delete extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
