// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.table.Grid;
import dev.bottledwater.wire.WireJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code connect list}: all connectors, a line each. */
@Command(name = "list", description = "List the connectors.")
public final class ListCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ConnectOptions options = new ConnectOptions();

    /** Makes the command. */
    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (ConnectApi api = options.open(surroundings)) {
            List<Connector> all = api.all();
            if (options.json()) {
                List<KnownProblem> known = api.knownProblems();
                surroundings
                        .out()
                        .println(
                                WireJson.write(
                                        all.stream()
                                                .map(one -> StatusCommand.document(one, known))
                                                .toList()));
            } else if (all.isEmpty()) {
                surroundings.out().println("There are no connectors.");
            } else {
                Grid grid =
                        new Grid(
                                List.of("Name", "Type", "Class", "State", "Tasks"),
                                all.stream()
                                        .map(
                                                one ->
                                                        List.of(
                                                                one.name(),
                                                                one.type(),
                                                                one.connectorClass(),
                                                                one.self().state(),
                                                                one.taskSummary()))
                                        .toList());
                grid.lines(Integer.MAX_VALUE).forEach(surroundings.out()::println);
            }
            return ExitCode.OK.code();
        }
    }
}
