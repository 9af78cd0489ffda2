// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Pager;
import dev.bottledwater.cli.console.Screen;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.print.OutputFormat;
import dev.bottledwater.wire.client.Credentials;
import dev.bottledwater.wire.client.KsqlClient;

import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code ksql}: the SQL shell. */
@Command(
        name = "ksql",
        description = "Run KSQL statements on a server: in a shell, from -e, or from a file.")
public final class KsqlCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ServerOptions server = new ServerOptions();

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            description = "run these statements and exit")
    private @Nullable String execute;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "run the statements of a file and exit")
    private @Nullable Path file;

    @Option(
            names = {"-d", "--define"},
            paramLabel = "NAME=VALUE",
            description = "define a variable; may be repeated")
    private Map<String, String> define = new LinkedHashMap<>();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "TABULAR",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private OutputFormat output = OutputFormat.TABULAR;

    @Option(
            names = "--query-row-limit",
            paramLabel = "N",
            description = "print at most this many rows of a query")
    private @Nullable Long rowLimit;

    @Option(
            names = "--query-timeout",
            paramLabel = "MS",
            description = "end queries after so many milliseconds")
    private @Nullable Long timeout;

    @Option(
            names = "--live",
            description =
                    "on a terminal, show changes of a table as the table itself, repainted in place")
    private boolean live;

    @Option(
            names = "--config-file",
            paramLabel = "FILE",
            description = "a properties file: ssl.* for certificates, others go with statements")
    private @Nullable Path configFile;

    @Option(names = "--no-pager", description = "don't show long answers in PAGER (default: less)")
    private boolean noPager;

    /** Makes the command. */
    public KsqlCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (execute != null && file != null) {
            throw new CommandFailedException(
                    ExitCode.USAGE, "Give either --execute or --file, not both.");
        }
        positive("--query-row-limit", rowLimit);
        positive("--query-timeout", timeout);
        ServerAddress address = server.address();
        Optional<Credentials> credentials = server.credentials(surroundings);
        Session.Display display =
                new Session.Display(
                        output,
                        0,
                        true,
                        live,
                        true,
                        rowLimit,
                        timeout == null ? null : Duration.ofMillis(timeout));
        if (!surroundings.terminal()) {
            Screen screen = Screen.pipe(surroundings.out(), surroundings.err());
            try (Session session = session(address, credentials, screen, display)) {
                return (execute == null && file == null ? piped(session) : batch(session)).code();
            }
        }
        try (Terminal terminal = systemTerminal()) {
            Screen screen =
                    new Screen(
                            surroundings.out(),
                            surroundings.err(),
                            true,
                            surroundings.colour(),
                            terminal::getColumns,
                            terminal::getRows);
            try (Session session = session(address, credentials, screen, display)) {
                if (execute == null && file == null) {
                    screen.pager(noPager ? null : Pager.of(surroundings).orElse(null));
                    new Repl(
                                    new Shell(session),
                                    terminal,
                                    surroundings.userHome(),
                                    surroundings.colour())
                            .run();
                    return ExitCode.OK.code();
                }
                return batch(session).code();
            }
        }
    }

    /**
     * Without the questions that JLine asks terminals: in a script nobody would read the answers.
     */
    private static Terminal systemTerminal() throws IOException {
        return TerminalBuilder.builder().system(true).dumb(true).graphemeCluster(false).build();
    }

    private Session session(
            ServerAddress address,
            Optional<Credentials> credentials,
            Screen screen,
            Session.Display display) {
        ClientConfig config =
                configFile == null ? ClientConfig.NONE : ClientConfig.read(configFile);
        Session session =
                new Session(
                        address,
                        other ->
                                new KsqlClient(
                                        other.uri(),
                                        (other == address
                                                        ? credentials
                                                        : server.users()
                                                                .credentialsElsewhere(
                                                                        address,
                                                                        credentials,
                                                                        other,
                                                                        surroundings))
                                                .orElse(null),
                                        KsqlClient.ANSWER_TIMEOUT,
                                        config.tls()),
                        screen,
                        display);
        session.properties().putAll(config.properties());
        session.variables().putAll(define);
        return session;
    }

    private ExitCode batch(Session session) {
        ScriptRunner runner = new ScriptRunner(session);
        try {
            if (file != null) {
                runner.runFile(file);
            } else if (execute != null) {
                runner.run(execute);
            }
            return ExitCode.OK;
        } catch (StatementError failure) {
            session.screen().error(failure.message());
            return failure.exitCode();
        }
    }

    private ExitCode piped(Session session) throws IOException {
        String script = new String(surroundings.in().readAllBytes(), StandardCharsets.UTF_8);
        try {
            new ScriptRunner(session).run(script);
            return ExitCode.OK;
        } catch (StatementError failure) {
            session.screen().error(failure.message());
            return failure.exitCode();
        }
    }

    private static void positive(String option, @Nullable Long value) {
        if (value != null && value <= 0) {
            throw new CommandFailedException(
                    ExitCode.USAGE, "%s must be greater than 0, not %d.".formatted(option, value));
        }
    }
}
