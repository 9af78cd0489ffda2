// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.Surroundings;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.concurrent.Callable;

/** {@code migrate down}: takes migrations back. */
@Command(
        name = "down",
        description = "Take the last migration back, with its file V000001__name.down.sql.")
final class DownCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ServerMigrations migrations = new ServerMigrations();
    @Mixin private RunOptions run = new RunOptions();

    @Option(
            names = "--to",
            paramLabel = "V",
            description = "take back all above this version; 0 for all")
    private @Nullable Integer to;

    DownCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return migrations.run(
                surroundings,
                run,
                (files, history) -> Plan.down(files, history, migrations.wish(to, run.resume())));
    }
}
