// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Where the files of migrations are. */
final class ProjectOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "the directory of V000001__name.sql files (default: migrations)")
    private @Nullable Path directory;

    @Option(
            names = {"-c", "--config-file"},
            paramLabel = "FILE",
            description = "the ksql-migrations.properties of a project of ksql-migrations")
    private @Nullable Path config;

    /** Returns the project that the options name. */
    Project project() {
        Project project = config == null ? Project.DEFAULT : Project.read(config);
        return directory == null ? project : project.in(directory);
    }
}
