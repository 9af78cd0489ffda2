// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.connect.failure.ConnectErrorHints;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.server.connect.StoredSecrets.ConfigPath;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Endpoint;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.RoutedRequest;
import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Passes requests on to the worker's REST API and its answers back. Secrets are masked on their way
 * out, and masks are replaced by the stored values on their way in.
 */
public final class ConnectProxy implements Endpoint, AutoCloseable {
    private static final int LIMIT = 1024 * 1024;
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String LOCATION = "Location";

    /** Connect's own root and health, whose names are taken on this port. */
    private static final String OWN = "/connect";

    private static final List<String> PASSED_IN = List.of(CONTENT_TYPE, "Accept");
    private static final List<String> PASSED_OUT = List.of(CONTENT_TYPE, "Allow", "Retry-After");

    /** A router ends a request that has no answer after 30 s, and the client knows nothing then. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final Duration KEPT = Duration.ofMinutes(1);

    private final PendingCalls calls = new PendingCalls(PATIENCE, KEPT);
    private final Supplier<WorkerState> state;
    private final WorkerHttp worker = new WorkerHttp();
    private final PasswordSettings passwords = new PasswordSettings(worker);
    private final StoredSecrets stored = new StoredSecrets(worker);

    /**
     * @param state what the worker is doing at this moment
     */
    public ConnectProxy(Supplier<WorkerState> state) {
        this.state = state;
    }

    /** The worker's connectors for SQL; works until this is closed. */
    public Connectors connectors() {
        return new WorkerConnectors(state, worker, passwords);
    }

    @Override
    public void serve(RoutedRequest request) throws IOException {
        Exchange exchange = request.exchange();
        URI base = RunningWorker.of(state.get());
        String path = workersPath(exchange.path());
        String target = path + exchange.query().map(text -> "?" + text).orElse("");
        byte[] body = exchange.body(LIMIT);
        Map<String, String> headers = new HashMap<>();
        PASSED_IN.forEach(
                name -> exchange.header(name).ifPresent(value -> headers.put(name, value)));
        PendingCalls.Call call =
                new PendingCalls.Call(exchange.method(), target, ByteBuffer.wrap(body));
        exchange.answer(
                calls.answer(
                        call,
                        () -> answer(base, call, path, headers, body),
                        SlowCall.sentence(exchange.method(), path, body, PATIENCE)));
    }

    private Answer answer(
            URI base, PendingCalls.Call call, String path, Map<String, String> headers, byte[] sent)
            throws IOException {
        Optional<ConfigPath> configPath = ConfigPath.of(call.method(), path);
        byte[] body = configPath.isPresent() ? stored.restore(base, configPath.get(), sent) : sent;
        WorkerHttp.Reply reply = worker.send(base, call.method(), call.target(), headers, body);
        ConnectErrorHints.Answer explained =
                ConnectErrorHints.explain(
                        reply.status(),
                        new String(masked(base, path, reply), StandardCharsets.UTF_8));
        return passOut(
                base, reply, explained.status(), explained.body().getBytes(StandardCharsets.UTF_8));
    }

    private static String workersPath(String path) {
        if (path.equals(OWN)) {
            return "/";
        }
        return path.startsWith(OWN + "/") ? path.substring(OWN.length()) : path;
    }

    private byte[] masked(URI base, String path, WorkerHttp.Reply reply) throws IOException {
        boolean json =
                reply.headers()
                        .firstValue(CONTENT_TYPE)
                        .map(type -> type.startsWith("application/json"))
                        .orElse(false);
        if (!json || reply.body().length == 0) {
            return reply.body();
        }
        JsonNode document = WireJson.mapper().readTree(reply.body());
        JsonNode before = document.deepCopy();
        new ConfigMasking(type -> passwords.of(base, type)).mask(document, declared(base, path));
        return document.equals(before)
                ? reply.body()
                : WireJson.mapper().writeValueAsBytes(document);
    }

    /** The configs of tasks don't say of which class their connector is. */
    private Set<String> declared(URI base, String path) throws IOException {
        List<String> segments = List.of(path.substring(1).split("/"));
        if (segments.size() < 3
                || !segments.getFirst().equals("connectors")
                || !segments.get(2).startsWith("tasks")) {
            return Set.of();
        }
        WorkerHttp.Reply config = worker.get(base, "/connectors/" + segments.get(1) + "/config");
        String type =
                config.status() == 200
                        ? WireJson.mapper().readTree(config.body()).path("connector.class").asText()
                        : "";
        return type.isEmpty() ? Set.of() : passwords.of(base, type);
    }

    private static Answer passOut(URI base, WorkerHttp.Reply reply, int status, byte[] body) {
        Answer answer = new Answer(status, List.of(), body);
        for (String name : PASSED_OUT) {
            Optional<String> value = reply.headers().firstValue(name);
            if (value.isPresent()) {
                answer = answer.with(name, value.get());
            }
        }
        Optional<String> location = reply.headers().firstValue(LOCATION);
        return location.isPresent()
                ? answer.with(LOCATION, publicLocation(base, location.get()))
                : answer;
    }

    /** The worker names its address on loopback, which nobody else can reach. */
    private static String publicLocation(URI base, String location) {
        String prefix = base.getScheme() + "://" + base.getAuthority();
        return location.startsWith(prefix) ? location.substring(prefix.length()) : location;
    }

    @Override
    public void close() {
        worker.close();
    }
}
