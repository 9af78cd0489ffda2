// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A connector as Connect tells of it.
 *
 * @param type {@code source} or {@code sink}
 * @param connectorClass empty where it isn't told
 * @param self the connector's own state
 * @param tasks by their numbers
 */
record Connector(String name, String type, String connectorClass, Part self, List<Part> tasks) {
    private static final List<String> HALTED = List.of("PAUSED", "STOPPED");

    Connector {
        tasks = List.copyOf(tasks);
    }

    /**
     * The connector itself or one of its tasks.
     *
     * @param number of the task; -1 for the connector itself
     * @param state such as RUNNING
     * @param worker where it is
     * @param trace of its failure; empty where there is none
     */
    record Part(int number, String state, String worker, String trace) {
        static Part of(JsonNode json) {
            return new Part(
                    json.path("id").asInt(-1),
                    json.path("state").asText("UNKNOWN"),
                    json.path("worker_id").asText(""),
                    json.path("trace").asText(""));
        }

        boolean failed() {
            return state.equals("FAILED");
        }

        String title() {
            return number < 0 ? "The connector" : "Task " + number;
        }
    }

    /**
     * @param status as {@code /connectors/NAME/status} answers
     * @param info as {@code /connectors/NAME} answers; may be missing
     */
    static Connector of(JsonNode status, JsonNode info) {
        List<Part> tasks = new ArrayList<>();
        status.path("tasks").forEach(task -> tasks.add(Part.of(task)));
        tasks.sort(Comparator.comparingInt(Part::number));
        return new Connector(
                status.path("name").asText(),
                status.path("type").asText("").toLowerCase(Locale.ROOT),
                info.path("config").path("connector.class").asText(""),
                Part.of(status.path("connector")),
                tasks);
    }

    /** Whether somebody has told it to stand still. */
    boolean halted() {
        return HALTED.contains(self.state());
    }

    /** Whether all of it does what it is for. */
    boolean working() {
        return self.state().equals("RUNNING")
                && !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
    }

    /** The parts that failed. */
    List<Part> failures() {
        List<Part> failures = new ArrayList<>();
        if (self.failed()) {
            failures.add(self);
        }
        tasks.stream().filter(Part::failed).forEach(failures::add);
        return failures;
    }

    /** Such as {@code 2 running, 1 failed}. */
    String taskSummary() {
        if (tasks.isEmpty()) {
            return "none";
        }
        List<String> states = tasks.stream().map(Part::state).distinct().sorted().toList();
        List<String> counts = new ArrayList<>();
        for (String state : states) {
            long count = tasks.stream().filter(task -> task.state().equals(state)).count();
            counts.add(count + " " + state.toLowerCase(Locale.ROOT));
        }
        return String.join(", ", counts);
    }
}
