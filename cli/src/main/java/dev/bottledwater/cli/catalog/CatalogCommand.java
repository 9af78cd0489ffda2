// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code catalog}: what its subcommands are for. */
@Command(
        name = "catalog",
        description = "Save the catalog of a server as SQL statements, or make it of them.",
        synopsisSubcommandLabel = "COMMAND")
public final class CatalogCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
