// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.engine.instance.KafkaSqlEngine;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/** The engine instances of a run in this process: one, at times a second. */
final class Instances implements AutoCloseable {
    private final Run run;
    private final Path directory;
    private @Nullable KafkaSqlEngine first;
    private @Nullable KafkaSqlEngine second;

    /**
     * @param directory for the state of its instances
     */
    Instances(Run run, Path directory) {
        this.run = run;
        this.directory = directory;
    }

    Run run() {
        return run;
    }

    /** What may happen to it. */
    enum Disturbance {
        NONE("undisturbed"),
        RESTART("restart with the state in place"),
        RESTART_WITHOUT_STATE("restart without the state"),
        JOIN("a second instance joins"),
        LEAVE("the second instance leaves");

        private final String text;

        Disturbance(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Starts the first instance and creates the queries. */
    void create() throws InterruptedException {
        var engine = run.start(firstState());
        first = engine;
        run.create(engine);
    }

    void disturb(Disturbance disturbance) throws InterruptedException {
        switch (disturbance) {
            case NONE -> {}
            case RESTART -> restart();
            case RESTART_WITHOUT_STATE -> {
                stop(first);
                new DataDirectory(firstState(), true).close();
                first = run.start(firstState());
            }
            case JOIN -> second = run.start(directory.resolve("second"));
            case LEAVE -> {
                stop(second);
                second = null;
            }
        }
    }

    private void restart() throws InterruptedException {
        stop(first);
        first = run.start(firstState());
    }

    private static void stop(@Nullable KafkaSqlEngine engine) {
        if (engine != null) {
            engine.close();
        }
    }

    private Path firstState() {
        return directory.resolve("first");
    }

    @Override
    public void close() {
        stop(second);
        stop(first);
    }
}
