// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** Halts connectors or lets them go on, and looks on until they do. */
public abstract sealed class ChangeStateCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Surroundings surroundings;
    private final String action;
    private final String state;

    @Mixin private ConnectOptions options = new ConnectOptions();

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "the connectors")
    private List<String> names = List.of();

    private ChangeStateCommand(Surroundings surroundings, String action, String state) {
        this.surroundings = surroundings;
        this.action = action;
        this.state = state;
    }

    /** {@code connect pause}. */
    @Command(
            name = "pause",
            description = "Let connectors stand still; their tasks stay where they are.")
    public static final class Pause extends ChangeStateCommand {
        /** Makes the command. */
        public Pause(Surroundings surroundings) {
            super(surroundings, "pause", "PAUSED");
        }
    }

    /** {@code connect resume}. */
    @Command(name = "resume", description = "Let connectors go on that were paused or stopped.")
    public static final class Resume extends ChangeStateCommand {
        /** Makes the command. */
        public Resume(Surroundings surroundings) {
            super(surroundings, "resume", "RUNNING");
        }
    }

    /** {@code connect stop}. */
    @Command(
            name = "stop",
            description =
                    "Stop connectors and give up their tasks, as a change of offsets needs it.")
    public static final class Stop extends ChangeStateCommand {
        /** Makes the command. */
        public Stop(Surroundings surroundings) {
            super(surroundings, "stop", "STOPPED");
        }
    }

    @Override
    public Integer call() {
        try (ConnectApi api = options.open(surroundings)) {
            List<Connector> connectors = api.named(names);
            connectors.forEach(one -> api.change(one.name(), action));
            Watch watch = new Watch(api, surroundings.out(), PATIENCE);
            boolean reached = true;
            for (Connector connector : connectors) {
                reached &=
                        watch.until(connector.name(), this::isReached)
                                .filter(this::isReached)
                                .isPresent();
            }
            return (reached ? ExitCode.OK : ExitCode.FAILED).code();
        }
    }

    private boolean isReached(Connector connector) {
        return connector.self().state().equals(state)
                && (!state.equals("RUNNING") || connector.working());
    }
}
