// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.server.connect.SecretSettings;
import dev.bottledwater.wire.WireJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * {@code connect apply}: makes the connectors of files be there as the files have them. All are
 * checked before the first is touched, and one that is as it should be is left alone.
 */
@Command(
        name = "apply",
        description =
                "Create the connectors of files, and change those that differ; running it again changes nothing.")
public final class ApplyCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ConnectOptions options = new ConnectOptions();

    @Option(
            names = {"-f", "--file"},
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "connectors as JSON: {\"name\": …, \"config\": {…}}, the settings alone, or a list")
    private List<Path> files = List.of();

    @Option(names = "--dry-run", description = "check and compare, and change nothing")
    private boolean dryRun;

    @Option(names = "--prune", description = "delete the connectors that no file has")
    private boolean prune;

    /** Makes the command. */
    public ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<ConnectorFile> connectors = connectors();
        try (ConnectApi api = options.open(surroundings)) {
            refuseProblems(connectors, api);
            List<PlannedChange> plan = new ArrayList<>();
            for (ConnectorFile connector : connectors) {
                plan.add(PlannedChange.of(connector, api.config(connector.name())));
            }
            if (prune) {
                plan.addAll(pruned(connectors, api));
            }
            for (PlannedChange change : plan) {
                if (!dryRun) {
                    carryOut(change, api);
                }
                if (!options.json()) {
                    print(change);
                }
            }
            if (options.json()) {
                surroundings
                        .out()
                        .println(WireJson.write(plan.stream().map(this::document).toList()));
            }
            return ExitCode.OK.code();
        }
    }

    private List<ConnectorFile> connectors() {
        List<ConnectorFile> connectors = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Path file : files) {
            for (ConnectorFile connector : ConnectorFile.read(file)) {
                if (!names.add(connector.name())) {
                    throw new CommandFailedException(
                            ExitCode.USAGE,
                            "The connector '%s' is declared twice, the second time in %s."
                                    .formatted(connector.name(), file));
                }
                connectors.add(connector);
            }
        }
        return connectors;
    }

    /** A mask stands for the stored value, which only the connector itself can check. */
    private static void refuseProblems(List<ConnectorFile> connectors, ConnectApi api) {
        List<String> problems = new ArrayList<>();
        for (ConnectorFile connector : connectors) {
            if (connector.config().containsValue(SecretSettings.MASK)) {
                continue;
            }
            api.problems(connector)
                    .forEach(problem -> problems.add(connector.name() + ": " + problem));
        }
        if (!problems.isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.FAILED, String.join("\n", problems) + "\nNothing was changed.");
        }
    }

    private static List<PlannedChange> pruned(List<ConnectorFile> connectors, ConnectApi api) {
        Set<String> kept = new LinkedHashSet<>();
        connectors.forEach(connector -> kept.add(connector.name()));
        return api.all().stream()
                .filter(connector -> !kept.contains(connector.name()))
                .map(
                        connector ->
                                new PlannedChange(
                                        new ConnectorFile(connector.name(), Map.of()),
                                        PlannedChange.Action.DELETE,
                                        List.of()))
                .toList();
    }

    private static void carryOut(PlannedChange change, ConnectApi api) {
        switch (change.action()) {
            case CREATE, CHANGE -> api.apply(change.connector());
            case DELETE -> api.delete(change.connector().name());
            case KEEP -> {
                // Connect would restart its tasks for nothing.
            }
        }
    }

    private void print(PlannedChange change) {
        surroundings.out().println(change.connector().name() + ": " + change.action().text(dryRun));
        change.changes().forEach(line -> surroundings.out().println("  " + line));
    }

    private Map<String, Object> document(PlannedChange change) {
        return Map.of(
                "name",
                change.connector().name(),
                "action",
                change.action().text(dryRun),
                "changes",
                change.changes());
    }
}
