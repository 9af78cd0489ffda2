// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.Surroundings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code migrate plan}: shows what {@code apply} would do. */
@Command(
        name = "plan",
        description = "Check the files and show what 'apply' would change; change nothing.")
final class PlanCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ServerMigrations migrations = new ServerMigrations();

    @Option(names = "--until", paramLabel = "V", description = "up to this version")
    private @Nullable Integer until;

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return migrations.with(
                surroundings,
                target ->
                        migrations.show(
                                surroundings,
                                target,
                                (files, history) ->
                                        Plan.up(files, history, migrations.wish(until, null))));
    }
}
