// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import dev.bottledwater.bench.trial.Options;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code ./bottled-water bench dynos [--for 5m] [--every 30s] [--kill N] [--dynos 3] [--rate 500]}:
 * dynos are restarted in turn while rows flow from Postgres through Debezium. Exit code 1 when a
 * row is lost, or comes twice although nothing was killed. With {@code --kill} each N-th end is a
 * SIGKILL.
 */
public final class RestartCommand {
    private static final Duration FOR = Duration.ofMinutes(5);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int DYNOS = 3;
    private static final int RATE = 500;
    private static final Duration BOOT = Duration.ofSeconds(90);

    private RestartCommand() {}

    /**
     * Runs it, and prints a line for each restart.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments) throws Exception {
        var options = Options.of(arguments, Set.of("for", "every", "kill", "dynos", "rate"));
        long end = options.duration("for", FOR).toNanos();
        var every = options.duration("every", EVERY);
        long kill = options.number("kill", Long.MAX_VALUE);
        int dynos = (int) options.number("dynos", DYNOS);
        try (var app = new App(Map.of())) {
            Capture.createTable(app.database());
            app.scale(dynos);
            Capture.start(app.web());
            try (var inserts = new Inserts(app.database(), options.number("rate", RATE));
                    var deliveries = new Deliveries(app.kafka().adminProperties())) {
                await(deliveries, 1);
                deliveries.gap();
                int kills = play(app, inserts, deliveries, end, every, kill);
                inserts.stop();
                long rows = inserts.committed();
                Patience.await(
                        Capture.patience(),
                        () -> deliveries.missing(rows) == 0,
                        () -> deliveries.missing(rows) + " rows haven't come.");
                System.out.printf(
                        "rows %,d  lost %d  duplicates %d after %d kills  longest gap %.1f s  slowest row %.1f s%n",
                        rows,
                        deliveries.missing(rows),
                        deliveries.duplicates(),
                        kills,
                        deliveries.longestGap(),
                        deliveries.slowest());
                return deliveries.duplicates() > 0 && kills == 0 ? 1 : 0;
            } catch (IllegalStateException e) {
                System.out.println("failed: " + e.getMessage());
                app.formation().dynos().forEach(d -> System.out.println(d.lastLines(20)));
                return 1;
            }
        }
    }

    private static void await(Deliveries deliveries, long rows) throws InterruptedException {
        Patience.await(
                Capture.patience(), () -> deliveries.rows() >= rows, () -> "No rows come at all.");
    }

    /**
     * @param kill every how-manieth end is a kill
     * @return how many were
     */
    private static int play(
            App app,
            Inserts inserts,
            Deliveries deliveries,
            long duration,
            Duration every,
            long kill)
            throws InterruptedException {
        long began = System.nanoTime();
        int kills = 0;
        for (int i = 0; System.nanoTime() - began < duration; i++) {
            long turn = System.nanoTime();
            var dyno = app.formation().dynos().get(i % app.formation().dynos().size());
            var before = Capture.worker(app.web());
            long duplicates = deliveries.duplicates();
            String how;
            if ((i + 1) % kill == 0) {
                dyno.kill();
                dyno.start();
                kills++;
                how = "killed";
            } else {
                var stop = dyno.restart();
                how =
                        "ended in %.1f s%s"
                                .formatted(
                                        stop.took().toMillis() / 1e3,
                                        stop.killed() ? " BY SIGKILL" : "");
            }
            app.awaitReady(dyno, BOOT);
            double ready = (System.nanoTime() - turn) / 1e9;
            long rest = every.toNanos() - (System.nanoTime() - turn);
            Thread.sleep(Math.max(0, rest / 1_000_000));
            System.out.printf(
                    "%tT %s %s (the task was on %s), ready after %.1f s; gap %.1f s, duplicates %d, behind %d%n",
                    LocalTime.now(),
                    dyno.name(),
                    how,
                    before.replaceAll(":.*", ""),
                    ready,
                    deliveries.gap(),
                    deliveries.duplicates() - duplicates,
                    deliveries.missing(inserts.committed()));
        }
        return kills;
    }
}
