// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine in a process of its own under load, and what it takes. */
final class Soak implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 600;
    private static final int TICK_MILLIS = 100;

    /** Enough that a record finds a few partners within a minute. */
    private static final int KEYS = 2000;

    private final ChildProcess child;
    private final BlockingQueue<String> answers;
    private final AtomicInteger failures;

    private Soak(ChildProcess child, BlockingQueue<String> answers, AtomicInteger failures) {
        this.child = child;
        this.answers = answers;
        this.failures = failures;
    }

    /** The run of so many queries: the scenarios, and more of the same until there are enough. */
    static Run run(int queries, Map<String, Object> client) {
        var scenarios = new ArrayList<Scenario>();
        int count = 0;
        for (int copy = 0; count < queries; copy++) {
            for (var scenario : Scenarios.ALL) {
                int more = scenario.reads().size();
                if (count + more <= queries) {
                    scenarios.add(copy == 0 ? scenario : scenario.copy(copy));
                    count += more;
                }
            }
        }
        return new Run("soak", Guarantee.AT_LEAST_ONCE, scenarios, client, Map.of());
    }

    /**
     * Starts the process, without queries yet.
     *
     * @param directory with the file of client properties; for the state
     */
    static Soak start(Path directory, int queries) throws InterruptedException {
        var answers = new LinkedBlockingQueue<String>();
        var failures = new AtomicInteger();
        var child =
                ChildProcess.start(
                        SoakProcess.class,
                        "300m",
                        List.of(directory.toString(), String.valueOf(queries)),
                        line -> {
                            if (line.startsWith(SoakProcess.SAMPLE)
                                    || line.equals(SoakProcess.CREATED)) {
                                answers.add(line);
                            } else {
                                System.out.println("         " + line);
                                if (line.contains(" failed (")
                                        || line.contains("OutOfMemoryError")
                                        || line.contains("processing log")) {
                                    failures.incrementAndGet();
                                }
                            }
                        });
        var soak = new Soak(child, answers, failures);
        if (!child.awaitReady(Duration.ofSeconds(PATIENCE_SECONDS))) {
            soak.close();
            throw new IllegalStateException("the engine doesn't start");
        }
        return soak;
    }

    /** Creates the queries. */
    void create() throws InterruptedException {
        ask(SoakProcess.CREATE);
    }

    Sample measure() throws InterruptedException {
        return Sample.parse(ask(SoakProcess.MEASURE).substring(SoakProcess.SAMPLE.length()));
    }

    private String ask(char command) throws InterruptedException {
        child.send(command);
        var answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("the engine's process doesn't answer");
        }
        return answer;
    }

    /** How often a query failed, or a record was bad, or memory ran out. */
    int failures() {
        return failures.get();
    }

    /** Whether the process lives. */
    boolean alive() {
        return child.alive();
    }

    /**
     * Writes records of now at a steady rate until it is interrupted.
     *
     * @return how many there were
     */
    static long load(Feed feed, int perSecond, long seed) {
        var random = new SplittableRandom(seed);
        long written = 0;
        long begun = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            long due = (System.nanoTime() - begun) / 1_000_000 * perSecond / 1000;
            for (; written < due; written++) {
                feed.send(
                        Workload.record(
                                source(random), random, System.currentTimeMillis(), KEYS, written));
            }
            try {
                Thread.sleep(TICK_MILLIS);
            } catch (InterruptedException _) {
                break;
            }
        }
        return written;
    }

    private static Source source(SplittableRandom random) {
        int draw = random.nextInt(50);
        return draw < 20
                ? Source.CLICKS
                : draw < 40
                        ? Source.VIEWS
                        : draw < 45 ? Source.USERS : draw < 49 ? Source.ACCOUNTS : Source.PLANS;
    }

    @Override
    public void close() {
        child.close();
    }
}
