// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands in for a schema registry: the part of Confluent's REST protocol that clients use to
 * register schemas and to look them up, over real HTTP. It parses no schema; its only rule of
 * compatibility is {@link #freeze}.
 */
public final class EmbeddedSchemaRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private final Subjects subjects = new Subjects();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final @Nullable String authorization;
    private volatile int failure;

    private EmbeddedSchemaRegistry(@Nullable String userInfo) throws IOException {
        authorization =
                userInfo == null
                        ? null
                        : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one that lets everybody in. */
    public static EmbeddedSchemaRegistry start() throws IOException {
        return new EmbeddedSchemaRegistry(null);
    }

    /**
     * Starts one with basic authentication.
     *
     * @param userInfo {@code user:password}
     */
    public static EmbeddedSchemaRegistry startWith(String userInfo) throws IOException {
        return new EmbeddedSchemaRegistry(userInfo);
    }

    /** Where it answers. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on the subject takes no schema but those it has, as incompatible (409). */
    public void freeze(String subject) {
        subjects.freeze(subject);
    }

    /**
     * Registers a schema under an id that is known beforehand.
     *
     * @param type {@code AVRO}, {@code JSON} or {@code PROTOBUF}
     * @param references members {@code name}, {@code subject} and {@code version} of each
     */
    public void register(
            String subject,
            String type,
            String schema,
            List<Map<String, Object>> references,
            int id) {
        var request = JSON.createObjectNode().put("schema", schema).put("id", id);
        if (!type.equals("AVRO")) {
            request.put("schemaType", type);
        }
        if (!references.isEmpty()) {
            request.set("references", JSON.valueToTree(references));
        }
        subjects.register(subject, request);
    }

    /** Forgets all subjects, as a new registry would, but hands no id out twice. */
    public void clear() {
        subjects.clear();
    }

    /** From now on every request is answered with this status; 0 ends that. */
    public void failWith(int status) {
        failure = status;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var reply = reply(exchange);
            var body = JSON.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        if (failure != 0) {
            return Reply.error(failure, failure * 100 + 1, "told to fail");
        }
        if (authorization != null
                && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Reply.error(401, 40101, "Unauthorized");
        }
        var path =
                Arrays.stream(exchange.getRequestURI().getRawPath().substring(1).split("/"))
                        .map(part -> URLDecoder.decode(part, UTF_8))
                        .toList();
        var body = exchange.getRequestBody().readAllBytes();
        return route(
                exchange.getRequestMethod(),
                path,
                body.length == 0 ? JSON.nullNode() : JSON.readTree(body));
    }

    private Reply route(String method, List<String> path, JsonNode body) {
        boolean ofSubject = path.size() >= 2 && path.getFirst().equals("subjects");
        if (method.equals("GET") && path.equals(List.of("subjects"))) {
            return subjects.names();
        }
        if (method.equals("GET")
                && path.size() == 3
                && path.subList(0, 2).equals(List.of("schemas", "ids"))) {
            return subjects.byId(Integer.parseInt(path.get(2)));
        }
        if (ofSubject && path.size() == 2 && method.equals("DELETE")) {
            return subjects.delete(path.get(1));
        }
        if (ofSubject && path.size() == 3 && method.equals("POST")) {
            return subjects.register(path.get(1), body);
        }
        if (ofSubject && path.size() == 4 && method.equals("GET")) {
            return subjects.version(path.get(1), path.get(3));
        }
        return Reply.error(404, 404, "HTTP 404 Not Found");
    }
}
