// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli;

import dev.bottledwater.cli.console.LogSetup;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.cli.serve.ProcessStop;

/** The program. */
public final class BottledWater {
    private BottledWater() {}

    /**
     * Runs one command and ends the process with its {@link dev.bottledwater.cli.console.ExitCode}.
     */
    public static void main(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("serve")) {
            LogSetup.tool();
        }
        Commands commands =
                new Commands(Surroundings.ofProcess(), new EmbeddedServer(), new ProcessStop());
        System.exit(commands.run(arguments));
    }
}
