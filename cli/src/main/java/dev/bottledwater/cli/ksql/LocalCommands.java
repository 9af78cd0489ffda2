// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ProgramVersion;
import dev.bottledwater.cli.print.OutputFormat;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.wire.ServerInfo;
import dev.bottledwater.wire.client.KsqlClientException;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands of the shell itself. They need no {@code ;}, and no server sees them. */
final class LocalCommands {
    /** Names, arguments and what they do, in the order of {@code help}. */
    private static final List<List<String>> HELP =
            List.of(
                    List.of("help", "", "this list"),
                    List.of(
                            "output",
                            "[TABULAR|JSON|VERTICAL|CSV|MARKDOWN]",
                            "show or choose how answers are printed"),
                    List.of(
                            "cli",
                            "[COLUMN-WIDTH n | WRAP | LIVE | GRAPH ON|OFF]",
                            "show or change how rows are printed"),
                    List.of("live", "[ON|OFF]", "show changes of a table as the table itself"),
                    List.of("spool", "FILE | OFF", "write what is printed into a file too"),
                    List.of("run script", "FILE", "run the statements of a file"),
                    List.of(
                            "request_pipelining",
                            "[OFF]",
                            "KSQL's setting; statements always wait for those before them"),
                    List.of("server", "[URL]", "show or change the server"),
                    List.of("version", "", "show the versions of this program and of the server"),
                    List.of("history", "", "show what was typed"),
                    List.of("clear", "", "clear the screen"),
                    List.of("exit, quit", "", "leave (Ctrl-D too)"));

    private static final List<String> NAMES =
            List.of(
                    "help",
                    "output",
                    "cli",
                    "live",
                    "spool",
                    "request_pipelining",
                    "server",
                    "version",
                    "history",
                    "clear",
                    "exit",
                    "quit");

    private static final List<String> SETTINGS = List.of("COLUMN-WIDTH", "WRAP", "LIVE", "GRAPH");

    private final Session session;

    LocalCommands(Session session) {
        this.session = session;
    }

    /** Returns the first words of the commands, in lower case. */
    static List<String> names() {
        return NAMES;
    }

    /** Whether the text begins like a command rather than a statement. */
    static boolean isOne(String text) {
        List<String> words = words(text);
        return !words.isEmpty()
                && (NAMES.contains(words.getFirst().toLowerCase(Locale.ROOT))
                        || isRunScript(words));
    }

    private static boolean isRunScript(List<String> words) {
        return words.size() >= 2
                && words.get(0).equalsIgnoreCase("run")
                && words.get(1).equalsIgnoreCase("script");
    }

    /** Whether the text is the command that leaves the shell. */
    static boolean leaves(String text) {
        List<String> words = words(text);
        return !words.isEmpty()
                && (words.getFirst().equalsIgnoreCase("exit")
                        || words.getFirst().equalsIgnoreCase("quit"));
    }

    /**
     * Runs a command.
     *
     * @return false when the text isn't a command
     */
    boolean run(String text) throws StatementError {
        if (!isOne(text)) {
            return false;
        }
        List<String> words = words(text);
        List<String> arguments = words.subList(1, words.size());
        switch (words.getFirst().toLowerCase(Locale.ROOT)) {
            case "help" -> help();
            case "output" -> output(arguments);
            case "cli" -> cli(arguments);
            case "live" -> cli(prepend("LIVE", arguments));
            case "spool" -> spool(arguments);
            case "run" ->
                    new ScriptRunner(session).runFile(path(arguments.subList(1, arguments.size())));
            case "request_pipelining" -> pipelining(arguments);
            case "server" -> server(arguments);
            case "version" -> version();
            case "history", "clear", "exit", "quit" -> {
                // Without a person at a terminal there is nothing to show, clear or leave.
            }
            default ->
                    throw new IllegalStateException("A command without code: " + words.getFirst());
        }
        session.screen().out().flush();
        return true;
    }

    private void help() {
        for (List<String> line : HELP) {
            say("%-18s %-46s %s".formatted(line.get(0), line.get(1), line.get(2)));
        }
        say("");
        say("Statements end with ; (or \\G, which prints one value a line). Ctrl-C ends a query.");
    }

    private void output(List<String> arguments) throws StatementError {
        if (!arguments.isEmpty()) {
            session.display(
                    session.display().withFormat(choice(arguments.getFirst(), "output format")));
        }
        say("Output format: " + session.display().format());
    }

    private static OutputFormat choice(String word, String what) throws StatementError {
        List<String> names = Arrays.stream(OutputFormat.values()).map(Enum::name).toList();
        String upper = word.toUpperCase(Locale.ROOT);
        if (!names.contains(upper)) {
            throw unknown(what, word, names);
        }
        return OutputFormat.valueOf(upper);
    }

