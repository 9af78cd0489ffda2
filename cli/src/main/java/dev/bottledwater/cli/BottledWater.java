// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli;

import dev.bottledwater.cli.console.LogSetup;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.cli.serve.ProcessStop;
import dev.bottledwater.platform.LogFormat;
import dev.bottledwater.platform.Variable;

/** The program. */
public final class BottledWater {
    private BottledWater() {}

    /**
     * Runs one command and ends the process with its {@link dev.bottledwater.cli.console.ExitCode}.
     */
    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        // Before any class with a logger is loaded: the first of them settles how all are written.
        if (arguments.length > 0 && arguments[0].equals("serve")) {
            LogSetup.server(
                    surroundings.vars().get(Variable.DYNO).isPresent(),
                    LogFormat.of(surroundings.vars()) == LogFormat.JSON);
        } else {
            LogSetup.tool();
        }
        Commands commands = new Commands(surroundings, new EmbeddedServer(), new ProcessStop());
        System.exit(commands.run(arguments));
    }
}
