// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.Surroundings;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code connect}: what its subcommands are for. */
@Command(
        name = "connect",
        description = "See, create and change the connectors of an app.",
        synopsisSubcommandLabel = "COMMAND")
public final class ConnectCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    /** Makes the command with its subcommands. */
    public static CommandLine of(Surroundings surroundings) {
        return new CommandLine(new ConnectCommand())
                .addSubcommand(new ListCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new ApplyCommand(surroundings))
                .addSubcommand(new RestartCommand(surroundings))
                .addSubcommand(new ChangeStateCommand.Pause(surroundings))
                .addSubcommand(new ChangeStateCommand.Resume(surroundings))
                .addSubcommand(new ChangeStateCommand.Stop(surroundings))
                .addSubcommand(new OffsetsCommand(surroundings))
                .addSubcommand(new DeleteCommand(surroundings))
                .addSubcommand(new CreatePostgresCommand(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