    private void cli(List<String> arguments) throws StatementError {
        Session.Display display = session.display();
        if (arguments.isEmpty()
                || (arguments.size() == 1 && arguments.getFirst().equalsIgnoreCase("LIVE"))) {
            Map<String, String> settings = new TreeMap<>();
            settings.put(
                    "COLUMN-WIDTH",
                    display.columnWidth() == 0 ? "shared" : "" + display.columnWidth());
            settings.put("WRAP", display.wrap() ? "ON" : "OFF");
            settings.put("LIVE", display.live() ? "ON" : "OFF");
            settings.put("GRAPH", display.graph() ? "ON" : "OFF");
            settings.forEach((name, value) -> say(name + ": " + value));
            return;
        }
        String name = arguments.getFirst().toUpperCase(Locale.ROOT);
        String value = arguments.size() > 1 ? arguments.get(1) : "";
        session.display(
                switch (name) {
                    case "COLUMN-WIDTH" -> display.withColumnWidth(width(value));
                    case "WRAP" -> display.withWrap(onOff(name, value));
                    case "LIVE" -> display.withLive(onOff(name, value));
                    case "GRAPH" -> display.withGraph(onOff(name, value));
                    default -> throw unknown("setting", name, SETTINGS);
                });
        say(name + " set to " + value.toUpperCase(Locale.ROOT));
    }

    private static int width(String value) throws StatementError {
        try {
            int width = Integer.parseInt(value);
            if (width >= 0 && width <= 10_000) {
                return width;
            }
        } catch (NumberFormatException notANumber) {
            throw wrongWidth(value);
        }
        throw wrongWidth(value);
    }

    private static StatementError wrongWidth(String value) {
        return new StatementError(
                "COLUMN-WIDTH takes a number of characters, or 0 to share the screen; '%s' isn't one."
                        .formatted(value));
    }

    private static boolean onOff(String name, String value) throws StatementError {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "ON" -> true;
            case "OFF" -> false;
            default ->
                    throw new StatementError(
                            "%s takes ON or OFF, not '%s'.".formatted(name, value));
        };
    }

    private void spool(List<String> arguments) throws StatementError {
        if (arguments.size() == 1 && arguments.getFirst().equalsIgnoreCase("OFF")) {
            say(session.screen().endSpool() ? "Spooling ended." : "Nothing was spooled.");
            return;
        }
        Path file = path(arguments);
        try {
            session.screen().spool(file);
        } catch (IOException unwritable) {
            throw new StatementError(
                    "The file %s can't be written: %s.".formatted(file, unwritable.getMessage()));
        }
        say("Spooling to " + file.toAbsolutePath());
    }

    private static Path path(List<String> arguments) throws StatementError {
        String name = String.join(" ", arguments);
        String bare =
                name.startsWith("'") && name.endsWith("'") && name.length() > 1
                        ? name.substring(1, name.length() - 1)
                        : name;
        if (bare.isBlank()) {
            throw new StatementError("Name a file, such as 'statements.sql'.");
        }
        try {
            return Path.of(bare);
        } catch (InvalidPathException broken) {
            throw new StatementError("'%s' can't be a file's name.".formatted(bare));
        }
    }

    private void server(List<String> arguments) throws StatementError {
        if (!arguments.isEmpty()) {
            try {
                session.connect(ServerAddress.of(arguments.getFirst()));
            } catch (CommandFailedException wrong) {
                throw new StatementError(wrong.exitCode(), String.valueOf(wrong.getMessage()));
            }
        }
        say("Server: " + session.client().server());
    }

    private void pipelining(List<String> arguments) throws StatementError {
        if (!arguments.isEmpty() && onOff("request_pipelining", arguments.getFirst())) {
            throw new StatementError(
                    "Statements aren't sent before those in front of them are carried out: leave request_pipelining OFF.");
        }
        say("Current request-pipelining configuration: OFF");
    }

    private void version() throws StatementError {
        say("CLI version: " + ProgramVersion.text());
        try {
            ServerInfo.Details details = session.client().serverInfo().details();
            say("Server version: " + details.version());
        } catch (KsqlClientException failure) {
            throw StatementError.of(failure, "");
        }
    }

    private void say(String line) {
        session.screen().out().println(line);
    }

    private static StatementError unknown(String what, String word, List<String> known) {
        return new StatementError(
                "Unknown %s '%s'. %s There are: %s."
                        .formatted(
                                what,
                                word,
                                Suggestions.didYouMean(word, known),
                                String.join(", ", known))
                        .replace("  ", " "));
    }

    private static List<String> words(String text) {
        String bare = text.strip();
        while (bare.endsWith(";")) {
            bare = bare.substring(0, bare.length() - 1).strip();
        }
        return bare.isEmpty()
                ? List.of()
                : Arrays.stream(bare.split("\\s+")).collect(Collectors.toList());
    }

    private static List<String> prepend(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
