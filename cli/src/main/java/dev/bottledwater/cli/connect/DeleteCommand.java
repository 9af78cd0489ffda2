// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code connect delete}: deletes connectors, and says what stays behind. */
@Command(name = "delete", description = "Delete connectors. Their topics stay.")
public final class DeleteCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ConnectOptions options = new ConnectOptions();

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "the connectors")
    private List<String> names = List.of();

    @Option(names = "--dry-run", description = "only say what would be deleted")
    private boolean dryRun;

    /** Makes the command. */
    public DeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (ConnectApi api = options.open(surroundings)) {
            for (Connector connector : api.named(names)) {
                Map<String, String> config = api.config(connector.name()).orElse(Map.of());
                if (!dryRun) {
                    api.delete(connector.name());
                }
                surroundings
                        .out()
                        .println(connector.name() + (dryRun ? ": would be deleted" : ": deleted"));
                slot(config);
            }
            return ExitCode.OK.code();
        }
    }

    /** A slot that nobody reads keeps the database's log until its disk is full. */
    private void slot(Map<String, String> config) {
        if (config.getOrDefault("connector.class", "").endsWith("PostgresConnector")) {
            surroundings
                    .out()
                    .println(
                            "  Its replication slot stays, and keeps the database's log until the disk is full. Drop it"
                                    + " there: SELECT pg_drop_replication_slot('"
                                    + config.getOrDefault("slot.name", "debezium")
                                    + "');");
        }
    }
}
