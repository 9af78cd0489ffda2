// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.migrate.log.Direction;
import dev.bottledwater.cli.migrate.log.Event;
import dev.bottledwater.cli.migrate.log.Event.State;
import dev.bottledwater.cli.migrate.log.History;
import dev.bottledwater.cli.migrate.log.Progress;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The migrations to run, in order, checked against what was applied.
 *
 * @param current the version that is reached now; 0 for none
 */
record Plan(Direction direction, int current, List<Migration> migrations) {

    /**
     * A migration to run.
     *
     * @param firstStep the number of the statement to begin at: those before it were carried out
     *     when it was tried before
     * @param before the version below it, that taking it back leads to; 0 for none
     */
    record Migration(MigrationFile file, MigrationScript script, int firstStep, int before) {}

    /**
     * What the user asked for.
     *
     * @param target the version to reach; null for the last one when applying, and for the one
     *     below when taking back
     * @param resume the number of the statement to begin at in an unfinished migration; null leaves
     *     it to what is known
     */
    record Wish(
            @Nullable Integer target, @Nullable Integer resume, Map<String, String> variables) {}

    /**
     * Plans what {@code apply} does.
     *
     * @throws CommandFailedException when files and history don't fit together
     */
    static Plan up(MigrationDirectory directory, History history, Wish wish) {
        List<String> problems = new ArrayList<>();
        history.versions().keySet().stream()
                .filter(history::applied)
                .forEach(version -> compare(directory, history, version, problems));
        int current = history.current();
        if (wish.target() != null && !directory.files().containsKey(wish.target())) {
            problems.add(
                    "There is no migration of version %d in %s."
                            .formatted(wish.target(), directory.path()));
        }
        if (wish.target() != null && wish.target() < current) {
            problems.add(
                    "Version %d is reached already; to go back to %d use 'migrate down --to %d'."
                            .formatted(current, wish.target(), wish.target()));
        }
        List<MigrationFile> pending = new ArrayList<>();
        for (MigrationFile file : directory.files().values()) {
            boolean wanted = wish.target() == null || file.version() <= wish.target();
            if (!history.applied(file.version()) && wanted) {
                if (file.version() < current && !history.unfinished(file.version())) {
                    problems.add(
                            "%s isn't applied, and version %d above it is: give the file a number above %d."
                                    .formatted(file.fileName(), current, current));
                }
                pending.add(file);
            }
        }
        fail(problems);
        List<Migration> migrations = new ArrayList<>();
        for (MigrationFile file : pending) {
            MigrationScript script = MigrationScript.of(file.path(), file.text(), wish.variables());
            int first = first(history, script, file.version(), Direction.UP, wish);
            migrations.add(new Migration(file, script, first, history.below(file.version())));
        }
        return new Plan(Direction.UP, current, List.copyOf(migrations));
    }

    private static void compare(
            MigrationDirectory directory, History history, int version, List<String> problems) {
        Event applied = history.versions().get(version);
        MigrationFile file = directory.files().get(version);
        if (file == null) {
            problems.add(
                    "Version %d is applied, and its file isn't in %s: put it back."
                            .formatted(version, directory.path()));
        } else if (applied != null
                && applied.checksum() != null
                && !applied.checksum().equalsIgnoreCase(file.checksum())) {
            problems.add(
                    "%s was changed after it had been applied (its checksum was %s and is %s): put it back as it was, and write a new migration for the change."
                            .formatted(file.fileName(), applied.checksum(), file.checksum()));
        }
    }

    /**
     * Plans what {@code down} does.
     *
     * @throws CommandFailedException when files and history don't fit together
     */
    static Plan down(MigrationDirectory directory, History history, Wish wish) {
        int current = history.current();
        int target = wish.target() == null ? oneBelow(history) : wish.target();
        if (target != 0 && !history.applied(target)) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "Version %d isn't applied, so that there is no going back to it; 'migrate info' tells what is."
                            .formatted(target));
        }
        List<String> problems = new ArrayList<>();
        List<Migration> migrations = new ArrayList<>();
        for (int version : history.versions().tailMap(target + 1).reversed().keySet()) {
            if (history.applied(version) || history.unfinished(version)) {
                MigrationFile file = directory.files().get(version);
                Path down = file == null ? null : file.down();
                if (file == null || down == null) {
                    problems.add(
                            "Version %d can't be taken back: there is no file V%06d__%s.down.sql in %s."
                                    .formatted(
                                            version,
                                            version,
                                            file == null ? "…" : file.name(),
                                            directory.path()));
                } else {
                    MigrationScript script =
                            MigrationScript.of(
                                    down, MigrationDirectory.text(down), wish.variables());
                    int first = first(history, script, version, Direction.DOWN, wish);
                    migrations.add(new Migration(file, script, first, history.below(version)));
                }
            }
        }
        fail(problems);
        return new Plan(Direction.DOWN, current, List.copyOf(migrations));
    }

    /** The version below the last one that is applied or was begun. */
    private static int oneBelow(History history) {
        return history.versions().reversed().keySet().stream()
                .filter(version -> history.applied(version) || history.unfinished(version))
                .findFirst()
                .map(history::below)
                .orElse(0);
    }

    /** Where to begin; a migration that ran before goes on where that is known. */
    private static int first(
            History history, MigrationScript script, int version, Direction direction, Wish wish) {
        if (!history.unfinished(version)) {
            return 1;
        }
        int steps = script.steps().size();
        if (wish.resume() != null) {
            if (wish.resume() < 1 || wish.resume() > steps + 1) {
                throw new CommandFailedException(
                        ExitCode.USAGE,
                        "--resume takes the number of a statement of %s, 1 to %d, or %d when all were carried out."
                                .formatted(script.fileName(), steps, steps + 1));
            }
            return wish.resume();
        }
        Progress progress = history.progress(version).orElse(null);
        if (progress == null) {
            throw stuck(
                    history,
                    script,
                    version,
                    "was left unfinished, and how far it came isn't known",
                    direction);
        }
        if (progress.direction() != direction) {
            if (direction == Direction.DOWN) {
                return 1;
            }
            throw stuck(
                    history,
                    script,
                    version,
                    "was being taken back when that stopped; 'migrate down' goes on with it",
                    direction);
        }
        if (!progress.failed()) {
            throw stuck(
                    history,
                    script,
                    version,
                    "stopped in statement %d, and whether that was carried out isn't known"
                            .formatted(progress.statement()),
                    direction);
        }
        if (progress.statement() > steps + 1
                || !progress.checksumBefore().equals(script.checksumBefore(progress.statement()))) {
            throw stuck(
                    history,
                    script,
                    version,
                    "failed in statement %d, and those before it, which were carried out, have been changed since"
                            .formatted(progress.statement()),
                    direction);
        }
        return progress.statement();
    }

    private static CommandFailedException stuck(
            History history, MigrationScript script, int version, String why, Direction direction) {
        Event event = history.versions().get(version);
        String reason = event == null || event.errorReason() == null ? "" : event.errorReason();
        boolean told = event != null && event.is(State.ERROR) && !reason.equals(Event.NOTHING);
        return new CommandFailedException(
                ExitCode.FAILED,
                "%s %s.%s\nLook what is there, then run 'migrate %s --resume N' to go on with statement N (1 to %d; %d when all were carried out)."
                        .formatted(
                                script.fileName(),
                                why,
                                told ? " It said: " + reason : "",
                                direction.command(),
                                script.steps().size(),
                                script.steps().size() + 1));
    }

    private static void fail(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new CommandFailedException(ExitCode.FAILED, String.join("\n", problems));
        }
    }
}
