// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.connect.failure.ConnectErrorHints;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is wrong with a connector, in sentences with the remedy, without stack traces. */
final class FailureText {
    private static final Pattern CLASS = Pattern.compile("^(?:[a-z]\\w*\\.)+[A-Z][\\w$]*: ");
    private static final String CAUSE = "Caused by: ";

    private FailureText() {}

    /** Sentences; none where all is well. */
    static List<String> of(Connector connector) {
        List<String> sentences = new ArrayList<>();
        for (Connector.Part part : connector.failures()) {
            String cause = cause(part.trace());
            sentences.add(
                    part.title()
                            + " failed"
                            + (part.worker().isEmpty() ? "" : " on " + part.worker())
                            + (cause.isEmpty() ? "." : ": " + cause));
            ConnectErrorHints.hintFor(part.trace()).ifPresent(sentences::add);
        }
        if (!sentences.isEmpty()) {
            sentences.add(
                    "When that is mended: bottled-water connect restart --failed "
                            + connector.name());
        } else if (!connector.halted() && connector.tasks().isEmpty()) {
            sentences.add(
                    "It has no tasks, so it moves nothing: they are handed out within seconds of its creation, or its"
                            + " worker can't reach the leader (several instances need BW_SECRET).");
        } else {
            connector.tasks().stream()
                    .filter(task -> task.state().equals("UNASSIGNED"))
                    .findFirst()
                    .ifPresent(
                            task ->
                                    sentences.add(
                                            task.title()
                                                    + " waits for a worker; that takes seconds after one has gone."));
        }
        return sentences;
    }

    /** The deepest reason: what wraps it says only that a task failed. */
    static String cause(String trace) {
        String first = trace.lines().findFirst().orElse("");
        String last =
                trace.lines()
                        .filter(line -> line.startsWith(CAUSE))
                        .reduce((a, b) -> b)
                        .map(line -> line.substring(CAUSE.length()))
                        .orElse(first);
        String text = CLASS.matcher(last).replaceFirst("").strip();
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }

    /** Prints them under each other. */
    static void print(Connector connector, Surroundings surroundings) {
        for (String sentence : of(connector)) {
            surroundings
                    .out()
                    .println(
                            Style.RED.paint(
                                    connector.name() + ": " + sentence, surroundings.colour()));
        }
    }
}
