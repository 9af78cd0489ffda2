// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** {@code connect create-postgres}: captures tables of the app's database with Debezium. */
@Command(
        name = "create-postgres",
        description = {
            "Capture tables of the server's DATABASE_URL with Debezium.",
            "The connector names the URL's parts (${database:host} …), so that no password is in its settings and it"
                    + " follows when the credentials change."
        })
public final class CreatePostgresCommand implements Callable<Integer> {
    private static final Pattern TABLE = Pattern.compile("[^.,\\s]+\\.[^.,\\s]+");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Surroundings surroundings;
    @Mixin private ConnectOptions options = new ConnectOptions();

    @Option(
            names = "--table",
            required = true,
            split = ",",
            paramLabel = "SCHEMA.TABLE",
            description = "a table to capture; may be given more than once")
    private List<String> tables = List.of();

    @Option(
            names = "--name",
            defaultValue = "postgres",
            paramLabel = "NAME",
            description = "the connector's name (default: ${DEFAULT-VALUE})")
    private String name = "postgres";

    @Option(
            names = "--topic-prefix",
            paramLabel = "TEXT",
            description =
                    "what the topics' names begin with: TEXT.SCHEMA.TABLE (default: the connector's name)")
    private @Nullable String topicPrefix;

    @Option(
            names = "--dry-run",
            description =
                    "print the connector's JSON, for apply or provision --for, and create nothing")
    private boolean dryRun;

    /** Makes the command. */
    public CreatePostgresCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        for (String table : tables) {
            if (!TABLE.matcher(table).matches()) {
                throw new CommandFailedException(
                        ExitCode.USAGE,
                        "'%s' is no table: write it with its schema, such as public.orders."
                                .formatted(table));
            }
        }
        String prefix = topicPrefix == null ? name : topicPrefix;
        ConnectorFile connector = new PostgresConnector(name, tables, prefix).toFile();
        if (dryRun) {
            surroundings.out().println(pretty(connector));
            return ExitCode.OK.code();
        }
        try (ConnectApi api = options.open(surroundings)) {
            if (api.config(name).isPresent()) {
                throw new CommandFailedException(
                        ExitCode.FAILED,
                        "There is a connector '%s' already. Give another --name, or change it with connect apply."
                                .formatted(name));
            }
            List<String> problems = api.problems(connector);
            if (!problems.isEmpty()) {
                throw new CommandFailedException(
                        ExitCode.FAILED, String.join("\n", problems) + "\nNothing was created.");
            }
            api.apply(connector);
            return watch(api, prefix).code();
        }
    }

    private ExitCode watch(ConnectApi api, String prefix) {
        Optional<Connector> last =
                new Watch(api, surroundings.out(), PATIENCE).until(name, Connector::working);
        if (last.isPresent() && last.get().working()) {
            tables.forEach(
                    table ->
                            surroundings
                                    .out()
                                    .println(table + " goes to the topic " + prefix + "." + table));
            return ExitCode.OK;
        }
        last.ifPresent(
                connector -> FailureText.print(connector, api.knownProblems(), surroundings));
        return ExitCode.FAILED;
    }

    private static String pretty(ConnectorFile connector) throws JsonProcessingException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", connector.name());
        document.put("config", connector.config());
        return WireJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }
}
