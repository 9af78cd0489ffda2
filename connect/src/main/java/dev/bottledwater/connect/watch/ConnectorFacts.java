// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import java.util.List;
import java.util.stream.Stream;

/**
 * A connector as Connect tells of it.
 *
 * @param source whether it is a source
 * @param self the connector's own state
 * @param tasks by their numbers
 */
public record ConnectorFacts(String name, boolean source, Part self, List<Part> tasks) {
    public ConnectorFacts {
        tasks = List.copyOf(tasks);
    }

    /**
     * The connector itself or one of its tasks.
     *
     * @param task {@link ConnectorProblem#NO_TASK} for the connector itself
     * @param state such as RUNNING
     * @param worker where it is
     * @param trace of its failure; empty where there is none
     */
    public record Part(int task, String state, String worker, String trace) {
        boolean is(String other) {
            return state.equals(other);
        }

        boolean failed() {
            return is("FAILED");
        }

        /** As sentences begin. */
        String title(String connector) {
            return task == ConnectorProblem.NO_TASK
                    ? "The connector " + connector
                    : "Task " + task + " of the connector " + connector;
        }
    }

    Stream<Part> parts() {
        return Stream.concat(Stream.of(self), tasks.stream());
    }

    List<Part> failed() {
        return parts().filter(Part::failed).toList();
    }

    /** Whether somebody has told it to stand still. */
    boolean halted() {
        return self.is("PAUSED") || self.is("STOPPED");
    }
}
