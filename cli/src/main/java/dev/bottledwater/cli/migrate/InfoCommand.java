// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.migrate.log.Event;
import dev.bottledwater.cli.migrate.log.Event.State;
import dev.bottledwater.cli.migrate.log.History;
import dev.bottledwater.cli.table.Grid;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** {@code migrate info}: shows what is applied. */
@Command(name = "info", description = "Show which migrations are applied, and which aren't yet.")
final class InfoCommand implements Callable<Integer> {
    private static final int WIDEST_RULE = 100;

    private final Surroundings surroundings;

    @Mixin private ServerMigrations migrations = new ServerMigrations();

    InfoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return migrations.with(
                surroundings,
                target -> {
                    History history = History.of(target.log().read());
                    int current = history.current();
                    var out = surroundings.out();
                    out.println("Current version: " + (current == 0 ? "none" : current));
                    history.lock()
                            .holder(Instant.now())
                            .ifPresent(holder -> out.println("Being migrated by " + holder));
                    grid(target.directory(), history)
                            .lines(surroundings.terminal() ? WIDEST_RULE : 0)
                            .forEach(out::println);
                    return ExitCode.OK.code();
                });
    }

    private static Grid grid(MigrationDirectory directory, History history) {
        TreeSet<Integer> versions = new TreeSet<>(directory.files().keySet());
        versions.addAll(history.versions().keySet());
        return new Grid(
                List.of("Version", "Name", "State", "Started On", "Completed On", "Remark"),
                versions.stream()
                        .map(
                                version ->
                                        row(
                                                version,
                                                directory.files().get(version),
                                                history.versions().get(version)))
                        .toList());
    }

    private static List<String> row(
            int version, @Nullable MigrationFile file, @Nullable Event event) {
        String name =
                file != null
                        ? file.name()
                        : event == null || event.name() == null ? "" : event.name();
        String state =
                event == null || event.state() == null ? State.PENDING.name() : event.state();
        return List.of(
                Integer.toString(version),
                name,
                state,
                time(event == null ? null : event.startedOn()),
                time(event == null ? null : event.completedOn()),
                remark(file, event));
    }

    private static String remark(@Nullable MigrationFile file, @Nullable Event event) {
        if (event == null) {
            return "";
        }
        if (event.is(State.MIGRATED)) {
            return file == null
                    ? "the file is missing"
                    : event.checksum() == null || event.checksum().equalsIgnoreCase(file.checksum())
                            ? ""
                            : "the file was changed since";
        }
        String reason = event.errorReason();
        return reason == null || reason.equals(Event.NOTHING) ? "" : reason;
    }

    /** Times are milliseconds since 1970; what isn't a number is shown as it is. */
    private static String time(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        try {
            return Instant.ofEpochMilli(Long.parseLong(text)).toString();
        } catch (NumberFormatException other) {
            return text;
        }
    }
}
