// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Exchanges with a real server, where the folder with their record stands beside the project. */
final class ObservedExchanges {
    private static final Path RECORD = Path.of("shared", "spec", "observed", "wire.md");

    /** The answer to one request. */
    record Exchange(String title, int status, String body) {}

    private ObservedExchanges() {}

    /** Empty, and says so, where there is no record. */
    static List<Exchange> read() throws IOException {
        Optional<Path> record = find();
        if (record.isEmpty()) {
            System.out.println("Skipped: there is no record of exchanges with a real server.");
            return List.of();
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (String section : Files.readString(record.get()).split("(?m)^## ")) {
            int begin = section.indexOf("\n---\n");
            int end = section.lastIndexOf("\n```");
            if (begin < 0 || end < begin) {
                continue;
            }
            String answer = section.substring(begin + 5, end);
            int firstLine = answer.indexOf('\n');
            exchanges.add(
                    new Exchange(
                            section.substring(0, section.indexOf('\n')),
                            Integer.parseInt(answer.substring(0, 3)),
                            answer.substring(firstLine + 1)));
        }
        return exchanges;
    }

    private static Optional<Path> find() {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            if (Files.exists(dir.resolve(RECORD))) {
                return Optional.of(dir.resolve(RECORD));
            }
        }
        return Optional.empty();
    }
}
