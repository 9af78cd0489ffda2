// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.migrate.MigrationScript.Step;
import dev.bottledwater.cli.migrate.Plan.Migration;
import dev.bottledwater.cli.migrate.ScriptRun.Outcome;
import dev.bottledwater.cli.migrate.log.Direction;
import dev.bottledwater.cli.migrate.log.Event;
import dev.bottledwater.cli.migrate.log.Event.State;
import dev.bottledwater.cli.migrate.log.EventLog;
import dev.bottledwater.cli.migrate.log.MigrationLock;
import dev.bottledwater.cli.migrate.log.Progress;
import dev.bottledwater.sql.ast.SessionStatement;
import dev.bottledwater.wire.client.KsqlAdmin;
import dev.bottledwater.wire.client.KsqlClientException;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Runs plans. Before and after each statement the log says so, so that the next one can go on. */
final class Migrator {
    private final KsqlAdmin admin;
    private final EventLog log;
    private final MigrationLock lock;
    private final PrintStream out;
    private final Clock clock;
    private final BooleanSupplier stop;

    /**
     * @param lock held already
     * @param out where each step is told
     * @param stop whether to end before the next statement
     */
    Migrator(
            KsqlAdmin admin,
            EventLog log,
            MigrationLock lock,
            PrintStream out,
            Clock clock,
            BooleanSupplier stop) {
        this.admin = admin;
        this.log = log;
        this.lock = lock;
        this.out = out;
        this.clock = clock;
        this.stop = stop;
    }

    /**
     * Runs the migrations of a plan, up to the first that fails.
     *
     * @throws CommandFailedException when one fails; the log says so
     */
    void run(Plan plan, Map<String, String> variables) {
        for (Migration migration : plan.migrations()) {
            run(plan.direction(), migration, variables);
        }
    }

    private void run(Direction direction, Migration migration, Map<String, String> variables) {
        String started = Long.toString(clock.millis());
        out.println(migration.script().fileName());
        lock.check();
        log.append(event(migration, State.RUNNING, started, "", Event.NOTHING));
        ScriptRun run = new ScriptRun(admin, variables);
        for (Step step : migration.script().steps()) {
            if (step.statement() instanceof SessionStatement change) {
                run.apply(step, change);
            } else if (step.number() >= migration.firstStep()) {
                step(direction, migration, step, run, started);
            }
        }
        String ended = Long.toString(clock.millis());
        State state = direction == Direction.UP ? State.MIGRATED : State.PENDING;
        Event end = event(migration, state, started, ended, Event.NOTHING);
        log.append(end);
        log.append(current(direction, migration, end));
    }

    private void step(
            Direction direction, Migration migration, Step step, ScriptRun run, String started) {
        MigrationScript script = migration.script();
        int version = migration.file().version();
        String before = script.checksumBefore(step.number());
        lock.check();
        if (stop.getAsBoolean()) {
            log.append(new Progress(version, direction, step.number(), true, before).event());
            log.append(event(migration, State.ERROR, started, "", reason(step, "stopped before")));
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    "Stopped before statement %d of %s; 'migrate %s' goes on with it."
                            .formatted(step.number(), script.fileName(), direction.command()));
        }
        log.append(new Progress(version, direction, step.number(), false, before).event());
        out.println(PlanText.line(step));
        out.flush();
        switch (run.send(step)) {
            case Outcome.Done _ -> {}
            case Outcome.Refused(ExitCode code, String message) -> {
                tellQuietly(new Progress(version, direction, step.number(), true, before).event());
                tellQuietly(event(migration, State.ERROR, started, "", reason(step, message)));
                throw new CommandFailedException(
                        code,
                        "%s\n%s"
                                .formatted(
                                        where(script, step, "failed", message),
                                        advice(direction, migration, step)));
            }
            case Outcome.Unknown(ExitCode code, String message) -> {
                tellQuietly(event(migration, State.ERROR, started, "", reason(step, message)));
                throw new CommandFailedException(
                        code,
                        "%s\nWhether it was carried out isn't known. Look what is there, then run 'migrate %s --resume %d' to run it, or '--resume %d' to go on behind it."
                                .formatted(
                                        where(script, step, "stopped", message),
                                        direction.command(),
                                        step.number(),
                                        step.number() + 1));
            }
        }
    }

    private static String where(MigrationScript script, Step step, String what, String message) {
        return "%s %s in statement %d of %d, at line %d:\n%s"
                .formatted(
                        script.fileName(),
                        what,
                        step.number(),
                        script.steps().size(),
                        step.line(),
                        message);
    }

    private static String reason(Step step, String message) {
        String firstLine = message.lines().findFirst().orElse("");
        return "Statement %d at line %d: %s".formatted(step.number(), step.line(), firstLine);
    }

    private static String advice(Direction direction, Migration migration, Step step) {
        String goOn =
                "Correct the file from there on and run 'migrate %s' again"
                        .formatted(direction.command());
        boolean first =
                migration.script().steps().stream()
                        .noneMatch(s -> s.number() < step.number() && !s.local());
        if (first) {
            return "Nothing was carried out. %s.".formatted(goOn);
        }
        return "What stands before it was carried out. %s: it goes on with that statement%s."
                .formatted(
                        goOn,
                        direction == Direction.UP && migration.file().down() != null
                                ? "; or take all back with 'migrate down'"
                                : "");
    }

    private void tellQuietly(Event event) {
        try {
            log.append(event);
        } catch (KsqlClientException | CommandFailedException away) {
            // The log says already that the statement was begun; the user is told the rest.
            return;
        }
    }

    private static Event event(
            Migration migration, State state, String started, String ended, String reason) {
        MigrationFile file = migration.file();
        return new Event(
                0,
                Integer.toString(file.version()),
                Integer.toString(file.version()),
                file.name(),
                state.name(),
                file.checksum(),
                started,
                ended,
                text(migration.before()),
                reason);
    }

    /** The row that tells the version that is reached now. */
    private static Event current(Direction direction, Migration migration, Event end) {
        boolean up = direction == Direction.UP;
        return new Event(
                0,
                Event.CURRENT,
                up ? end.version() : text(migration.before()),
                end.name(),
                State.MIGRATED.name(),
                end.checksum(),
                end.startedOn(),
                end.completedOn(),
                up ? end.previous() : Event.NONE,
                Event.NOTHING);
    }

    private static String text(int version) {
        return version == 0 ? Event.NONE : Integer.toString(version);
    }
}
