// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;

/**
 * {@code ./bottled-water bench kill [--times N] [--scenario NAME…] [--guarantee NAME…] [--seed N]
 * [--records N]}: the engines run in a process of their own that is killed while input flows. Exit
 * code 1 when a result is lost or wrong, or came again where it must not.
 */
public final class KillCommand {
    private static final int TIMES = 10;
    private static final int ROUNDS = 4;
    private static final int PER_ROUND = 1000;
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private KillCommand() {}

    /**
     * Plays it, and prints a line for each scenario and guarantee.
     *
     * @return the exit code
     */
    public static int run(List<String> arguments) throws Exception {
        var options =
                Options.of(arguments, Set.of("times", "scenario", "guarantee", "seed", "records"));
        var scenarios = options.scenarios("scenario");
        var guarantees = options.guarantees("guarantee");
        int times = (int) options.number("times", TIMES);
        long seed = options.number("seed", System.currentTimeMillis());
        int perRound = (int) options.number("records", PER_ROUND);
        System.out.printf("seed %d%n", seed);
        try (var scratch = DataDirectory.temporary("bottled-water-kill-");
                var kafka = EmbeddedKafka.launch(Trial.broker())) {
            var client = kafka.adminProperties();
            Feed.createTopics(kafka);
            ChildProcess.writeClient(scratch.path(), client);
            try (var twin =
                            new Instances(
                                    new Run(
                                            "twin",
                                            Guarantee.AT_LEAST_ONCE,
                                            scenarios,
                                            client,
                                            Map.of()),
                                    scratch.path().resolve("twin"));
                    var kills =
                            new Kills(scratch.path(), guarantees, scenarios, seed, System.out)) {
                twin.create();
                var runs = new ArrayList<Run>();
                guarantees.forEach(g -> runs.add(EngineProcess.run(g, scenarios, client)));
                play(
                        Workload.of(seed, ROUNDS, perRound),
                        client,
                        twin.run(),
                        runs,
                        kills,
                        spread(times, seed));
                var outcomes = Outcome.of(client, twin.run(), runs, true);
                outcomes.forEach(o -> System.out.printf("kills %d  %s%n", times, o.line()));
                return outcomes.stream().allMatch(Outcome::holds) ? 0 : 1;
            }
        }
    }

    /** How many kills there are in each step that isn't one of the last. */
    private static int[] spread(int times, long seed) {
        var random = new SplittableRandom(seed);
        var kills = new int[2 * ROUNDS];
        for (int i = 0; i < times; i++) {
            kills[random.nextInt(kills.length)]++;
        }
        return kills;
    }

    private static void play(
            Workload workload,
            Map<String, Object> client,
            Run twin,
            List<Run> runs,
            Kills kills,
            int[] times)
            throws Exception {
        var all = new ArrayList<>(runs);
        all.add(twin);
        try (var feed = new Feed(client);
                var drain = new Drain(client)) {
            for (int i = 0; i < workload.steps().size(); i++) {
                var records = workload.steps().get(i).records();
                int kill = i < times.length ? times[i] : 0;
                System.out.printf(
                        "%tT step %d: %d records, %d kills%n",
                        LocalTime.now(), i + 1, records.size(), kill);
                var killing =
                        new FutureTask<>(
                                () -> {
                                    kills.kill(kill);
                                    return true;
                                });
                Thread.ofVirtual().start(killing);
                feed.write(records, STEP.multipliedBy(Math.max(1, 3L * kill)));
                killing.get();
                drain.await(all, PATIENCE);
            }
        }
    }
}
