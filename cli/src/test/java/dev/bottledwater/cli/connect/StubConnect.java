// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import static dev.bottledwater.cli.Replies.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connect's REST API over connectors in memory; a connector runs as soon as it is restarted. */
final class StubConnect implements AutoCloseable {
    static final String TICKS = "tick.TickSource";
    private static final String MASK = "********";

    private final HttpServer http;
    final Map<String, ObjectNode> configs = new ConcurrentSkipListMap<>();
    final Map<String, String> states = new ConcurrentSkipListMap<>();
    final Map<String, String> traces = new ConcurrentSkipListMap<>();
    volatile String problems = "";

    /** Statuses that requests which change something get before they are looked at. */
    final Deque<Integer> refusals = new ConcurrentLinkedDeque<>();

    final List<String> requests = new CopyOnWriteArrayList<>();

    StubConnect() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::handle);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    StubConnect has(String name, String state, String... settings) {
        ObjectNode config = WireJson.mapper().createObjectNode();
        config.put("name", name).put("connector.class", TICKS);
        for (int i = 0; i < settings.length; i += 2) {
            config.put(settings[i], settings[i + 1]);
        }
        configs.put(name, config);
        states.put(name, state);
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().getPath();
        requests.add(method + " " + exchange.getRequestURI());
        JsonNode body = WireJson.mapper().readTree(exchange.getRequestBody().readAllBytes());
        String[] parts = path.substring(1).split("/");
        String name = parts.length > 1 ? parts[1] : "";
        String last = parts[parts.length - 1];
        Integer refusal = method.equals("GET") ? null : refusals.poll();
        if (refusal != null) {
            send(
                    exchange,
                    refusal,
                    "{\"error_code\":%d,\"message\":\"The leader stops.\"}".formatted(refusal));
        } else if (path.equals("/connectors")) {
            ObjectNode all = WireJson.mapper().createObjectNode();
            for (String one : configs.keySet()) {
                ObjectNode entry = all.putObject(one);
                entry.set("status", status(one));
                entry.putObject("info").set("config", configs.get(one));
            }
            send(exchange, 200, all.toString());
        } else if (path.equals("/connect/problems")) {
            send(exchange, problems.isEmpty() ? 404 : 200, problems.isEmpty() ? "{}" : problems);
        } else if (path.startsWith("/connect/slots/")) {
            send(exchange, 200, "{\"slot\":\"shop\",\"dropped\":true}");
        } else if (path.equals("/connector-plugins")) {
            send(exchange, 200, "[{\"class\":\"" + TICKS + "\",\"type\":\"source\"}]");
        } else if (last.equals("validate")) {
            validate(exchange, name, body);
        } else if (method.equals("PUT") && last.equals("config")) {
            configs.put(name, (ObjectNode) body);
            states.put(name, "RUNNING");
            send(exchange, 200, "{}");
        } else if (!configs.containsKey(name)) {
            send(exchange, 404, "{\"error_code\":404,\"message\":\"Connector not found\"}");
        } else {
            known(exchange, method, name, last);
        }
    }

    private void known(HttpExchange exchange, String method, String name, String last)
            throws IOException {
        switch (method + " " + last) {
            case "GET config" -> send(exchange, 200, configs.get(name).toString());
            case "GET status" -> send(exchange, 200, status(name).toString());
            case "GET offsets" ->
                    send(
                            exchange,
                            200,
                            "{\"offsets\":[{\"partition\":{\"p\":\"1\"},\"offset\":{\"lsn\":7}}]}");
            case "DELETE offsets" ->
                    send(exchange, 200, "{\"message\":\"The offsets were reset.\"}");
            case "POST restart", "PUT resume" -> {
                states.put(name, "RUNNING");
                send(exchange, 202, "");
            }
            case "PUT pause" -> {
                states.put(name, "PAUSED");
                send(exchange, 202, "");
            }
            case "PUT stop" -> {
                states.put(name, "STOPPED");
                send(exchange, 202, "");
            }
            default -> {
                configs.remove(name);
                send(exchange, 204, "");
            }
        }
    }

    private void validate(HttpExchange exchange, String type, JsonNode body) throws IOException {
        if (!type.equals(TICKS)) {
            send(
                    exchange,
                    400,
                    "{\"error_code\":400,\"message\":\"Failed to find any class that implements Connector\"}");
            return;
        }
        String errors = body.has("topic") ? "" : "\"Missing required configuration\"";
        send(
                exchange,
                200,
                "{\"configs\":[{\"value\":{\"name\":\"topic\",\"errors\":[" + errors + "]}}]}");
    }

    private ObjectNode status(String name) {
        String state = states.getOrDefault(name, "RUNNING");
        ObjectNode status = WireJson.mapper().createObjectNode();
        status.put("name", name).put("type", "source");
        boolean failed = state.equals("FAILED");
        status.putObject("connector")
                .put("state", failed ? "RUNNING" : state)
                .put("worker_id", "web-1-a:1");
        if (!state.equals("STOPPED")) {
            ObjectNode task = status.putArray("tasks").addObject();
            task.put("id", 0).put("state", state).put("worker_id", "web-1-a:1");
            if (failed) {
                task.put(
                        "trace",
                        traces.getOrDefault(name, "org.acme.Oops: no\n\tat a.B.c(B.java:1)"));
            }
        }
        return status;
    }

    String mask() {
        return MASK;
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
