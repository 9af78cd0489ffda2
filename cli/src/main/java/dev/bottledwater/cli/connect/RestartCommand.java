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
import java.util.Optional;
import java.util.concurrent.Callable;

/** {@code connect restart}: restarts connectors with their tasks and looks on until they run. */
@Command(
        name = "restart",
        description =
                "Restart connectors with their tasks, and wait until they run; ends with 1 if they don't.")
public final class RestartCommand implements Callable<Integer> {
    private final Surroundings surroundings;
    @Mixin private ConnectOptions options = new ConnectOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "the connectors; may be left out with --failed")
    private List<String> names = List.of();

    @Option(names = "--failed", description = "restart only what has failed")
    private boolean failed;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long to wait for each (default: ${DEFAULT-VALUE})")
    private int timeout = 60;

    /** Makes the command. */
    public RestartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (names.isEmpty() && !failed) {
            throw new CommandFailedException(
                    ExitCode.USAGE, "Name the connectors to restart, or give --failed.");
        }
        try (ConnectApi api = options.open(surroundings)) {
            List<Connector> connectors =
                    api.named(names).stream()
                            .filter(one -> !failed || !one.failures().isEmpty())
                            .toList();
            if (connectors.isEmpty()) {
                surroundings.out().println("Nothing has failed.");
                return ExitCode.OK.code();
            }
            connectors.forEach(one -> api.restart(one.name(), failed));
            Watch watch = new Watch(api, surroundings.out(), Duration.ofSeconds(timeout));
            boolean well = true;
            for (Connector connector : connectors) {
                Optional<Connector> last = watch.until(connector.name(), Connector::working);
                if (last.isEmpty() || !last.get().working()) {
                    well = false;
                    last.ifPresent(
                            one -> FailureText.print(one, api.knownProblems(), surroundings));
                }
            }
            return (well ? ExitCode.OK : ExitCode.FAILED).code();
        }
    }
}
