// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;

/**
 * {@code ./bottled-water bench soak [--for 30m] [--warm-up 6m] [--queries 30] [--rate N]}: many
 * queries on one engine with 300 MB of heap, under load. Exit code 1 when anything grew, a query
 * failed, or the engine didn't keep up.
 */
public final class SoakCommand {
    private static final Duration FOR = Duration.ofMinutes(30);

    /**
     * How long the longest windows of the scenarios need to fill, with their grace, and to expire.
     */
    private static final Duration WARM_UP = Duration.ofMinutes(6);

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int SAMPLES = 25;
    private static final int QUERIES = 30;
    private static final int RATE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private SoakCommand() {}

    /**
     * Runs it, and prints a line per sample.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments) throws Exception {
        var options = Options.of(arguments, Set.of("for", "warm-up", "queries", "rate", "seed"));
        var duration = options.duration("for", FOR);
        var warmUp = options.duration("warm-up", WARM_UP);
        int queries = (int) options.number("queries", QUERIES);
        int rate = (int) options.number("rate", RATE);
        long seed = options.number("seed", System.currentTimeMillis());
        try (var scratch = DataDirectory.temporary("bottled-water-soak-");
                var kafka = EmbeddedKafka.launch()) {
            // what an app on Heroku may do, and no more
            var client = kafka.clientProperties();
            Feed.createTopics(kafka);
            ChildProcess.writeClient(scratch.path(), client);
            try (var soak = Soak.start(scratch.path(), queries);
                    var feed = new Feed(client);
                    var drain = new Drain(kafka.adminProperties())) {
                var idle = soak.measure();
                say("without queries: " + idle);
                soak.create();
                say("%d queries, %d records/s".formatted(queries, rate));
                var load = new FutureTask<>(() -> Soak.load(feed, rate, seed));
                var loader = Thread.ofPlatform().daemon().start(load);
                say("warming up");
                samples(soak, warmUp);
                say("these count");
                var samples = samples(soak, duration);
                loader.interrupt();
                say("%,d records were written".formatted(load.get()));
                drain.await(List.of(Soak.run(queries, client)), PATIENCE);
                return report(idle, samples, queries, soak.failures());
            }
        }
    }

    private static List<Sample> samples(Soak soak, Duration duration) throws InterruptedException {
        var samples = new ArrayList<Sample>();
        var every = duration.dividedBy(SAMPLES);
        if (every.compareTo(EVERY) > 0) {
            every = EVERY;
        }
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end && soak.alive()) {
            Thread.sleep(every);
            var sample = soak.measure();
            samples.add(sample);
            say(sample.toString());
        }
        return samples;
    }

    private static int report(Sample idle, List<Sample> samples, int queries, int failures) {
        var growths = Growth.of(samples);
        var last = samples.getLast();
        System.out.printf(
                "per query: %.1f threads, %.1f MB RSS, %.2f MB live heap, %.1f handles%n",
                (last.threads() - idle.threads()) / (double) queries,
                (last.rss() - idle.rss()) / 1048576.0 / queries,
                (last.heap() - idle.heap()) / 1048576.0 / queries,
                (last.handles() - idle.handles()) / (double) queries);
        growths.forEach(g -> System.out.println(g.line()));
        System.out.printf("failures %d%n", failures);
        return failures == 0 && growths.stream().noneMatch(Growth::grew) ? 0 : 1;
    }

    private static void say(String text) {
        System.out.printf("%tT %s%n", LocalTime.now(), text);
    }
}
