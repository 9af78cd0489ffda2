// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import dev.bottledwater.connect.failure.ConnectErrorHints;
import dev.bottledwater.connect.failure.TraceText;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds what is wrong with connectors. What may be in order for a moment, such as a task without a
 * worker, is told once it has lasted. Used by one thread.
 */
final class Findings {
    private final Duration patience;

    /** Since when something is so, by what it is. */
    private final Map<String, Instant> since = new HashMap<>();

    private final Map<String, Double> written = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    /**
     * @param patience how long something may last before it is a problem
     */
    Findings(Duration patience) {
        this.patience = patience;
    }

    /** Begins another look; what isn't met again by the end of it is forgotten. */
    void begin() {
        seen.clear();
    }

    /** Ends a look. */
    void end() {
        since.keySet().retainAll(seen);
        written.keySet().retainAll(seen);
    }

    /**
     * What is wrong with one of the group's connectors.
     *
     * @param workers that are in the group; empty where that isn't known
     * @param missing the topics that a connector lacks
     */
    List<ConnectorProblem> of(
            ConnectorFacts connector,
            Restarts.Attempts attempts,
            Optional<Set<String>> workers,
            Function<String, List<String>> missing,
            Instant now) {
        List<ConnectorProblem> problems = new ArrayList<>();
        for (ConnectorFacts.Part part : connector.failed()) {
            problems.add(failed(connector.name(), part, attempts));
        }
        if (connector.halted() || !problems.isEmpty()) {
            return problems;
        }
        String name = connector.name();
        if (connector.self().is("RUNNING")
                && connector.tasks().isEmpty()
                && lasts("no tasks " + name, now)) {
            problems.add(
                    new ConnectorProblem(
                            name,
                            ConnectorProblem.NO_TASK,
                            "The connector %s has had no task for %s, so it moves nothing."
                                    .formatted(name, age("no tasks " + name, now)),
                            "Its worker %s may not reach the leader, which several instances need BW_SECRET for; otherwise it found nothing to do: check what it is to read."
                                    .formatted(connector.self().worker())));
        }
        connector.parts().forEach(part -> placed(name, part, workers, now, problems));
        if (problems.isEmpty() && !connector.source() && !connector.tasks().isEmpty()) {
            missing.apply(name)
                    .forEach(
                            sentence ->
                                    problems.add(
                                            new ConnectorProblem(
                                                    name,
                                                    ConnectorProblem.NO_TASK,
                                                    "The connector "
                                                            + name
                                                            + " reads a topic that isn't there.",
                                                    sentence)));
        }
        return problems;
    }

    private static ConnectorProblem failed(
            String name, ConnectorFacts.Part part, Restarts.Attempts attempts) {
        String cause = TraceText.cause(part.trace());
        return new ConnectorProblem(
                name,
                part.task(),
                part.title(name)
                        + " failed"
                        + (part.worker().isEmpty() ? "" : " on " + part.worker())
                        + (cause.isEmpty() ? "." : ": " + cause),
                ConnectErrorHints.hintFor(part.trace()).orElse(""),
                attempts.restarts(),
                attempts.next());
    }

    /** A status stays as it was when its worker is killed. */
    private void placed(
            String name,
            ConnectorFacts.Part part,
            Optional<Set<String>> workers,
            Instant now,
            List<ConnectorProblem> problems) {
        boolean gone =
                part.is("RUNNING")
                        && workers.isPresent()
                        && !workers.get().isEmpty()
                        && !workers.get().contains(part.worker());
        String key = part.state() + " " + part.task() + " " + name;
        if (gone && lasts("gone " + key, now)) {
            problems.add(
                    new ConnectorProblem(
                            name,
                            part.task(),
                            "%s is said to run on %s, which is no longer there."
                                    .formatted(part.title(name), part.worker()),
                            "It is given to another worker within seconds; if it isn't, restart it: bottled-water connect restart "
                                    + name));
        } else if (part.is("UNASSIGNED") && lasts(key, now)) {
            problems.add(
                    new ConnectorProblem(
                            name,
                            part.task(),
                            "%s has had no worker for %s."
                                    .formatted(part.title(name), age(key, now)),
                            "Restart it: bottled-water connect restart " + name));
        }
    }

    /**
     * Whether one of this worker's own source tasks is stuck: it has records, and none of them gets
     * into Kafka. Connect lets it wait for ever for a topic that isn't there, as RUNNING.
     *
     * @param missing the topics that a connector lacks
     */
    Optional<ConnectorProblem> of(
            WatchedConnect.SourceProgress task,
            Function<String, List<String>> missing,
            Instant now) {
        String key = "stuck " + task.task() + " " + task.connector();
        Double before = written.put(key, task.written());
        if (task.unwritten() <= 0 || before == null || before != task.written()) {
            since.remove(key);
            seen.add(key);
            return Optional.empty();
        }
        if (!lasts(key, now)) {
            return Optional.empty();
        }
        List<String> topics = missing.apply(task.connector());
        return Optional.of(
                new ConnectorProblem(
                        task.connector(),
                        task.task(),
                        "Task %d of the connector %s has read records and can't write them since %s%s"
                                .formatted(
                                        task.task(),
                                        task.connector(),
                                        age(key, now),
                                        topics.isEmpty()
                                                ? "."
                                                : ", because its topic isn't there."),
                        topics.isEmpty()
                                ? "Create the topics that it writes to (bottled-water provision --for FILE names those of a connector's file), and check that Kafka answers (bottled-water doctor)."
                                : String.join(" ", topics)));
    }

    /**
     * Whether one of this worker's own source tasks waits for its database. Debezium tries again
     * for ever, and is RUNNING to Connect meanwhile.
     *
     * @param refusal what the database of a connector says; empty where it says nothing
     */
    Optional<ConnectorProblem> apart(
            WatchedConnect.SourceProgress task, Function<String, String> refusal, Instant now) {
        String key = "apart " + task.task() + " " + task.connector();
        if (task.connected()) {
            return Optional.empty();
        }
        Double before = written.put(key, task.written());
        if (before == null || before != task.written()) {
            since.remove(key);
        }
        if (!lasts(key, now)) {
            return Optional.empty();
        }
        String said = refusal.apply(task.connector());
        return Optional.of(
                new ConnectorProblem(
                        task.connector(),
                        task.task(),
                        "Task %d of the connector %s has had no connection to its database for %s%s"
                                .formatted(
                                        task.task(),
                                        task.connector(),
                                        age(key, now),
                                        said.isEmpty() ? "." : ": " + sentence(said)),
                        ConnectErrorHints.hintFor(said)
                                .orElse("It tries again by itself; the log says why it fails.")));
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private boolean lasts(String key, Instant now) {
        seen.add(key);
        return !since.computeIfAbsent(key, _ -> now).plus(patience).isAfter(now);
    }

    private String age(String key, Instant now) {
        Instant start = since.getOrDefault(key, now);
        return Math.max(1, Duration.between(start, now).toSeconds()) + " s";
    }
}
