// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The stores of a query on this machine's disk. */
final class LocalState {
    private static final Logger LOG = LoggerFactory.getLogger(LocalState.class);

    private LocalState() {}

    /**
     * Makes the directory of all queries. When Kafka Streams makes it, and two queries start at
     * once, one of them fails because the other was first.
     *
     * @throws UncheckedIOException when it can't be made
     */
    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The state directory %s can't be made: %s; free it, or choose another one"
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    /**
     * Deletes the directory of a query that has ended. Kafka Streams' own clean-up leaves the
     * directory, its lock and the process's id behind.
     */
    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("The state directory {} was not deleted: {}", directory, e.getMessage());
        }
    }
}
