// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;

/** The options of commands that run migrations. */
final class RunOptions {
    @Option(names = "--dry-run", description = "only show what would be done")
    private boolean dryRun;

    @Option(
            names = "--resume",
            paramLabel = "N",
            description = "begin an unfinished migration at its statement N")
    private @Nullable Integer resume;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description =
                    "wait so long for a server that starts, and for another process that migrates (default: 0)")
    private int wait;

    boolean dryRun() {
        return dryRun;
    }

    @Nullable Integer resume() {
        return resume;
    }

    Duration patience() {
        return Duration.ofSeconds(Math.max(0, wait));
    }
}
