// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo.observed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to a real server, and its answer.
 *
 * @param contentType of the answer; empty when it had none
 */
record Exchange(
        String title,
        String method,
        String path,
        Map<String, String> headers,
        String request,
        int status,
        String contentType,
        String answer) {
    private static final Path RECORD = Path.of("shared", "spec", "observed", "wire.md");
    private static final Pattern HEADER = Pattern.compile("([A-Z][A-Za-z-]+): (.*)");
    private static final Pattern CONTENT_TYPE = Pattern.compile("content-type=(\\S+)");

    /** Whether the record holds the whole answer. */
    boolean whole() {
        return !answer.contains("…");
    }

    /** Empty, and says so, where there is no record. */
    static List<Exchange> record() throws IOException {
        Optional<Path> record = find();
        if (record.isEmpty()) {
            System.out.println("Skipped: there is no record of exchanges with a real server.");
            return List.of();
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (String section : Files.readString(record.get()).split("(?m)^## ")) {
            int middle = section.indexOf("\n---\n");
            int end = section.lastIndexOf("\n```");
            if (middle >= 0 && end > middle) {
                exchanges.add(exchange(section, middle, end));
            }
        }
        return exchanges;
    }

    private static Exchange exchange(String section, int middle, int end) {
        String title = section.substring(0, section.indexOf('\n'));
        List<String> lines =
                new ArrayList<>(
                        section.substring(section.indexOf("```\n") + 4, middle).lines().toList());
        String[] requestLine = lines.removeFirst().split(" ", 2);
        Map<String, String> headers = new TreeMap<>();
        while (!lines.isEmpty() && HEADER.matcher(lines.getFirst()).matches()) {
            Matcher header = HEADER.matcher(lines.removeFirst());
            if (header.matches()) {
                headers.put(header.group(1), header.group(2));
            }
        }
        String answer = section.substring(middle + 5, end);
        String statusLine = answer.substring(0, answer.indexOf('\n'));
        Matcher contentType = CONTENT_TYPE.matcher(statusLine);
        return new Exchange(
                title,
                requestLine[0],
                requestLine[1],
                headers,
                String.join("\n", lines),
                Integer.parseInt(statusLine.substring(0, 3)),
                contentType.find() ? contentType.group(1) : "",
                answer.substring(answer.indexOf('\n') + 1));
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
