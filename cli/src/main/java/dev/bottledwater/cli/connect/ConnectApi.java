// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.client.ConnectClient;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.client.ServerUnreachableException;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connectors of a server. A refusal ends the command with the server's words and exit code 1, a
 * server that can't be reached with 69.
 */
final class ConnectApi implements AutoCloseable {
    /**
     * While workers agree on who does what, Connect answers 409, and 503 while the one that does it
     * starts or stops.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A server that took this long to refuse is at work on it, and so is worth waiting for. */
    private static final Duration SLOW = Duration.ofSeconds(20);

    private static final Duration PATIENCE_WITH_SLOW = Duration.ofSeconds(120);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final ConnectClient client;

    ConnectApi(ConnectClient client) {
        this.client = client;
    }

    /** All connectors by their names. */
    List<Connector> all() {
        JsonNode all = call("GET", "/connectors?expand=status&expand=info", null);
        List<Connector> connectors = new ArrayList<>();
        for (JsonNode one : all) {
            connectors.add(Connector.of(one.path("status"), one.path("info")));
        }
        connectors.sort(Comparator.comparing(Connector::name));
        return connectors;
    }

    /**
     * These connectors, in their order; all where none is named.
     *
     * @throws CommandFailedException with the name that was probably meant, where there is none
     */
    List<Connector> named(List<String> names) {
        List<Connector> all = all();
        if (names.isEmpty()) {
            return all;
        }
        return names.stream()
                .map(
                        name ->
                                all.stream()
                                        .filter(one -> one.name().equals(name))
                                        .findFirst()
                                        .orElseThrow(() -> unknown(name, all)))
                .toList();
    }

    private static CommandFailedException unknown(String name, List<Connector> all) {
        List<String> names = all.stream().map(Connector::name).toList();
        String guess = Suggestions.didYouMean(name, names);
        String rest =
                !guess.isEmpty()
                        ? guess
                        : names.isEmpty()
                                ? "There are no connectors."
                                : "There are: " + String.join(", ", names) + ".";
        return new CommandFailedException(
                ExitCode.FAILED, "There is no connector '%s'. %s".formatted(name, rest));
    }

    /** The state of a connector; empty where there is none, or nothing is known of it yet. */
    Optional<Connector> status(String name) {
        return find("/connectors/" + encode(name) + "/status")
                .map(status -> Connector.of(status, MissingNode.getInstance()));
    }

    /**
     * What the server itself found wrong, and what it does about it; none where the server is older
     * than that.
     */
    List<KnownProblem> knownProblems() {
        List<KnownProblem> problems = new ArrayList<>();
        find("/connect/problems")
                .ifPresent(all -> all.forEach(one -> problems.add(KnownProblem.of(one))));
        return problems;
    }

    /** The settings of a connector, its secrets masked; empty where there is none. */
    Optional<Map<String, String>> config(String name) {
        return find("/connectors/" + encode(name) + "/config").map(ConnectApi::texts);
    }

    private static Map<String, String> texts(JsonNode config) {
        Map<String, String> texts = new java.util.TreeMap<>();
        config.properties()
                .forEach(
                        setting -> {
                            if (!setting.getValue().isNull()) {
                                texts.put(setting.getKey(), setting.getValue().asText());
                            }
                        });
        return texts;
    }

    /** What is wrong with settings, one sentence each; empty where a connector can have them. */
    List<String> problems(ConnectorFile connector) {
        String type = connector.config().getOrDefault("connector.class", "");
        JsonNode answer;
        try {
            answer =
                    send(
                            "PUT",
                            "/connector-plugins/" + encode(type) + "/config/validate",
                            json(connector.config(), connector.name()));
        } catch (RequestFailedException refused) {
            if (refused.status() == 401 || refused.status() == 403 || refused.status() >= 500) {
                throw failed(refused);
            }
            return List.of(plugin(type).orElse(words(refused)));
        } catch (ServerUnreachableException unreachable) {
            throw unreachable(unreachable);
        }
        List<String> problems = new ArrayList<>();
        for (JsonNode config : answer.path("configs")) {
            JsonNode value = config.path("value");
            for (JsonNode error : value.path("errors")) {
                problems.add(value.path("name").asText() + ": " + error.asText());
            }
        }
        return problems;
    }

