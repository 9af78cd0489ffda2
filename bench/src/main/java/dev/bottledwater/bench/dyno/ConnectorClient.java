// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.bottledwater.bench.dyno.Rest.Answer;
import dev.bottledwater.devkit.plugin.TrialPlugins;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a client of Connect does: it asks a dyno, and again while the answer is an error that may
 * pass. What it saw is counted.
 */
final class ConnectorClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Until a request that was answered with such errors must have succeeded. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Heroku's router gives up then. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Rest rest;
    private final Supplier<String> name;
    private final Tally tally;

    /**
     * @param name of whom it asks, for messages
     */
    ConnectorClient(Rest rest, Supplier<String> name, Tally tally) {
        this.rest = rest;
        this.name = name;
        this.tally = tally;
    }

    /** The settings of a source, as JSON. */
    static String source(int tasks, String topic, Map<String, String> more) {
        var settings = new TreeMap<String, String>(more);
        settings.put("connector.class", TrialPlugins.SOURCE);
        settings.put("tasks.max", Integer.toString(tasks));
        settings.put("topic", topic);
        settings.put("topic.creation.default.partitions", "1");
        settings.put("topic.creation.default.replication.factor", "-1");
        return JSON.valueToTree(settings).toString();
    }

    /** What POST /connectors takes. */
    static String named(String connector, String settings) {
        return "{\"name\": \"%s\", \"config\": %s}".formatted(connector, settings);
    }

    /**
     * Sends a request until it is answered with this status.
     *
     * @throws IllegalStateException if the answer is wrong, an attempt takes too long, or all do
     */
    Answer expect(int status, String method, String path, String body) throws InterruptedException {
        return expect(status, status, method, path, body);
    }

    /**
     * The same where an attempt may have been carried out although its answer was an error.
     *
     * @param orAgain the status of a second attempt
     */
    Answer expect(int status, int orAgain, String method, String path, String body)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean again = false;
        while (true) {
            long began = System.nanoTime();
            String problem;
            try {
                var answer = rest.send(method, path, body);
                if (answer.status() == status || again && answer.status() == orAgain) {
                    tally.done(System.nanoTime() - began);
                    return answer;
                }
                problem = answer.status() + " " + answer.body();
                if (!mayPass(answer)) {
                    throw wrong(method, path, problem);
                }
            } catch (IOException e) {
                problem = e.toString();
            }
            long took = System.nanoTime() - began;
            tally.failed(problem, took);
            if (took > BOUND.toNanos()) {
                throw wrong(method, path, "nothing for " + took / 1_000_000_000 + " s: " + problem);
            }
            if (System.nanoTime() > end) {
                throw wrong(method, path, "still " + problem);
            }
            again = true;
            Thread.sleep(PAUSE);
        }
    }

    /** Connect answers 409 while it rebalances; 5xx say that the leader wasn't reached. */
    private static boolean mayPass(Answer answer) {
        return answer.status() == 409 && !answer.body().contains("already exists")
                || answer.status() >= 500;
    }

    private IllegalStateException wrong(String method, String path, String answer) {
        return new IllegalStateException(
                "%s answered %s %s with %s".formatted(name.get(), method, path, answer));
    }

    /** Waits until the connector has as many tasks, all in this state. */
    void awaitTasks(String connector, int count, String state) throws InterruptedException {
        Patience.await(
                PATIENCE,
                () -> {
                    var tasks = status(connector).path("tasks");
                    return tasks.size() == count
                            && tasks.findValuesAsText("state").stream().allMatch(state::equals);
                },
                () ->
                        "%s doesn't have %d tasks that are %s; %s: %s"
                                .formatted(connector, count, state, name.get(), rest.said()));
    }

    /** Waits until the connector itself is in this state. */
    void awaitState(String connector, String state) throws InterruptedException {
        Patience.await(
                PATIENCE,
                () -> status(connector).path("connector").path("state").asText().equals(state),
                () -> "%s isn't %s; %s: %s".formatted(connector, state, name.get(), rest.said()));
    }

    /** Waits until a setting has this value. */
    void awaitConfig(String connector, String setting, String value) throws InterruptedException {
        Patience.await(
                PATIENCE,
                () ->
                        rest.get("/connectors/" + connector + "/config")
                                .json()
                                .path(setting)
                                .asText()
                                .equals(value),
                () -> "%s isn't %s; %s: %s".formatted(setting, value, name.get(), rest.said()));
    }

    /** Waits until the offsets contain this text. */
    void awaitOffset(String connector, String text) throws InterruptedException {
        Patience.await(
                PATIENCE,
                () -> rest.get("/connectors/" + connector + "/offsets").body().contains(text),
                () -> "%s isn't the offset; %s: %s".formatted(text, name.get(), rest.said()));
    }

    /** The workers that its tasks are on. */
    TreeSet<String> workers(String connector) throws IOException, InterruptedException {
        return new TreeSet<>(status(connector).path("tasks").findValuesAsText("worker_id"));
    }

    private JsonNode status(String connector) throws IOException, InterruptedException {
        return rest.get("/connectors/" + connector + "/status").json();
    }
}
