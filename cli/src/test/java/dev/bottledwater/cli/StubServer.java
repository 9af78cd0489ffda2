// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli;

import static dev.bottledwater.cli.Replies.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.entity.KsqlEntity;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A server that gives set answers to set statements over real HTTP, and remembers what it was
 * asked.
 */
public final class StubServer implements AutoCloseable {
    private final HttpServer http;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<KsqlRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    private record Answer(int status, String body, boolean open) {}

    /** Listens on a free port of the loopback interface. */
    public StubServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext(
                "/info",
                exchange ->
                        send(
                                exchange,
                                200,
                                "{\"KsqlServerInfo\":{\"version\":\"9.9.9\",\"kafkaClusterId\":\"c\",\"ksqlServiceId\":\"s_\",\"serverStatus\":\"RUNNING\"}}"));
        http.createContext("/is_valid_property/", this::property);
        http.createContext("/ksql", this::statement);
        http.createContext("/query", this::statement);
        http.start();
    }

    /** The server's address. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Answers a statement with entities. */
    public StubServer answers(String statement, KsqlEntity... entities) {
        return responds(statement, 200, WireJson.writeEntities(List.of(entities)));
    }

    /** Answers a statement with a body. */
    public StubServer responds(String statement, int status, String body) {
        answers.put(statement, new Answer(status, body, false));
        return this;
    }

    /** Answers a statement with the beginning of a body that doesn't end until the server does. */
    public StubServer begins(String statement, String body) {
        answers.put(statement, new Answer(200, body, true));
        return this;
    }

    /** Refuses a statement. */
    public StubServer refuses(String statement, ErrorBody error) {
        return responds(statement, error.httpStatus(), WireJson.write(error));
    }

    /** What was asked, in order. */
    public List<KsqlRequest> requests() {
        return requests;
    }

    /** The Authorization headers of what was asked. */
    public List<String> authorizations() {
        return authorizations;
    }

    private void property(HttpExchange exchange) throws IOException {
        boolean valid = !exchange.getRequestURI().getPath().endsWith("/ksql.service.id");
        send(
                exchange,
                valid ? 200 : 400,
                valid
                        ? "true"
                        : WireJson.write(ErrorBody.generic(40000, "prohibited: ksql.service.id")));
    }

    private void statement(HttpExchange exchange) throws IOException {
        KsqlRequest request =
                WireJson.mapper()
                        .readValue(exchange.getRequestBody().readAllBytes(), KsqlRequest.class);
        requests.add(request);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = answers.get(request.ksql());
        if (answer == null) {
            send(
                    exchange,
                    400,
                    WireJson.write(ErrorBody.generic(40001, "Not expected: " + request.ksql())));
        } else if (answer.open()) {
            exchange.sendResponseHeaders(answer.status(), 0);
            OutputStream body = exchange.getResponseBody();
            body.write(answer.body().getBytes(StandardCharsets.UTF_8));
            body.flush();
            waitForEnd();
            exchange.close();
        } else {
            send(exchange, answer.status(), answer.body());
        }
    }

    private void waitForEnd() {
        try {
            closing.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        http.stop(0);
    }
}
