// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.Surroundings;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code migrate}: what its subcommands are for. */
@Command(
        name = "migrate",
        description = "Bring a server from version to version with files of SQL statements.",
        synopsisSubcommandLabel = "COMMAND")
public final class MigrateCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private MigrateCommand() {}

    /** Returns the command with its subcommands. */
    public static CommandLine of(Surroundings surroundings) {
        return new CommandLine(new MigrateCommand())
                .addSubcommand(new NewCommand(surroundings))
                .addSubcommand(new PlanCommand(surroundings))
                .addSubcommand(new ApplyCommand(surroundings))
                .addSubcommand(new InfoCommand(surroundings))
                .addSubcommand(new DownCommand(surroundings));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
