// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.devkit.files.DataDirectory;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Kills the engines' process at random moments and starts it again. */
final class Kills implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(5);

    /** Two of three kills come when the queries have joined their groups again. */
    private static final int LONGEST_LIFE_MILLIS = 25_000;

    private final Path directory;
    private final List<Guarantee> guarantees;
    private final List<Scenario> scenarios;
    private final SplittableRandom random;
    private final PrintStream out;
    private ChildProcess child;

    /**
     * Starts the process and creates the queries.
     *
     * @param directory with the file of client properties; for the state
     */
    Kills(
            Path directory,
            List<Guarantee> guarantees,
            List<Scenario> scenarios,
            long seed,
            PrintStream out)
            throws InterruptedException {
        this.directory = directory;
        this.guarantees = guarantees;
        this.scenarios = scenarios;
        this.random = new SplittableRandom(seed);
        this.out = out;
        this.child = start("create");
        awaitReady();
    }

    private ChildProcess start(String what) {
        return ChildProcess.start(
                EngineProcess.class,
                "512m",
                List.of(
                        directory.toString(),
                        what,
                        guarantees.stream().map(Enum::name).collect(Collectors.joining(",")),
                        scenarios.stream().map(Scenario::name).collect(Collectors.joining(","))),
                line -> out.println("         " + line.replaceFirst("^INFO +[A-Za-z]+ - ", "")));
    }

    private void awaitReady() throws InterruptedException {
        if (!child.awaitReady(START)) {
            throw new IllegalStateException(
                    "the engines' process " + (child.alive() ? "doesn't get ready" : "has ended"));
        }
    }

    /**
     * Kills it so many times, after a random while each. Every other time its state is lost, too.
     */
    void kill(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            awaitReady();
            int life = random.nextInt(LONGEST_LIFE_MILLIS);
            Thread.sleep(life);
            child.kill();
            boolean lost = random.nextBoolean();
            out.printf(
                    "%tT kill -9 after %.1f s; %s%n",
                    LocalTime.now(), life / 1e3, lost ? "the state is lost" : "the state stays");
            if (lost) {
                for (var guarantee : guarantees) {
                    var run = EngineProcess.run(guarantee, scenarios, Map.of());
                    new DataDirectory(directory.resolve(run.name()), true).close();
                }
            }
            child = start("resume");
        }
        awaitReady();
    }

    /** The process that lives now. */
    ChildProcess child() {
        return child;
    }

    @Override
    public void close() {
        child.close();
    }
}
