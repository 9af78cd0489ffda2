// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.table.Grid;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code connect offsets}: where a connector is in its source or its topics. */
@Command(name = "offsets", description = "Show how far a connector has come, or let it begin anew.")
public final class OffsetsCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ConnectOptions options = new ConnectOptions();

    @Parameters(arity = "1", paramLabel = "NAME", description = "the connector")
    private String name = "";

    @Option(
            names = "--reset",
            description = "forget them; the connector must be stopped (bottled-water connect stop)")
    private boolean reset;

    /** Makes the command. */
    public OffsetsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try (ConnectApi api = options.open(surroundings)) {
            api.named(List.of(name));
            if (reset) {
                surroundings.out().println(name + ": " + api.resetOffsets(name));
                return ExitCode.OK.code();
            }
            JsonNode offsets = api.offsets(name);
            if (options.json()) {
                surroundings.out().println(offsets);
                return ExitCode.OK.code();
            }
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode offset : offsets.path("offsets")) {
                rows.add(
                        List.of(
                                offset.path("partition").toString(),
                                offset.path("offset").toString()));
            }
            if (rows.isEmpty()) {
                surroundings.out().println(name + " has committed nothing yet.");
            } else {
                new Grid(List.of("Partition", "Offset"), rows)
                        .lines(Integer.MAX_VALUE)
                        .forEach(surroundings.out()::println);
            }
            return ExitCode.OK.code();
        }
    }
}
