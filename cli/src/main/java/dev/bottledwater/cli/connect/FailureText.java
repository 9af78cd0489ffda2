// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import dev.bottledwater.cli.console.Style;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.connect.failure.ConnectErrorHints;
import dev.bottledwater.connect.failure.TraceText;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a connector, in sentences with the remedy, without stack traces. */
final class FailureText {
    private FailureText() {}

    /** Sentences; none where all is well. */
    static List<String> of(Connector connector) {
        List<String> sentences = new ArrayList<>();
        for (Connector.Part part : connector.failures()) {
            String cause = TraceText.cause(part.trace());
            sentences.add(
                    part.title()
                            + " failed"
                            + (part.worker().isEmpty() ? "" : " on " + part.worker())
                            + (cause.isEmpty() ? "." : ": " + cause));
            ConnectErrorHints.hintFor(part.trace()).ifPresent(sentences::add);
        }
        if (!sentences.isEmpty()) {
            sentences.add(restart(connector));
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

    /** Sentences with what the server knows of it, where it knows something. */
    static List<String> of(Connector connector, List<KnownProblem> all) {
        List<String> sentences = new ArrayList<>();
        boolean restarts = false;
        for (KnownProblem problem : all) {
            if (problem.warning() || !problem.connector().equals(connector.name())) {
                continue;
            }
            sentences.add(problem.problem());
            if (!problem.remedy().isEmpty()) {
                sentences.add(problem.remedy());
            }
            if (!problem.restartText().isEmpty()) {
                sentences.add(problem.restartText());
            }
            restarts |= !problem.nextRestart().isEmpty();
        }
        if (sentences.isEmpty()) {
            return of(connector);
        }
        if (!connector.failures().isEmpty() && !restarts) {
            sentences.add(restart(connector));
        }
        return sentences;
    }

    /** What is to be mended before it breaks the connector or its database. */
    static List<String> warnings(Connector connector, List<KnownProblem> all) {
        return all.stream()
                .filter(problem -> problem.warning())
                .filter(problem -> problem.connector().equals(connector.name()))
                .map(KnownProblem::text)
                .toList();
    }

    private static String restart(Connector connector) {
        return "When that is mended: bottled-water connect restart --failed " + connector.name();
    }

    /** Prints them under each other. */
    static void print(Connector connector, List<KnownProblem> known, Surroundings surroundings) {
        for (String sentence : of(connector, known)) {
            surroundings
                    .out()
                    .println(
                            Style.RED.paint(
                                    connector.name() + ": " + sentence, surroundings.colour()));
        }
        for (String warning : warnings(connector, known)) {
            surroundings
                    .out()
                    .println(
                            Style.YELLOW.paint(
                                    connector.name() + ": Warning: " + warning,
                                    surroundings.colour()));
        }
    }
}
