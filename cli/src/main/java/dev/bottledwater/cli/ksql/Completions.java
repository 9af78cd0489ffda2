// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.sql.format.SqlFormatter;
import dev.bottledwater.sql.parse.Keywords;

import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Completes the shell's commands, keywords, functions, the names of streams and tables, and the
 * columns of those that the statement names. The server is asked beside the typing.
 */
final class Completions implements Completer {
    /** How long a person who pressed TAB waits for columns that aren't known yet. */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^\\p{L}\\p{N}_$]+");
    private static final Executor BESIDE = Thread::startVirtualThread;

    /** What the server knows. Each method makes its request at once; the supplier sends it. */
    interface Names {
        /** The names of streams and tables. */
        Supplier<List<String>> sources();

        /** The names of functions. */
        Supplier<List<String>> functions();

        /** The columns of a stream or table. */
        Supplier<List<String>> columns(String source);
    }

    private final Names names;
    private final Duration patience;
    private final Map<String, CompletableFuture<List<String>>> columns = new ConcurrentHashMap<>();
    private volatile List<String> sources = List.of();
    private volatile List<String> functions = List.of();

    Completions(Names names) {
        this(names, PATIENCE);
    }

    Completions(Names names, Duration patience) {
        this.names = names;
        this.patience = patience;
    }

    /** Asks for the names again, without keeping the user waiting. */
    void refresh() {
        columns.clear();
        Supplier<List<String>> asked = names.sources();
        BESIDE.execute(() -> sources = asked.get());
        if (functions.isEmpty()) {
            Supplier<List<String>> once = names.functions();
            BESIDE.execute(() -> functions = once.get());
        }
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String before = line.line().substring(0, line.cursor());
        boolean first = before.strip().equals(line.word());
        Words words = new Words(line.word(), candidates);
        if (first) {
            words.add("commands", LocalCommands.names());
        }
        words.add("columns", names(columnsOf(line.line(), sources)));
        words.add("streams and tables", names(sources));
        words.add("functions", functions);
        words.add("keywords", Keywords.all().stream().sorted().toList());
    }

    /** As statements write them: in quotes where they need them. */
    private static List<String> names(List<String> names) {
        return names.stream().map(SqlFormatter::formatName).toList();
    }

    /** The columns of the sources that a statement names, in any case. */
    private List<String> columnsOf(String statement, List<String> known) {
        Set<String> words =
                NOT_IN_NAMES
                        .splitAsStream(statement.toUpperCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        return known.stream()
                .filter(source -> words.contains(source.toUpperCase(Locale.ROOT)))
                .flatMap(source -> now(columns.computeIfAbsent(source, this::ask)).stream())
                .toList();
    }

    private CompletableFuture<List<String>> ask(String source) {
        return CompletableFuture.supplyAsync(names.columns(source), BESIDE);
    }

    private List<String> now(CompletableFuture<List<String>> names) {
        try {
            return names.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException | TimeoutException unknown) {
            return List.of();
        }
    }

    /** Candidates, each once, in the case that its word is typed in. */
    private static final class Words {
        private final List<Candidate> candidates;
        private final Set<String> seen = new HashSet<>();
        private final boolean lower;

        Words(String typed, List<Candidate> candidates) {
            this.candidates = candidates;
            this.lower = !typed.isEmpty() && typed.equals(typed.toLowerCase(Locale.ROOT));
        }

        void add(String group, List<String> names) {
            for (String name : names) {
                // A name in quotes has a case of its own, and others have none.
                boolean quoted = name.startsWith("`");
                String value = lower && !quoted ? name.toLowerCase(Locale.ROOT) : name;
                if (seen.add(value)) {
                    candidates.add(new Candidate(value, value, group, null, null, null, true));
                }
            }
        }
    }
}
