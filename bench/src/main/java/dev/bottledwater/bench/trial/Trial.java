// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.bench.trial.Instances.Disturbance;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Restarts and second instances, in one process: an undisturbed run, and one for each guarantee
 * whose engine is restarted with its state, restarted without, and joined by a second engine that
 * leaves again, each in the middle of a step of the input.
 */
final class Trial {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HALF_A_STEP = Duration.ofMillis(1000);
    private static final String NEVER = String.valueOf(1L << 40);
    private static final Map<String, String> PROPERTIES =
            Map.of("ksql.streams.commit.interval.ms", "1000");

    private final EmbeddedKafka kafka;
    private final Path directory;
    private final PrintStream out;

    Trial(EmbeddedKafka kafka, Path directory, PrintStream out) {
        this.kafka = kafka;
        this.directory = directory;
        this.out = out;
    }

    /**
     * A broker for trials: it deletes and compacts nothing, since event time is long ago; and the
     * sessions of a group may be short.
     */
    static EmbeddedKafkaOptions broker() {
        return EmbeddedKafkaOptions.defaults()
                .withBrokerSetting("log.initial.task.delay.ms", NEVER)
                .withBrokerSetting("log.cleaner.backoff.ms", NEVER)
                .withBrokerSetting("group.min.session.timeout.ms", "1000");
    }

    /**
     * Plays it.
     *
     * @param scenarios what runs at least once
     * @param exactlyOnce which of them run exactly once, too
     * @return how each scenario of each disturbed run went
     */
    List<Outcome> play(List<Scenario> scenarios, List<Scenario> exactlyOnce, Workload workload)
            throws InterruptedException, ExecutionException {
        // transactions need more rights than Heroku's dedicated plans grant
        var admin = kafka.adminProperties();
        Feed.createTopics(kafka);
        try (var twin = instances("twin", Guarantee.AT_LEAST_ONCE, scenarios);
                var alo = instances("alo", Guarantee.AT_LEAST_ONCE, scenarios);
                var eos = instances("eos", Guarantee.EXACTLY_ONCE, exactlyOnce);
                var feed = new Feed(admin);
                var drain = new Drain(admin)) {
            var disturbed = List.of(alo, eos);
            var all = List.of(twin, alo, eos);
            var runs = all.stream().map(Instances::run).toList();
            atOnce(all, Instances::create);
            say("%d queries run", runs.stream().mapToInt(Run::queries).sum());
            for (int i = 0; i < workload.steps().size(); i++) {
                var records = workload.steps().get(i).records();
                var disturbance = disturbance(i);
                say("step %d: %d records, %s", i + 1, records.size(), disturbance);
                int half = records.size() / 2;
                feed.write(records.subList(0, half), HALF_A_STEP);
                var others = begin(disturbed, d -> d.disturb(disturbance));
                feed.write(records.subList(half, records.size()), HALF_A_STEP);
                end(others);
                drain.await(runs, PATIENCE);
            }
            say("comparing");
            return Outcome.of(
                    admin, twin.run(), disturbed.stream().map(Instances::run).toList(), false);
        }
    }

    /** Tables change in even steps, streams in odd ones. */
    private static Disturbance disturbance(int step) {
        return switch (step) {
            case 1 -> Disturbance.RESTART;
            case 2 -> Disturbance.JOIN;
            case 3 -> Disturbance.LEAVE;
            case 5 -> Disturbance.RESTART_WITHOUT_STATE;
            default -> Disturbance.NONE;
        };
    }

    private Instances instances(String name, Guarantee guarantee, List<Scenario> scenarios) {
        return new Instances(
                new Run(name, guarantee, scenarios, kafka.adminProperties(), PROPERTIES),
                directory.resolve(name));
    }

    /** Something that is done with each of the runs. */
    private interface Work {
        void with(Instances instances) throws InterruptedException;
    }

    private static void atOnce(List<Instances> all, Work work)
            throws InterruptedException, ExecutionException {
        end(begin(all, work));
    }

    private static List<Future<?>> begin(List<Instances> all, Work work) {
        return all.stream()
                .<Future<?>>map(
                        instances -> {
                            var job =
                                    new FutureTask<>(
                                            () -> {
                                                work.with(instances);
                                                return true;
                                            });
                            Thread.ofVirtual().start(job);
                            return job;
                        })
                .toList();
    }

    private static void end(List<Future<?>> others)
            throws InterruptedException, ExecutionException {
        for (var other : others) {
            other.get();
        }
    }

    private void say(String format, Object... values) {
        out.printf("%tT %s%n", LocalTime.now(), format.formatted(values));
    }
}
