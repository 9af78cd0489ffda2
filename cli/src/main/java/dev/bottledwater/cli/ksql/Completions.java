// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.sql.parse.Keywords;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Completes keywords, the shell's commands, and the names of streams and tables. */
final class Completions implements Completer {
    private final Supplier<List<String>> sources;
    private volatile List<String> sourceNames = List.of();

    Completions(Supplier<List<String>> sources) {
        this.sources = sources;
    }

    /** Asks for the names again, without keeping the user waiting. */
    void refresh() {
        Thread.startVirtualThread(() -> sourceNames = sources.get());
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        boolean first = line.line().substring(0, line.cursor()).strip().equals(line.word());
        boolean lower =
                !line.word().isEmpty() && line.word().equals(line.word().toLowerCase(Locale.ROOT));
        Stream<String> words =
                Stream.concat(Keywords.all().stream().sorted(), sourceNames.stream())
                        .map(word -> lower ? word.toLowerCase(Locale.ROOT) : word);
        Stream<String> commands = first ? LocalCommands.names().stream() : Stream.empty();
        Stream.concat(commands, words).distinct().map(Candidate::new).forEach(candidates::add);
    }
}
