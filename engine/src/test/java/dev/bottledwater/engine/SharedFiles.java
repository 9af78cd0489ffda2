// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reference data that may lie beside the repository and isn't part of it. */
public final class SharedFiles {
    private SharedFiles() {}

    /** The lines of a file of the reference data; empty, with a word about it, if there is none. */
    public static Optional<List<String>> lines(String file) throws IOException {
        for (var dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            var found = dir.resolve("shared").resolve(file);
            if (Files.isRegularFile(found)) {
                return Optional.of(Files.readAllLines(found));
            }
        }
        System.out.println("skipped: shared/" + file + " is not beside the repository");
        return Optional.empty();
    }
}
