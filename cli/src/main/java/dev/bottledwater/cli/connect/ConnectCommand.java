// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

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

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