    /** What is said of a class that isn't installed; empty where it is. */
    private Optional<String> plugin(String type) {
        List<String> installed = new ArrayList<>();
        for (JsonNode plugin : call("GET", "/connector-plugins", null)) {
            installed.add(plugin.path("class").asText());
        }
        String simple = simple(type);
        if (installed.stream()
                .anyMatch(
                        name ->
                                name.equals(type)
                                        || simple(name).equals(simple)
                                        || simple(name).equals(simple + "Connector"))) {
            return Optional.empty();
        }
        String guess = Suggestions.didYouMean(type, installed);
        if (guess.isEmpty()) {
            guess =
                    installed.stream()
                            .filter(
                                    name ->
                                            !Suggestions.didYouMean(simple, List.of(simple(name)))
                                                    .isEmpty())
                            .findFirst()
                            .map(name -> "Did you mean '" + name + "'?")
                            .orElse(
                                    installed.isEmpty()
                                            ? "None is installed."
                                            : "Installed are: "
                                                    + String.join(", ", installed)
                                                    + ".");
        }
        return Optional.of("connector.class: No plugin has the class " + type + ". " + guess);
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /** Creates a connector or gives it other settings. */
    void apply(ConnectorFile connector) {
        call(
                "PUT",
                "/connectors/" + encode(connector.name()) + "/config",
                json(connector.config(), connector.name()));
    }

    /** Restarts a connector with its tasks. */
    void restart(String name, boolean failedOnly) {
        call(
                "POST",
                "/connectors/"
                        + encode(name)
                        + "/restart?includeTasks=true&onlyFailed="
                        + failedOnly,
                null);
    }

    /**
     * Halts a connector or lets it go on.
     *
     * @param action {@code pause}, {@code resume} or {@code stop}
     */
    void change(String name, String action) {
        call("PUT", "/connectors/" + encode(name) + "/" + action, null);
    }

    /** Where a connector is: {@code {"offsets": [{"partition": …, "offset": …}]}}. */
    JsonNode offsets(String name) {
        return call("GET", "/connectors/" + encode(name) + "/offsets", null);
    }

    /** Makes a connector that is stopped begin anew; returns what Connect says of it. */
    String resetOffsets(String name) {
        return call("DELETE", "/connectors/" + encode(name) + "/offsets", null)
                .path("message")
                .asText();
    }

    /**
     * Drops the replication slot of a connector; waits for its reader to let go of it.
     *
     * @return what was done, in a few words
     */
    String dropSlot(String name) {
        JsonNode answer = call("DELETE", "/connect/slots/" + encode(name), null);
        return "the replication slot %s %s"
                .formatted(
                        answer.path("slot").asText(),
                        answer.path("dropped").asBoolean() ? "was dropped" : "wasn't there");
    }

    void delete(String name) {
        call("DELETE", "/connectors/" + encode(name), null);
    }

    private Optional<JsonNode> find(String path) {
        try {
            return Optional.of(client.get(path));
        } catch (RequestFailedException refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw failed(refused);
        } catch (ServerUnreachableException unreachable) {
            throw unreachable(unreachable);
        }
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body) {
        try {
            return send(method, path, body);
        } catch (RequestFailedException refused) {
            throw failed(refused);
        } catch (ServerUnreachableException unreachable) {
            throw unreachable(unreachable);
        }
    }

    /** Sends a request until it is carried out, refused for good, or patience is at its end. */
    private JsonNode send(String method, String path, @Nullable JsonNode body) {
        long start = System.nanoTime();
        boolean unsure = false;
        while (true) {
            long sent = System.nanoTime();
            try {
                return client.send(method, path, body);
            } catch (RequestFailedException refused) {
                if (unsure && method.equals("DELETE") && refused.status() == 404) {
                    return MissingNode.getInstance();
                }
                long now = System.nanoTime();
                Duration patience = now - sent > SLOW.toNanos() ? PATIENCE_WITH_SLOW : PATIENCE;
                if (!passes(method, refused.status()) || now - start > patience.toNanos()) {
                    throw refused;
                }
                unsure |= refused.status() != 409;
                Watch.pause(PAUSE);
            }
        }
    }

    /** Whether the same request may go through in a moment, and does no harm if it went through. */
    private static boolean passes(String method, int status) {
        return switch (status) {
            case 409 -> true;
            case 503 -> !method.equals("GET");
            case 502, 504 -> method.equals("PUT") || method.equals("DELETE");
            default -> false;
        };
    }

    private static CommandFailedException failed(RequestFailedException refused) {
        ExitCode code = refused.status() == 503 ? ExitCode.UNAVAILABLE : ExitCode.FAILED;
        return new CommandFailedException(code, words(refused), refused);
    }

    private static String words(RequestFailedException refused) {
        return String.valueOf(refused.getMessage());
    }

    private static CommandFailedException unreachable(ServerUnreachableException failure) {
        return new CommandFailedException(
                ExitCode.UNAVAILABLE, String.valueOf(failure.getMessage()), failure);
    }

    private static ObjectNode json(Map<String, String> config, String name) {
        ObjectNode json = WireJson.mapper().createObjectNode();
        config.forEach(json::put);
        return json.put("name", name);
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        client.close();
    }
}
