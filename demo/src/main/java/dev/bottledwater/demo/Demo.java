// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import dev.bottledwater.cli.console.LogSetup;
import dev.bottledwater.devkit.postgres.EmbeddedDatabaseOptions;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.Credentials;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.TopicListing;

import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo command: see {@link DemoOptions#HELP}. */
public final class Demo {
    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(60);

    private final PrintStream out;
    private final Path home;
    private final Ledger ledger = new Ledger();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /**
     * @param home the runnable directory
     */
    public Demo(PrintStream out, Path home) {
        this.out = out;
        this.home = home;
    }

    /** Runs the demo and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LogSetup.tool();
        var home = Path.of(System.getProperty("bottledwater.home", "target/bottled-water"));
        var demo = new Demo(System.out, home);
        // The first argument is the command's own name.
        var code =
                demo.run(
                        Arrays.copyOfRange(
                                arguments, Math.min(1, arguments.length), arguments.length));
        // On Ctrl-C the process is ending already and waits for this thread: exit would wait for it
        // in turn.
        if (!demo.stopping.get()) {
            System.exit(code);
        }
    }

    /** Runs the demo; returns its exit code. */
    public int run(String... arguments) {
        if (Arrays.stream(arguments).anyMatch(a -> a.equals("--help") || a.equals("-h"))) {
            out.print(DemoOptions.HELP);
            return 0;
        }
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 64;
        }
        Thread runner = Thread.currentThread();
        var onExit =
                new Thread(
                        () -> {
                            stopping.set(true);
                            runner.interrupt();
                            try {
                                runner.join(Duration.ofSeconds(45));
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "demo-stop");
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            return run(options);
        } finally {
            removeHook(onExit);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending already, and the hook waits for this thread.
        }
    }

    private int run(DemoOptions options) {
        var steps = new Steps(out);
        try (var environment = new DemoEnvironment(home)) {
            try {
                return show(options, steps, environment);
            } catch (InterruptedException _) {
                out.println();
                out.println("Stopping …");
                return 0;
            } catch (Exception e) {
                if (stopping.get()) {
                    return 0;
                }
                out.println();
                out.println(e instanceof DemoException ? e.getMessage() : "The demo failed: " + e);
                environment.explain(out);
                return 1;
            } finally {
                // Closing waits for processes, which an interrupt would cut short.
                Thread.interrupted();
            }
        } catch (Exception e) {
            out.println("Not everything could be stopped: " + e);
            return 1;
        }
    }

    private int show(DemoOptions options, Steps steps, DemoEnvironment environment)
            throws Exception {
        steps.say("bottled-water demo: Postgres → Debezium → Kafka → live SQL");
        steps.step(
                "Kafka: TLS, client certificates, ACLs of a dedicated plan",
                environment::startKafka);
        var shop =
                steps.step(
                        "Postgres: logical decoding, synchronous commit, two tables",
                        () -> {
                            var database =
                                    environment.startDatabase(EmbeddedDatabaseOptions.defaults());
                            var connection = environment.owned(database.connect());
                            var created = new Shop(connection, ledger);
                            created.createTables();
                            created.fill();
                            return created;
                        });
        steps.step(
                "bottled-water serve: started from config vars",
                () -> environment.startServe(options.port()));
        var api = environment.api();
        steps.step(
                "bottled-water serve: Connect and SQL are ready",
                () -> await("serve to be ready", environment, () -> api.health().equals("ready")));
        steps.step(
                "POST /connectors: demo-connector.json",
                () -> {
                    api.create(ConnectorFile.filled(environment.database().databaseUrl()));
                    return await(
                            "the connector's task to run",
                            environment,
                            () -> api.isTaskRunning("shop"));
                });
        var client =
                environment.owned(
                        new KsqlClient(
                                environment.url(),
                                new Credentials(DemoEnvironment.USER, environment.password())));
        steps.step(
                "Debezium's snapshot: change topics with the first rows",
                () -> await("the change topics", environment, () -> hasTopics(client)));
        steps.step(
                "POST /ksql: two tables, a stream, two persistent queries",
                () ->
                        client.makeKsqlRequest(
                                KsqlRequest.of(
                                        ConnectorFile.resource("/demo.sql"),
                                        Map.of(
                                                "auto.offset.reset", "earliest",
                                                // Every update at once, instead of the last of each
                                                // two seconds.
                                                "ksql.streams.statestore.cache.max.bytes", "0"),
                                        Map.of())));
        environment.owned(new TopicAudit(environment.kafka().clientProperties(), ledger));
        try (var live = new LiveSales(client, ledger, out)) {
            steps.step(
                    "POST /query: SELECT … FROM sales_by_region EMIT CHANGES",
                    () -> {
                        live.start();
                        return await(
                                "the first rows of the push query",
                                environment,
                                () -> ledger.table().equals(shop.totals()));
                    });
            out.println();
            out.printf("  REST API   %s   (user %s)%n", environment.url(), DemoEnvironment.USER);
            out.printf(
                    "  SQL        BW_PASSWORD=%s ./bottled-water ksql %s%n",
                    environment.password(), environment.url());
            out.printf(
                    "  Connect    curl -u %s:%s %s/connectors%n",
                    DemoEnvironment.USER, environment.password(), environment.url());
            out.println();
            write(options, environment, shop, live);
            return finish(environment, shop, live);
        }
    }

    private static boolean hasTopics(KsqlClient client) {
        return client.makeKsqlRequest(KsqlRequest.of("SHOW TOPICS;")).stream()
                .anyMatch(
                        entity ->
                                entity instanceof KsqlEntity.KafkaTopics topics
                                        && topics.topics().stream()
                                                .map(TopicListing::name)
                                                .toList()
                                                .containsAll(
                                                        java.util.List.of(
                                                                TopicAudit.ORDERS,
                                                                TopicAudit.CUSTOMERS)));
    }

    /** Commits changes at the wanted rate until the time is over or Ctrl-C ends it. */
    private void write(DemoOptions options, DemoEnvironment environment, Shop shop, LiveSales live)
            throws SQLException, InterruptedException {
        ledger.startMeasuring();
        var start = System.nanoTime();
        var end = options.limit().map(limit -> start + limit.toNanos());
        var interval = TimeUnit.SECONDS.toNanos(1) / options.changesPerSecond();
        for (long i = 0; end.isEmpty() || System.nanoTime() - end.get() < 0; i++) {
            if (!environment.serve().isAlive()) {
                throw new DemoException("serve has ended.");
            }
            shop.change();
            live.failIfEnded();
            live.paint();
            var wait = start + (i + 1) * interval - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
        }
    }

    private int finish(DemoEnvironment environment, Shop shop, LiveSales live)
            throws SQLException, InterruptedException {
        var limit = System.nanoTime() + ARRIVAL_LIMIT.toNanos();
        var expected = shop.totals();
        while ((ledger.lost() > 0 || !ledger.table().equals(expected))
                && System.nanoTime() - limit < 0) {
            live.failIfEnded();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        // What is delivered twice would come after everything has come once.
        TimeUnit.SECONDS.sleep(1);
        live.stop();
        var equal = ledger.table().equals(expected);
        if (!equal) {
            out.println("Postgres: " + expected);
            out.println("table:    " + ledger.table());
        }
        environment
                .serve()
                .peakResidentMebibytes()
                .ifPresent(rss -> out.printf("serve: peak RSS %d MiB%n", rss));
        out.printf(
                Locale.ROOT,
                "demo: commits=%d events=%d results=%d lost=%d duplicated=%d table=%s p50_ms=%.0f p99_ms=%.0f%n",
                ledger.commits(),
                ledger.events(),
                ledger.results(),
                ledger.lost(),
                ledger.duplicated(),
                equal ? "equal" : "different",
                ledger.latencyMillis(0.50).orElse(Double.NaN),
                ledger.latencyMillis(0.99).orElse(Double.NaN));
        return equal && ledger.lost() == 0 && ledger.duplicated() == 0 ? 0 : 1;
    }

    /** A condition that may also fail for good. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static Void await(String what, DemoEnvironment environment, Condition condition)
            throws Exception {
        var limit = System.nanoTime() + START_LIMIT.toNanos();
        while (!condition.holds()) {
            if (!environment.serve().isAlive()) {
                throw new DemoException("serve ended while waiting for " + what + ".");
            }
            if (System.nanoTime() - limit > 0) {
                throw new DemoException(
                        "Waited %d s for %s.".formatted(START_LIMIT.toSeconds(), what));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return null;
    }
}
