// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.golden;

import dev.bottledwater.testing.conformance.UnreadableCasesException;
import dev.bottledwater.testing.golden.Block.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of cases.
 *
 * @param lines the file's lines, which blocks point into
 */
public record GoldenFile(Path path, List<String> lines, List<GoldenCase> cases) {
    private static final String CASE = "case";
    private static final Pattern HEADER =
            Pattern.compile(
                    Stream.concat(
                                    Stream.of(CASE),
                                    Stream.of(Kind.values())
                                            .map(k -> k.name().toLowerCase(Locale.ROOT)))
                            .collect(Collectors.joining("|", "(", "):(?:\\s+(.*?))?\\s*")));

    public GoldenFile {
        lines = List.copyOf(lines);
        cases = List.copyOf(cases);
    }

    /** Whether a text is such a file: a line of it begins a case. */
    public static boolean isOne(String text) {
        return text.lines().anyMatch(l -> l.startsWith(CASE + ":"));
    }

    /**
     * Reads a file.
     *
     * @throws UnreadableCasesException when it can't be read or isn't in the format
     */
    public static GoldenFile read(Path path) {
        try {
            return new Reader(path, Files.readString(path).lines().toList()).read();
        } catch (IOException e) {
            throw new UnreadableCasesException(
                    "%s can't be read: %s".formatted(path, e.getMessage()), e);
        }
    }

    private static final class Reader {
        private final Path path;
        private final String file;
        private final List<String> lines;
        private final List<Block> setup = new ArrayList<>();
        private final List<GoldenCase> cases = new ArrayList<>();
        private @Nullable String name;
        private List<Block> blocks = new ArrayList<>();

        Reader(Path path, List<String> lines) {
            this.path = path;
            this.file = String.valueOf(path.getFileName()).replaceFirst("\\.sql$", "");
            this.lines = lines;
        }

        GoldenFile read() {
            int at = 0;
            while (at < lines.size() && !isHeader(at)) {
                if (!lines.get(at).isBlank() && !lines.get(at).startsWith("--")) {
                    throw wrong(at, "the first line that is no comment must be a case or setup");
                }
                at++;
            }
            while (at < lines.size()) {
                at = part(at);
            }
            finish(lines.size());
            if (cases.isEmpty()) {
                throw wrong(0, "there is no case");
            }
            return new GoldenFile(path, lines, cases);
        }

        /** Messages may hold lines like headers, but not behind an empty line. */
        private boolean isHeader(int at) {
            return HEADER.matcher(lines.get(at)).matches()
                    && (at == 0
                            || lines.get(at - 1).isBlank()
                            || lines.get(at - 1).startsWith("--"));
        }

        /** Reads from a header to the next one, and returns where that is. */
        private int part(int at) {
            var header = HEADER.matcher(lines.get(at));
            if (!header.matches()) {
                throw new IllegalStateException("no header in line " + at);
            }
            int end = at + 1;
            while (end < lines.size() && !isHeader(end)) {
                end++;
            }
            var word = header.group(1);
            var argument = header.group(2) == null ? "" : header.group(2);
            if (word.equals(CASE)) {
                begin(at, argument);
                add(at, block(Kind.SQL, "", at + 1, end));
            } else {
                add(at, block(Kind.valueOf(word.toUpperCase(Locale.ROOT)), argument, at + 1, end));
            }
            return end;
        }

        private Block block(Kind kind, String argument, int start, int end) {
            int from = start;
            int to = end;
            while (to > from && isFiller(kind, lines.get(to - 1))) {
                to--;
            }
            while (from < to && lines.get(from).isBlank()) {
                from++;
            }
            return new Block(kind, argument, String.join("\n", lines.subList(from, to)), start, to);
        }

        /** Comments behind a golden text belong to what follows. */
        private static boolean isFiller(Kind kind, String line) {
            return line.isBlank() || (kind.golden() && line.startsWith("--"));
        }

        private void begin(int at, String caseName) {
            finish(at);
            if (caseName.isEmpty()) {
                throw wrong(at, "a case needs a name");
            }
            name = caseName;
        }

        private void finish(int at) {
            var finished = name;
            if (finished == null) {
                return;
            }
            var taken = new HashSet<String>();
            cases.forEach(c -> taken.add(c.name()));
            var testCase = new GoldenCase(file, file + " - " + finished, setup, blocks);
            if (taken.contains(testCase.name())) {
                throw wrong(at - 1, "a second case has the name \"%s\"".formatted(finished));
            }
            if (blocks.stream().noneMatch(b -> b.kind().golden())) {
                throw wrong(at - 1, "the case \"%s\" expects nothing".formatted(finished));
            }
            cases.add(testCase);
            blocks = new ArrayList<>();
        }

        private void add(int at, Block block) {
            boolean needsArgument =
                    switch (block.kind()) {
                        case SCHEMA, TOPIC, IN, OUT -> true;
                        case SETUP, SQL, ERROR, PLAN, LOG -> false;
                    };
            if (needsArgument && block.argument().isEmpty()) {
                throw wrong(at, "a name must stand behind the colon");
            }
            if (name == null && block.kind().golden()) {
                throw wrong(at, "what is to come out belongs into a case");
            }
            if (name != null && block.kind() == Kind.SETUP) {
                throw wrong(at, "the setup must stand before the first case");
            }
            if (!block.text().isEmpty() || block.kind() != Kind.SQL) {
                (name == null ? setup : blocks).add(block);
            }
        }

        private UnreadableCasesException wrong(int line, String what) {
            return new UnreadableCasesException(
                    "%s, line %d: %s.".formatted(path, line + 1, what), null);
        }
    }
}
