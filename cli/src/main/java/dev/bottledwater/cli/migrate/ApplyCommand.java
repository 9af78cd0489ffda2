// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.Surroundings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code migrate apply}: runs the migrations that aren't applied yet. */
@Command(name = "apply", description = "Run the migrations that aren't applied yet, in order.")
final class ApplyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ServerMigrations migrations = new ServerMigrations();
    @Mixin private RunOptions run = new RunOptions();

    @Option(names = "--until", paramLabel = "V", description = "stop when this version is reached")
    private @Nullable Integer until;

    ApplyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return migrations.run(
                surroundings,
                run,
                (files, history) -> Plan.up(files, history, migrations.wish(until, run.resume())));
    }
}
