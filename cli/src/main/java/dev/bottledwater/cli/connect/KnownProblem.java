// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the server found wrong with a connector or a task.
 *
 * @param remedy empty where none is known
 * @param restarts how often it was restarted by itself
 * @param nextRestart when it is again; empty where it isn't
 * @param warning whether nothing is broken yet
 */
record KnownProblem(
        String connector,
        String problem,
        String remedy,
        int restarts,
        String nextRestart,
        boolean warning) {

    static KnownProblem of(JsonNode json) {
        return new KnownProblem(
                json.path("connector").asText(),
                json.path("problem").asText(),
                json.path("remedy").asText(),
                json.path("restarts").asInt(),
                json.path("next_restart").asText(""),
                json.path("warning").asBoolean());
    }

    /** Problem and remedy after each other. */
    String text() {
        return (problem + " " + remedy).strip();
    }

    /** What happens by itself; empty where nothing does and nothing has. */
    String restartText() {
        if (!nextRestart.isEmpty()) {
            return restarts == 0
                    ? "It is restarted by itself at " + nextRestart + "."
                    : "It was restarted by itself %d time%s, the next time is at %s."
                            .formatted(restarts, restarts == 1 ? "" : "s", nextRestart);
        }
        return restarts == 0
                ? ""
                : "It was restarted by itself %d time%s and isn't any more."
                        .formatted(restarts, restarts == 1 ? "" : "s");
    }
}
