// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reference data beside the repository: in a folder {@code shared} of a parent folder. */
public final class SharedFiles {
    private SharedFiles() {}

    /** The files of a folder by name, empty (with a printed line) when the data isn't there. */
    public static List<Path> files(String path, String suffix) throws IOException {
        for (var dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            var folder = dir.resolve("shared").resolve(path);
            if (Files.isDirectory(folder)) {
                try (var files = Files.list(folder)) {
                    return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
                }
            }
        }
        System.out.println("skipped: shared/" + path + " is not beside the repository");
        return List.of();
    }

    /** The lines of a file, empty (with a printed line) when the data isn't there. */
    public static Optional<List<String>> lines(String path) throws IOException {
        for (var dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            var file = dir.resolve("shared").resolve(path);
            if (Files.isRegularFile(file)) {
                return Optional.of(Files.readAllLines(file));
            }
        }
        System.out.println("skipped: shared/" + path + " is not beside the repository");
        return Optional.empty();
    }
}
