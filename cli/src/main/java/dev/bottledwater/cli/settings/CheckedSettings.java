// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.settings;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.engine.session.ServerPropertyTable;
import dev.bottledwater.platform.ConfigurationException;
import dev.bottledwater.platform.Problem;
import dev.bottledwater.platform.Settings;

import java.util.stream.Collectors;

/** Reads the settings for a command, and ends it with every problem where they can't be used. */
public final class CheckedSettings {
    private CheckedSettings() {}

    /**
     * Returns the settings.
     *
     * @throws CommandFailedException with {@link ExitCode#CONFIGURATION} and a line per problem
     */
    public static Settings read(Surroundings surroundings) {
        try {
            return Settings.from(
                    surroundings.vars(),
                    surroundings.home(),
                    ServerPropertyTable.get()::withoutEffect);
        } catch (ConfigurationException wrong) {
            throw failure(wrong);
        }
    }

    /** Returns what ends a command that can't do without the settings. */
    public static CommandFailedException failure(ConfigurationException wrong) {
        return new CommandFailedException(
                ExitCode.CONFIGURATION,
                wrong.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")),
                wrong);
    }
}
