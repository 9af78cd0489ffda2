// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.ksql.ServerOptions;
import dev.bottledwater.cli.ksql.StatementError;
import dev.bottledwater.cli.migrate.log.Direction;
import dev.bottledwater.cli.migrate.log.EventLog;
import dev.bottledwater.cli.migrate.log.History;
import dev.bottledwater.cli.migrate.log.KsqlEventLog;
import dev.bottledwater.cli.migrate.log.MigrationLock;
import dev.bottledwater.wire.client.KsqlAdmin;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.KsqlClientException;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.client.ServerUnreachableException;
import dev.bottledwater.wire.entity.SourceListing;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The options of commands that migrate a server, and what they have in common. */
final class ServerMigrations {
    /** What routers and servers answer while an application starts. */
    private static final Set<Integer> TEMPORARY = Set.of(502, 503, 504);

    private static final long MILLIS_BETWEEN_TRIES = 500;

    @Mixin private ServerOptions server = new ServerOptions();
    @Mixin private ProjectOptions options = new ProjectOptions();

    @Option(
            names = {"-d", "--define"},
            paramLabel = "NAME=VALUE",
            description = "define a variable for all files; may be repeated")
    private Map<String, String> define = new LinkedHashMap<>();

    /**
     * A server and the files for it.
     *
     * @param log what the server knows of migrations
     */
    record Target(MigrationDirectory directory, KsqlAdmin admin, EventLog log) {
        /** Returns what is there for statements to change. */
        Effects effects() {
            return new Effects(
                    Stream.concat(admin.streams().stream(), admin.tables().stream())
                            .map(SourceListing::name)
                            .toList());
        }
    }

    /**
     * Connects for as long as an action takes.
     *
     * @throws CommandFailedException when files or the server can't be read
     */
    int with(Surroundings surroundings, ToIntFunction<Target> action) {
        Project project = options.project();
        MigrationDirectory directory = MigrationDirectory.read(project.directory());
        for (String name : directory.ignored()) {
            surroundings
                    .err()
                    .println(
                            "%s is left out: migrations are named like V000001__name.sql, and V000001__name.down.sql what takes them back."
                                    .formatted(name));
        }
        var address = server.address(project.url());
        try (KsqlClient client = server.users().client(address, surroundings, project.client())) {
            KsqlAdmin admin = client.admin();
            return action.applyAsInt(
                    new Target(directory, admin, new KsqlEventLog(client, admin, project.names())));
        } catch (KsqlClientException failure) {
            StatementError error = StatementError.of(failure, "");
            throw new CommandFailedException(error.exitCode(), error.message(), failure);
        }
    }

    /** Makes a plan and carries it out, or shows it only. */
    int run(
            Surroundings surroundings,
            RunOptions options,
            BiFunction<MigrationDirectory, History, Plan> planner) {
        return with(
                surroundings,
                target ->
                        options.dryRun()
                                ? show(surroundings, target, planner)
                                : migrate(surroundings, target, options.patience(), planner));
    }

    /** Prints what a plan would do. */
    int show(
            Surroundings surroundings,
            Target target,
            BiFunction<MigrationDirectory, History, Plan> planner) {
        History history = History.of(target.log().read());
        String busy = history.lock().holder(Instant.now()).orElse("");
        if (!busy.isEmpty()) {
            throw new CommandFailedException(
                    ExitCode.FAILED, "Another process migrates this server: %s.".formatted(busy));
        }
        Plan plan = planner.apply(target.directory(), history);
        boolean clear = PlanText.print(plan, target.effects(), surroundings.out());
        return (clear ? ExitCode.OK : ExitCode.FAILED).code();
    }

    /** Makes a plan and carries it out, under the lock. */
    private int migrate(
            Surroundings surroundings,
            Target target,
            Duration patience,
            BiFunction<MigrationDirectory, History, Plan> planner) {
        EventLog log = target.log();
        create(log, patience);
        try (StopRequest stop = StopRequest.listen(surroundings.err());
                MigrationLock lock =
                        MigrationLock.acquire(
                                log, place(surroundings), MigrationLock.LEASE, patience)) {
            Plan plan = planner.apply(target.directory(), History.of(log.read()));
            new Migrator(
                            target.admin(),
                            log,
                            lock,
                            surroundings.out(),
                            Clock.systemUTC(),
                            stop::requested)
                    .run(plan, define);
            int count = plan.migrations().size();
            boolean up = plan.direction() == Direction.UP;
            int reached =
                    count == 0
                            ? plan.current()
                            : up
                                    ? plan.migrations().getLast().file().version()
                                    : plan.migrations().getLast().before();
            surroundings
                    .out()
                    .println(
                            "%s %s; the version is %s."
                                    .formatted(
                                            count == 1 ? "1 migration" : count + " migrations",
                                            up ? "applied" : "taken back",
                                            reached == 0 ? "none" : reached));
            return ExitCode.OK.code();
        }
    }

    /**
     * A server that is just being deployed may not be there yet, or may not take statements yet.
     */
    private static void create(EventLog log, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                log.create();
                return;
            } catch (KsqlClientException failure) {
                boolean temporary =
                        failure instanceof ServerUnreachableException
                                || (failure instanceof RequestFailedException refused
                                        && TEMPORARY.contains(refused.status()));
                if (!temporary || System.nanoTime() - deadline >= 0) {
                    throw failure;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(MILLIS_BETWEEN_TRIES);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(
                    ExitCode.FAILED, "Interrupted while waiting for the server.", stopped);
        }
    }

    private static String place(Surroundings surroundings) {
        String host =
                surroundings
                        .vars()
                        .get("DYNO")
                        .or(() -> surroundings.vars().get("HOSTNAME"))
                        .orElse("this machine");
        return "%s on %s, process %d"
                .formatted(
                        System.getProperty("user.name", "somebody"),
                        host,
                        ProcessHandle.current().pid());
    }

    /** Returns what a plan is made for. */
    Plan.Wish wish(@Nullable Integer target, @Nullable Integer resume) {
        return new Plan.Wish(target, resume, define);
    }
}
