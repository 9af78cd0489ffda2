// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.settings;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.table.Grid;
import dev.bottledwater.cli.table.TableOptions;
import dev.bottledwater.platform.Problem;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.SettingsReport;
import dev.bottledwater.wire.WireJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code config}: the settings in effect and where each came from. */
@Command(
        name = "config",
        description = "Show the settings in effect and where each came from; secrets are masked.")
public final class ConfigCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private TableOptions tables = new TableOptions();

    /** Makes the command. */
    public ConfigCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Settings settings = CheckedSettings.read(surroundings);
        SettingsReport report = SettingsReport.of(settings, surroundings.vars());
        if (tables.json()) {
            surroundings.out().println(WireJson.write(report.entries()));
        } else {
            table(report);
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
