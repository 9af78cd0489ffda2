// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** {@code connect delete}: deletes connectors, and says what stays behind. */
@Command(name = "delete", description = "Delete connectors. Their topics stay.")
public final class DeleteCommand implements Callable<Integer> {
    /** Of Debezium's connector for Postgres, by its class or as Connect shortens that. */
    private static final Pattern POSTGRES = Pattern.compile("(.*\\.)?Postgres(Connector)?");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    @Mixin private ConnectOptions options = new ConnectOptions();

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "the connectors")
    private List<String> names = List.of();

    @Option(names = "--dry-run", description = "only say what would be deleted")
    private boolean dryRun;

    @Option(
            names = "--drop-slot",
            description =
                    "drop the replication slot of a Postgres connector too; it is stopped first, and stays if the slot is still read from")
    private boolean dropSlot;

    /** Makes the command. */
    public DeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (ConnectApi api = options.open(surroundings)) {
            for (Connector connector : api.named(names)) {
                Map<String, String> config = api.config(connector.name()).orElse(Map.of());
                boolean slot =
                        POSTGRES.matcher(config.getOrDefault("connector.class", "")).matches();
                String dropped = slot && dropSlot && !dryRun ? drop(connector, api) : "";
                if (!dryRun) {
                    api.delete(connector.name());
                }
                surroundings
                        .out()
                        .println(connector.name() + (dryRun ? ": would be deleted" : ": deleted"));
                if (slot) {
                    surroundings.out().println("  " + slot(config, dropped));
                }
            }
            return ExitCode.OK.code();
        }
    }

    /** Nobody may read from it then, so the connector is stopped first. */
    private String drop(Connector connector, ConnectApi api) {
        api.change(connector.name(), "stop");
        Optional<Connector> last =
                new Watch(api, surroundings.out(), PATIENCE)
                        .until(connector.name(), DeleteCommand::stopped);
        if (last.filter(DeleteCommand::stopped).isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "The connector %s doesn't stop, so neither it nor its slot was deleted."
                            .formatted(connector.name()));
        }
        return api.dropSlot(connector.name());
    }

    private static boolean stopped(Connector connector) {
        return connector.self().state().equals("STOPPED") && connector.tasks().isEmpty();
    }

    /** A slot that nobody reads keeps the database's log until its disk is full. */
    private String slot(Map<String, String> config, String dropped) {
        String slot = config.getOrDefault("slot.name", "debezium");
        if (!dropped.isEmpty()) {
            return dropped;
        }
        if (dropSlot) {
            return "the replication slot %s would be dropped".formatted(slot);
        }
        return "Its replication slot stays, and keeps the database's log until the disk is full. Drop it there: SELECT pg_drop_replication_slot('%s'); next time with --drop-slot."
                .formatted(slot);
    }
}
