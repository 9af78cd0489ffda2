// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.connector;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * A connector and how it is.
 *
 * @param state of the connector itself
 * @param tasks in order of their numbers
 */
public record Connector(ConnectorInfo info, RunState state, List<Task> tasks) {
    public Connector {
        Objects.requireNonNull(info);
        Objects.requireNonNull(state);
        tasks = List.copyOf(tasks);
    }

    /**
     * A state as Connect names it.
     *
     * @param state RUNNING, FAILED, PAUSED, UNASSIGNED …
     * @param trace why it failed, null where it didn't
     */
    public record RunState(String state, String workerId, @Nullable String trace) {
        public boolean isRunning() {
            return state.equals("RUNNING");
        }
    }

    /** A part of the work. */
    public record Task(int id, RunState state) {}

    /**
     * The state with that of the tasks, as KSQL lists it: {@code RUNNING (1/2 tasks RUNNING)}; a
     * running connector of which not all tasks run is WARNING or FAILED.
     */
    public String summary() {
        long running = tasks.stream().filter(t -> t.state().isRunning()).count();
        var shown =
                !state.isRunning() || running == tasks.size()
                        ? state.state()
                        : running == 0 ? "FAILED" : "WARNING";
        return "%s (%d/%d tasks RUNNING)".formatted(shown, running, tasks.size());
    }
}
