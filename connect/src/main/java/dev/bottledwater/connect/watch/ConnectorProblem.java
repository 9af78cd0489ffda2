// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Why a connector, or one of its tasks, doesn't do what it is for, or what endangers them all.
 *
 * @param connector its name; empty for all of them
 * @param task the number of the task; -1 for the connector itself
 * @param problem what is wrong, in one sentence
 * @param remedy what to do; empty where that isn't known
 * @param restarts how often it was restarted by itself since it last worked for long
 * @param nextRestart when it is restarted by itself; null where it isn't
 * @param warning whether nothing is broken yet
 */
public record ConnectorProblem(
        String connector,
        int task,
        String problem,
        String remedy,
        int restarts,
        @Nullable Instant nextRestart,
        boolean warning) {
    /** The connector itself and none of its tasks. */
    public static final int NO_TASK = -1;

    /** One that is more than a warning. */
    public ConnectorProblem(
            String connector,
            int task,
            String problem,
            String remedy,
            int restarts,
            @Nullable Instant nextRestart) {
        this(connector, task, problem, remedy, restarts, nextRestart, false);
    }

    /** What is to be mended before it breaks something. */
    public static ConnectorProblem warning(String connector, String problem, String remedy) {
        return new ConnectorProblem(connector, NO_TASK, problem, remedy, 0, null, true);
    }

    /** One that no restart would help. */
    ConnectorProblem(String connector, int task, String problem, String remedy) {
        this(connector, task, problem, remedy, 0, null);
    }

    /** Problem and remedy after each other. */
    @Override
    public String toString() {
        return remedy.isEmpty() ? problem : problem + " " + remedy;
    }
}
