// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that has one directory with jars per plugin, as Connect's {@code plugin.path} wants
 * it.
 */
record PluginPath(Path directory) {
    /**
     * Makes the directory {@code name} hold {@code jars} and nothing else.
     *
     * @throws IOException where that fails, or where two of the jars have one file name
     */
    void install(String name, Collection<Path> jars) throws IOException {
        Path target = directory.resolve(name);
        delete(target);
        Files.createDirectories(target);
        for (Path jar : jars) {
            Files.copy(jar, target.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Deletes the directories of plugins that {@code names} doesn't have, and returns theirs. */
    List<String> keepOnly(Collection<String> names) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        Set<String> kept = new HashSet<>(names);
        List<String> deleted = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.sorted().toList()) {
                if (!kept.contains(entry.getFileName().toString())) {
                    delete(entry);
                    deleted.add(entry.getFileName().toString());
                }
            }
        }
        return deleted;
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(path)) {
            for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
