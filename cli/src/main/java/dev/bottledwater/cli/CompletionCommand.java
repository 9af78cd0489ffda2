// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli;

import dev.bottledwater.cli.console.Surroundings;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.Locale;

/** {@code completion}: prints the script that lets a shell complete commands and options. */
@Command(
        name = "completion",
        description = {
            "Print a script that completes commands and options in a shell:",
            "  source <(bottled-water completion bash)"
        })
final class CompletionCommand implements Runnable {
    /**
     * The shells that there is a script for; that of zsh loads what understands the one of bash.
     */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell = Shell.BASH;

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        surroundings.out().println(AutoComplete.bash(Commands.NAME, spec.root().commandLine()));
    }
}
