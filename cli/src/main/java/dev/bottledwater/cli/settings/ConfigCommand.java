// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.settings;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.table.Grid;
import dev.bottledwater.platform.Problem;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.SettingsReport;
import dev.bottledwater.wire.WireJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code config}: the settings in effect and where each came from. */
@Command(
        name = "config",
        description = "Show the settings in effect and where each came from; secrets are masked.")
public final class ConfigCommand implements Callable<Integer> {
    /** How to print. */
    enum Output {
        TABLE,
        JSON
    }

    private final Surroundings surroundings;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE})")
    private Output output = Output.TABLE;

    /** Makes the command. */
    public ConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = CheckedSettings.read(surroundings);
        SettingsReport report = SettingsReport.of(settings, surroundings.vars());
        switch (output) {
            case TABLE -> table(report);
            case JSON -> surroundings.out().println(WireJson.write(report.entries()));
        }
        for (Problem warning : settings.warnings()) {
            surroundings
                    .err()
                    .println(Style.YELLOW.paint("Warning: " + warning, surroundings.colour()));
        }
        return ExitCode.OK.code();
    }

    private void table(SettingsReport report) {
        Grid grid =
                new Grid(
                        List.of("Setting", "Value", "From"),
                        report.entries().stream()
                                .map(
                                        entry ->
                                                List.of(
                                                        entry.setting(),
                                                        entry.value(),
                                                        entry.origin()))
                                .toList());
        grid.lines(Integer.MAX_VALUE).forEach(surroundings.out()::println);
    }
}
