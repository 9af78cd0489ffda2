// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.bottledwater.testing.conformance.Json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The requests of cases, as any client of the server sends them. */
final class RestApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String PROTOBUF = "application/vnd.ksql.v1+protobuf";
    private static final String JSON = "application/vnd.ksql.v1+json";

    private final URI url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RestApi(URI url) {
        this.url = url;
    }

    /** An answer with its whole body, which is JSON. */
    record Answer(int status, JsonNode body) {
        boolean refused() {
            return status >= 400;
        }
    }

    /** Something that is done when a query runs and before it has ended. */
    interface WhileRunning {
        void run() throws InterruptedException;
    }

    /**
     * Sends statements.
     *
     * @param properties an object, or nothing
     */
    Answer statements(String sql, JsonNode properties) throws InterruptedException {
        return ask("/ksql", request("ksql", sql, "streamsProperties", properties), JSON, () -> {});
    }

    /**
     * Sends a query and reads to the end of its answer.
     *
     * @param running is run behind the first line of the answer
     */
    Answer query(String sql, JsonNode properties, WhileRunning running)
            throws InterruptedException {
        return ask("/query", request("ksql", sql, "streamsProperties", properties), JSON, running);
    }

    /** Sends a query whose rows come as Protobuf. */
    Answer protobufQuery(String sql, JsonNode properties) throws InterruptedException {
        return ask(
                "/query-stream", request("sql", sql, "properties", properties), PROTOBUF, () -> {});
    }

    /** Asks for a document. */
    JsonNode get(String path) throws InterruptedException {
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT).build(),
                            BodyHandlers.ofByteArray());
            return Json.read(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException("The server does not answer", e);
        }
    }

    private static byte[] request(
            String sqlMember, String sql, String propertiesMember, JsonNode properties) {
        var request = JsonNodeFactory.instance.objectNode().put(sqlMember, sql);
        if (properties.isObject()) {
            request.set(propertiesMember, properties);
        }
        return Json.write(request);
    }

    private Answer ask(String path, byte[] body, String accept, WhileRunning running)
            throws InterruptedException {
        var request =
                HttpRequest.newBuilder(url.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Accept", accept)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            return new Answer(answer.statusCode(), Json.read(whole(answer, running)));
        } catch (IOException e) {
            throw new UncheckedIOException("%s was not answered".formatted(path), e);
        }
    }

    /** The body, which a server that never ends it can't make us wait for. */
    private static byte[] whole(HttpResponse<InputStream> answer, WhileRunning running)
            throws IOException, InterruptedException {
        try (var stream = answer.body()) {
            var bytes = new ByteArrayOutputStream();
            var reading = new FutureTask<>(() -> read(stream, bytes, running));
            var thread = Thread.ofVirtual().name("answer").start(reading);
            try {
                reading.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                thread.interrupt();
                throw new IOException(
                        "The answer has not ended after %d s; so far it is: %s"
                                .formatted(
                                        TIMEOUT.toSeconds(),
                                        bytes.toString(StandardCharsets.UTF_8)));
            } catch (ExecutionException e) {
                throw new IOException("The answer can't be read", e.getCause());
            }
            return bytes.toByteArray();
        }
    }

    private static Void read(InputStream from, ByteArrayOutputStream to, WhileRunning running)
            throws IOException, InterruptedException {
        boolean told = false;
        for (int next = from.read(); next >= 0; next = from.read()) {
            to.write(next);
            if (next == '\n' && !told) {
                told = true;
                running.run();
            }
        }
        return null;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
