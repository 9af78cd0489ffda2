// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.ProgramVersion;

import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;

/** The keyboard of the shell: reads statements, runs them, until Ctrl-D. */
final class Repl {
    private static final String PROMPT = "ksql> ";
    private static final String CONTINUATION = "> ";

    private final Shell shell;
    private final Terminal terminal;
    private final Completions completions;
    private final LineReader reader;

    /**
     * @param userHome where the history is kept, in a directory that only the user can read
     */
    Repl(Shell shell, Terminal terminal, Path userHome, boolean colour) {
        this.shell = shell;
        this.terminal = terminal;
        this.completions = new Completions(shell.names());
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("ksql")
                        .parser(new StatementParser())
                        .completer(completions)
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.CASE_INSENSITIVE, true)
                        .option(LineReader.Option.AUTO_GROUP, true)
                        // Words with typos in them would offer whatever is as short.
                        .variable(LineReader.ERRORS, 0)
                        .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION);
        historyFile(userHome).ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        if (colour) {
            builder.highlighter(new StatementHighlighter());
        }
        this.reader = builder.build();
    }

    /** Runs until the user leaves. */
    void run() {
        PrintStream out = shell.session().screen().out();
        out.println("bottled-water ksql");
        shell.greeting(ProgramVersion.text()).forEach(out::println);
        out.println("Type 'help' for commands, and end statements with ;");
        out.println();
        completions.refresh();
        terminal.handle(Terminal.Signal.INT, _ -> shell.session().interrupt());
        boolean more = true;
        while (more) {
            more = step();
        }
        out.flush();
    }

    private boolean step() {
        String text;
        try {
            text = reader.readLine(PROMPT).strip();
        } catch (UserInterruptException cleared) {
            return true;
        } catch (EndOfFileException end) {
            return false;
        }
        if (LocalCommands.leaves(text)) {
            return false;
        }
        switch (text.toLowerCase(Locale.ROOT).replaceAll("[;\\s]+$", "")) {
            case "" -> {}
            case "clear" -> {
                terminal.puts(Capability.clear_screen);
                terminal.flush();
            }
            case "history" -> history();
            default -> {
                shell.run(text);
                completions.refresh();
            }
        }
        return true;
    }

    private void history() {
        PrintStream out = shell.session().screen().out();
        Iterator<History.Entry> entries = reader.getHistory().iterator();
        while (entries.hasNext()) {
            History.Entry entry = entries.next();
            out.println("%4d  %s".formatted(entry.index() + 1, entry.line()));
        }
    }

    /** Statements may hold passwords of connectors, so that nobody else may read the file. */
    private static Optional<Path> historyFile(Path userHome) {
        Path directory = userHome.resolve(".bottled-water");
        Path file = directory.resolve("ksql-history");
        try {
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(
                        directory, PosixFilePermissions.fromString("rwx------"));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return Optional.of(file);
        } catch (IOException readOnly) {
            // A home that can't be written, as on some dynos, costs the history and nothing else.
            return Optional.empty();
        }
    }
}
