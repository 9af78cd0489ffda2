// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Keeps connectors' configs as Connect's REST API does, in memory. */
final class FakeWorker implements AutoCloseable {
    final Map<String, ObjectNode> configs = new ConcurrentHashMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpServer http;

    FakeWorker() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::serve);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
    }

    private void serve(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(request);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        JsonNode body = WireJson.mapper().readTree(exchange.getRequestBody());
        String[] path = exchange.getRequestURI().getPath().split("/");
        switch (request) {
            case "GET /" -> answer(exchange, 200, "{\"version\":\"4.3.1\"}");
            case "GET /health" -> answer(exchange, 200, "{\"status\":\"healthy\"}");
            case "GET /connectors?expand=info" -> answer(exchange, 200, expanded());
            case "GET /connectors?expand=info&expand=status" -> answer(exchange, 200, described());
            case "GET /connector-plugins" ->
                    answer(
                            exchange,
                            200,
                            "[{\"class\":\"org.example.Odd\",\"type\":\"source\",\"version\":\"1.2\"}]");
            case "POST /connectors" -> {
                String name = body.get("name").asText();
                if (!body.get("config").has("connector.class")) {
                    answer(
                            exchange,
                            400,
                            "{\"error_code\":400,\"message\":\"Connector config has no connector type\"}");
                    return;
                }
                configs.put(name, (ObjectNode) body.get("config"));
                exchange.getResponseHeaders().add("Location", uri() + "connectors/" + name);
                answer(exchange, 201, info(name));
            }
            case "GET /connector-plugins/org.example.Odd/config" ->
                    answer(
                            exchange,
                            200,
                            """
                            [{"name":"odd.thing","type":"PASSWORD"},{"name":"plain","type":"STRING"}]""");
            case "PUT /connector-plugins/Odd/config/validate" ->
                    answer(exchange, 200, validated(body));
            case "GET /connectors/c%2F1" -> answer(exchange, 200, "{\"name\":\"c/1\"}");
            default -> connector(exchange, path, body);
        }
    }

    private void connector(HttpExchange exchange, String[] path, JsonNode body) throws IOException {
        if (path.length > 1 && path[1].equals("page")) {
            answer(exchange, path.length > 3 ? 302 : 200, "<html>Hello.</html>");
            return;
        }
        if (path.length < 3 || !path[1].equals("connectors")) {
            answer(exchange, 404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
            return;
        }
        String name = path[2];
        switch (exchange.getRequestMethod() + (path.length > 3 ? " " + path[3] : "")) {
            case "PUT config" -> {
                configs.put(name, (ObjectNode) body);
                answer(exchange, 200, info(name));
            }
            case "DELETE" -> {
                if (configs.remove(name) == null) {
                    answer(
                            exchange,
                            404,
                            "{\"error_code\":404,\"message\":\"Connector not found\"}");
                } else {
                    exchange.sendResponseHeaders(204, -1);
                }
            }
            case "GET topics" ->
                    answer(
                            exchange,
                            name.equals("nosuch") ? 404 : 200,
                            "{\"%s\":{\"topics\":[\"shop.orders\"]}}".formatted(name));
            case "GET tasks" ->
                    answer(
                            exchange,
                            200,
                            "[{\"id\":{\"connector\":\"c\",\"task\":0},\"config\":{\"task.class\":\"T\",\"odd.thing\":\"s3cret\"}}]");
            case "GET config" -> {
                if (configs.containsKey(name)) {
                    answer(exchange, 200, configs.get(name).toString());
                } else {
                    answer(
                            exchange,
                            404,
                            "{\"error_code\":404,\"message\":\"Connector not found\"}");
                }
            }
            default -> answer(exchange, 200, info(name));
        }
    }

    private String info(String name) {
        return "{\"name\":\"%s\",\"config\":%s,\"tasks\":[],\"type\":\"source\"}"
                .formatted(name, configs.get(name));
    }

    private String described() {
        ObjectNode all = WireJson.mapper().createObjectNode();
        configs.forEach(
                (name, config) -> {
                    ObjectNode one = all.putObject(name);
                    ObjectNode info = one.putObject("info");
                    info.put("name", name).put("type", "source").set("config", config);
                    info.putArray("tasks").addObject().put("connector", name).put("task", 0);
                    ObjectNode status = one.putObject("status");
                    status.putObject("connector").put("state", "RUNNING").put("worker_id", "w:1");
                    status.putArray("tasks")
                            .addObject()
                            .put("id", 0)
                            .put("state", "FAILED")
                            .put("worker_id", "w:1")
                            .put("trace", "it broke");
                });
        return all.toString();
    }

    private String expanded() {
        ObjectNode all = WireJson.mapper().createObjectNode();
        configs.forEach(
                (name, config) -> all.putObject(name).putObject("info").set("config", config));
        return all.toString();
    }

    private static String validated(JsonNode config) {
        ObjectNode answer = WireJson.mapper().createObjectNode();
        var configs = answer.put("name", "Odd").put("error_count", 0).putArray("configs");
        config.properties()
                .forEach(
                        setting -> {
                            ObjectNode one = configs.addObject();
                            one.putObject("definition")
                                    .put("name", setting.getKey())
                                    .put(
                                            "type",
                                            setting.getKey().equals("odd.thing")
                                                    ? "PASSWORD"
                                                    : "STRING");
                            one.putObject("value")
                                    .put("name", setting.getKey())
                                    .set("value", setting.getValue());
                        });
        return answer.toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
