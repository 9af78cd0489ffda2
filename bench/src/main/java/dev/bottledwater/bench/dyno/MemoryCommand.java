// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bottledwater.bench.trial.Options;
import dev.bottledwater.devkit.dyno.DynoUsage;
import dev.bottledwater.devkit.plugin.TrialPlugins;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ./bottled-water bench dyno [--for 3m] [--rate 500] [--memory 480] [--threads 220]}: one
 * dyno of 512 MB with three connectors and five queries, under load. Exit code 1 when it needs more
 * than these megabytes and threads, is killed for want of memory, or falls behind.
 */
public final class MemoryCommand {
    private static final Duration FOR = Duration.ofMinutes(3);
    private static final int RATE = 500;
    private static final int MEGABYTES = 480;
    private static final int THREADS = 220;
    private static final Duration STAGE = Duration.ofSeconds(10);
    private static final Duration REQUEST = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String STATEMENTS =
            """
            CREATE STREAM changes (k STRUCT<id BIGINT> KEY,
                after STRUCT<id BIGINT, sensor INT, value INT, written BIGINT>)
              WITH (KAFKA_TOPIC='trial.public.readings', FORMAT='JSON');
            CREATE STREAM readings WITH (PARTITIONS=1) AS
              SELECT after->sensor AS sensor, after->id AS id, after->value AS value
              FROM changes PARTITION BY after->sensor;
            CREATE TABLE totals AS
              SELECT sensor, COUNT(*) AS readings, SUM(value) AS total FROM readings GROUP BY sensor;
            CREATE TABLE averages AS
              SELECT sensor, AVG(value) AS average FROM readings
              WINDOW TUMBLING (SIZE 10 SECONDS) GROUP BY sensor;
            CREATE STREAM high AS SELECT * FROM readings WHERE value > 900;
            CREATE STREAM compared AS
              SELECT r.sensor AS sensor, r.value AS value, t.total AS total
              FROM high r JOIN totals t ON r.sensor = t.sensor;
            """;

    private MemoryCommand() {}

    /**
     * Runs it, and prints the most that was used so far after each stage.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments) throws Exception {
        var options = Options.of(arguments, Set.of("for", "rate", "memory", "threads"));
        var duration = options.duration("for", FOR);
        long megabytes = options.number("memory", MEGABYTES);
        long threads = options.number("threads", THREADS);
        try (var app = new App(Map.of())) {
            try {
                Capture.createTable(app.database());
                app.scale(1);
                stage(app, "started");
                connectors(app.web());
                stage(app, "3 connectors");
                load(app, options.number("rate", RATE), duration);
            } catch (IllegalStateException e) {
                System.out.println("failed: " + e.getMessage());
                System.out.println(app.formation().dyno(1).lastLines(20));
                System.out.println(app.formation().dyno(1).usage());
                return 1;
            }
            var usage = app.formation().dyno(1).usage();
            return fits(usage, megabytes, threads) ? 0 : 1;
        }
    }

    private static boolean fits(DynoUsage usage, long megabytes, long threads) {
        return usage.oomKills() == 0
                && usage.workingBytes() <= megabytes << 20
                && usage.threads() <= threads;
    }

    private static void stage(App app, String name) throws InterruptedException {
        Thread.sleep(STAGE);
        say(app, name);
    }

    private static void say(App app, String name) {
        System.out.printf("%tT %-14s %s%n", LocalTime.now(), name, app.formation().dyno(1).usage());
    }

    private static void connectors(Rest web) throws InterruptedException {
        Capture.start(web);
        var client = new ConnectorClient(web, () -> "the dyno", new Tally());
        var source = ConnectorClient.source(2, "sequence", Map.of("pause.ms", "10"));
        client.expect(201, 409, "POST", "/connectors", ConnectorClient.named("source", source));
        client.awaitTasks("source", 2, "RUNNING");
        var sink =
                JSON.valueToTree(
                        Map.of(
                                "connector.class",
                                TrialPlugins.SINK,
                                "tasks.max",
                                "2",
                                "topics",
                                "sequence," + Capture.TOPIC));
        client.expect(
                201, 409, "POST", "/connectors", ConnectorClient.named("sink", sink.toString()));
        client.awaitTasks("sink", 2, "RUNNING");
    }

    private static Rest.Answer statement(Rest web, String path, String sql)
            throws IOException, InterruptedException {
        var body =
                JSON.valueToTree(
                        Map.of(
                                "ksql",
                                sql,
                                "streamsProperties",
                                Map.of("auto.offset.reset", "earliest")));
        return web.send("POST", path, body.toString());
    }

    /** Rows, the queries on them, and requests, until the time is over. */
    private static void load(App app, long rate, Duration duration) throws Exception {
        try (var inserts = new Inserts(app.database(), rate);
                var deliveries = new Deliveries(app.kafka().adminProperties())) {
            Patience.await(
                    Capture.patience(), () -> deliveries.rows() > 0, () -> "No rows come at all.");
            var created = statement(app.web(), "/ksql", STATEMENTS);
            if (created.status() != 200) {
                throw new IllegalStateException(created.body());
            }
            stage(app, "5 queries");
            long began = System.nanoTime();
            long said = began;
            long pulls = 0;
            while (System.nanoTime() - began < duration.toNanos()) {
                var sql = "SELECT * FROM totals WHERE sensor = %d;".formatted(pulls % 200);
                var answer = statement(app.web(), "/query", sql);
                if (answer.status() == 200) {
                    pulls++;
                }
                app.web().get("/connectors?expand=status");
                Thread.sleep(REQUEST);
                if (System.nanoTime() - said > duration.toNanos() / 6) {
                    said = System.nanoTime();
                    say(app, "%,d rows".formatted(inserts.committed()));
                }
            }
            inserts.stop();
            long rows = inserts.committed();
            Patience.await(
                    Capture.patience(),
                    () -> deliveries.missing(rows) == 0 && counted(app.web()) == rows,
                    () ->
                            "%d rows haven't come, and %d of %d were counted."
                                    .formatted(deliveries.missing(rows), counted(app.web()), rows));
            stage(app, "%,d rows".formatted(rows));
            System.out.printf(
                    "%,d pull queries; all rows were delivered and counted, the slowest in %.1f s%n",
                    pulls, deliveries.slowest());
        }
    }

    /** The sum of what the first table has counted. */
    private static long counted(Rest web) {
        try {
            var answer = statement(web, "/query", "SELECT readings FROM totals;");
            long sum = 0;
            for (var row : answer.json()) {
                sum += row.path("row").path("columns").path(0).asLong();
            }
            return sum;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
