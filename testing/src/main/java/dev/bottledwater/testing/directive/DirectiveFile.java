// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.directive;

import dev.bottledwater.testing.conformance.ExpectedFailure;
import dev.bottledwater.testing.conformance.UnreadableCasesException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Reads files of tests that begin with {@code --@test: name}. */
public final class DirectiveFile {
    private static final Pattern DIRECTIVE =
            Pattern.compile("\\s*--@\\s*([\\w.]+)\\s*:?\\s*(.*?)\\s*");
    private static final String TEST = "test";
    private static final String ERROR = "expected.error";
    private static final String MESSAGE = "expected.message";

    private final Path path;
    private final String file;
    private final List<String> lines;
    private final List<DirectiveCase> cases = new ArrayList<>();

    private DirectiveFile(Path path, List<String> lines) {
        this.path = path;
        this.file = String.valueOf(path.getFileName()).replaceFirst("\\.sql$", "");
        this.lines = lines;
    }

    /** Whether a text is such a file. */
    public static boolean isOne(String text) {
        return text.lines().anyMatch(l -> TEST.equals(directive(l)));
    }

    private static @Nullable String directive(String line) {
        var matcher = DIRECTIVE.matcher(line);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /**
     * The tests of a file in its order.
     *
     * @throws UnreadableCasesException when the file can't be read or holds no tests
     */
    public static List<DirectiveCase> read(Path path) {
        try {
            return new DirectiveFile(path, Files.readString(path).lines().toList()).cases();
        } catch (IOException e) {
            throw new UnreadableCasesException(
                    "%s can't be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private List<DirectiveCase> cases() {
        int at = 0;
        while (at < lines.size() && !TEST.equals(directive(lines.get(at)))) {
            var line = lines.get(at).strip();
            if (!line.isEmpty() && !line.startsWith("--")) {
                throw wrong(at, "statements must stand behind a line --@test: NAME");
            }
            at++;
        }
        while (at < lines.size()) {
            int end = at + 1;
            while (end < lines.size() && !TEST.equals(directive(lines.get(end)))) {
                end++;
            }
            add(at, end);
            at = end;
        }
        if (cases.isEmpty()) {
            throw wrong(0, "there is no line --@test: NAME");
        }
        return cases;
    }

    private void add(int start, int end) {
        String name = "";
        String error = null;
        String message = null;
        for (int i = start; i < end; i++) {
            var matcher = DIRECTIVE.matcher(lines.get(i));
            if (matcher.matches()) {
                var value = matcher.group(2);
                switch (matcher.group(1)) {
                    case TEST -> name = value;
                    case ERROR -> error = value;
                    case MESSAGE -> message = value;
                    default ->
                            throw wrong(
                                    i,
                                    "unknown directive --@%s; there are --@test, --@expected.error and --@expected.message"
                                            .formatted(matcher.group(1)));
                }
            }
        }
        if (name.isEmpty()) {
            throw wrong(start, "a test needs a name");
        }
        var taken = new HashSet<String>();
        cases.forEach(c -> taken.add(c.name()));
        var full = file + " - " + name;
        if (taken.contains(full)) {
            throw wrong(start, "a second test has the name \"%s\"".formatted(name));
        }
        // empty lines in place of what stands before, so that places are those of the file
        var script = "\n".repeat(start) + String.join("\n", lines.subList(start, end)) + "\n";
        cases.add(
                new DirectiveCase(
                        file,
                        full,
                        path.toAbsolutePath().getParent(),
                        script,
                        failure(error, message)));
    }

    private static @Nullable ExpectedFailure failure(
            @Nullable String error, @Nullable String message) {
        return error == null && message == null
                ? null
                : new ExpectedFailure(
                        error == null ? null : error.substring(error.lastIndexOf('.') + 1),
                        message,
                        null,
                        null);
    }

    private UnreadableCasesException wrong(int line, String what) {
        return new UnreadableCasesException(
                "%s, line %d: %s.".formatted(path, line + 1, what), null);
    }
}
