// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.connect.failure.ConnectErrorHints;
import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.engine.connector.ConnectorException;
import dev.bottledwater.engine.connector.ConnectorInfo;
import dev.bottledwater.engine.connector.ConnectorPlugin;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The connectors of this process's worker, through its REST API. */
final class WorkerConnectors implements Connectors {
    private static final String CONNECTORS = "/connectors";
    private static final int NOT_FOUND = 404;
    private static final int FIRST_REDIRECTION = 300;
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final Map<String, String> JSON =
            Map.of("Accept", "application/json", "Content-Type", "application/json");

    private final Supplier<WorkerState> state;
    private final WorkerHttp worker;
    private final PasswordSettings passwords;
    private final @Nullable String variable;

    /**
     * For the worker of this process.
     *
     * @param state what the worker is doing at this moment
     */
    WorkerConnectors(Supplier<WorkerState> state, WorkerHttp worker, PasswordSettings passwords) {
        this(state, worker, passwords, null);
    }

    /**
     * @param state what the worker is doing at this moment
     * @param variable the config var that says where it is; null for the worker of this process
     */
    WorkerConnectors(
            Supplier<WorkerState> state,
            WorkerHttp worker,
            PasswordSettings passwords,
            @Nullable String variable) {
        this.state = state;
        this.worker = worker;
        this.passwords = passwords;
        this.variable = variable;
    }

    @Override
    public List<Connector> all() {
        JsonNode answer = require(CONNECTORS + "?expand=info&expand=status");
        return answer.properties().stream()
                .map(entry -> connector(entry.getValue()))
                .sorted(Comparator.comparing(connector -> connector.info().name()))
                .toList();
    }

    @Override
    public Optional<Connector> find(String name) {
        return all().stream().filter(c -> c.info().name().equals(name)).findFirst();
    }

    @Override
    public ConnectorInfo create(String name, Map<String, String> config) {
        var request = WireJson.mapper().createObjectNode().put("name", name);
        var settings = request.putObject("config");
        config.forEach(settings::put);
        return info(
                send("POST", CONNECTORS, request).orElseThrow(() -> absent("POST", CONNECTORS)));
    }

    @Override
    public boolean delete(String name) {
        return send("DELETE", path(name), null).isPresent();
    }

    @Override
    public List<String> topics(String name) {
        JsonNode answer =
                send("GET", path(name) + "/topics", null)
                        .orElseThrow(
                                () ->
                                        new ConnectorException(
                                                "Connect has no connector '%s'.".formatted(name),
                                                false,
                                                null));
        List<String> topics = new ArrayList<>();
        answer.path(name).path("topics").forEach(topic -> topics.add(topic.asText()));
        return topics;
    }

    @Override
    public List<ConnectorPlugin> plugins() {
        List<ConnectorPlugin> plugins = new ArrayList<>();
        for (JsonNode plugin : require("/connector-plugins")) {
            plugins.add(
                    new ConnectorPlugin(
                            plugin.path("class").asText(),
                            plugin.path("type").asText(),
                            plugin.path("version").asText()));
        }
        return plugins;
    }

    private static String path(String name) {
        return CONNECTORS
                + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode require(String path) {
        return send("GET", path, null).orElseThrow(() -> absent("GET", path));
    }

    /** Every worker has these paths: something else answers there, or the URL lacks a part. */
    private ConnectorException absent(String method, String path) {
        return notAWorker(
                RunningWorker.of(state.get()), "%s %s gives 404.".formatted(method, path));
    }

    private ConnectorException notAWorker(URI base, String reason) {
        return new ConnectorException(
                "What answers at %s isn't a Connect worker: %s%s"
                        .formatted(
                                withoutPassword(base),
                                reason,
                                variable == null
                                        ? ""
                                        : " Set %s to the URL of a worker's REST API."
                                                .formatted(variable)),
                true,
                null);
    }

    private static String withoutPassword(URI base) {
        return "%s://%s%s%s"
                .formatted(
                        base.getScheme(),
                        base.getHost(),
                        base.getPort() < 0 ? "" : ":" + base.getPort(),
                        base.getPath() == null ? "" : base.getPath());
    }

    /** The answer with secrets masked; empty for what there isn't. */
    private Optional<JsonNode> send(String method, String path, @Nullable JsonNode body) {
        try {
            URI base = RunningWorker.of(state.get());
            WorkerHttp.Reply reply =
                    worker.send(
                            base,
                            method,
                            path,
                            JSON,
                            body == null ? new byte[0] : WireJson.mapper().writeValueAsBytes(body));
            if (reply.status() == NOT_FOUND) {
                return Optional.empty();
            }
            if (reply.status() >= FIRST_ERROR) {
                throw failed(reply);
            }
            JsonNode answer = document(base, "%s %s".formatted(method, path), reply);
            new ConfigMasking(type -> passwords.of(base, type)).mask(answer, Set.of());
            return Optional.of(answer);
        } catch (RefusedException e) {
            throw new ConnectorException(String.valueOf(e.getMessage()), true, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode document(URI base, String request, WorkerHttp.Reply reply) throws IOException {
        if (reply.status() >= FIRST_REDIRECTION) {
            throw notAWorker(base, "%s gives %d.".formatted(request, reply.status()));
        }
        if (reply.body().length == 0) {
            return WireJson.mapper().createObjectNode();
        }
        try {
            return WireJson.mapper().readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw notAWorker(base, "%s doesn't give JSON.".formatted(request));
        }
    }

    private static ConnectorException failed(WorkerHttp.Reply reply) throws IOException {
        ConnectErrorHints.Answer explained =
                ConnectErrorHints.explain(
                        reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
        JsonNode error;
        try {
            error = WireJson.mapper().readTree(explained.body());
        } catch (JsonProcessingException e) {
            error = WireJson.mapper().createObjectNode();
        }
        String message = error.path("message").asText("it answers with " + explained.status());
        return new ConnectorException(
                "Connect refuses it: " + SecretSettings.redact(message),
                reply.status() >= FIRST_SERVER_ERROR,
                null);
    }

    private static Connector connector(JsonNode node) {
        JsonNode status = node.path("status");
        List<Connector.Task> tasks = new ArrayList<>();
        for (JsonNode task : status.path("tasks")) {
            tasks.add(new Connector.Task(task.path("id").asInt(), runState(task)));
        }
        return new Connector(info(node.path("info")), runState(status.path("connector")), tasks);
    }

    private static Connector.RunState runState(JsonNode node) {
        return new Connector.RunState(
                node.path("state").asText("UNKNOWN"),
                node.path("worker_id").asText(),
                node.path("trace").isTextual() ? node.path("trace").textValue() : null);
    }

    private static ConnectorInfo info(JsonNode node) {
        var config = new LinkedHashMap<String, String>();
        node.path("config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        List<Integer> tasks = new ArrayList<>();
        node.path("tasks").forEach(task -> tasks.add(task.path("task").asInt()));
        return new ConnectorInfo(
                node.path("name").asText(), node.path("type").asText("unknown"), config, tasks);
    }
}
