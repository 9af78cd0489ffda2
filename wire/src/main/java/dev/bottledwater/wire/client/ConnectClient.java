// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Calls the REST API of Kafka Connect that a server offers. Every method blocks until the answer is
 * there, and throws {@link RequestFailedException} when the server refuses and {@link
 * ServerUnreachableException} when no usable answer comes. Thread-safe.
 */
public final class ConnectClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Connect itself gives up after 90 seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(95);

    private final URI server;
    private final @Nullable Credentials credentials;
    private final HttpClient http;

    /**
     * @param server such as {@code http://localhost:8088}; a path in it is kept in front of all
     *     others
     * @param credentials null sends none
     */
    public ConnectClient(URI server, @Nullable Credentials credentials) {
        String text = server.toString();
        this.server = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        this.credentials = credentials;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /** Returns the server's address without a slash at its end. */
    public URI server() {
        return server;
    }

    /** Reads a document. */
    public JsonNode get(String path) {
        return send("GET", path, null);
    }

    /**
     * Sends a request.
     *
     * @param path begins with a slash, encoded, with the query if there is one
     * @param body null for none
     * @return the answer; a missing node where it is empty
     */
    public JsonNode send(String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path))
                        .timeout(TIMEOUT)
                        .header("Accept", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (credentials != null) {
            credentials.authorize(request);
        }
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "connection refused" : e.getMessage();
            throw new ServerUnreachableException(
                    server,
                    "No answer from %s: %s. Check the URL, and that the server runs."
                            .formatted(server, reason),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerUnreachableException(
                    server, "The request to %s was interrupted.".formatted(server), e);
        }
        if (answer.statusCode() / 100 == 2) {
            return document(answer);
        }
        throw new RequestFailedException(answer.statusCode(), error(answer));
    }

    private JsonNode document(HttpResponse<byte[]> answer) {
        if (answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return WireJson.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new ServerUnreachableException(
                    server, "What answers at %s isn't Kafka Connect.".formatted(server), e);
        }
    }

    private static ErrorBody error(HttpResponse<byte[]> answer) {
        int code = answer.statusCode() * 100;
        try {
            JsonNode node = WireJson.mapper().readTree(answer.body());
            if (node != null && node.path("message").isTextual()) {
                return ErrorBody.generic(code, node.path("message").asText());
            }
        } catch (IOException e) {
            return ErrorBody.generic(code, quoted(answer));
        }
        return ErrorBody.generic(code, quoted(answer));
    }

    private static String quoted(HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip();
        String start = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return "The server answered with HTTP status "
                + answer.statusCode()
                + (start.isEmpty() ? "." : ": " + start);
    }

    /** Ends all requests of this client. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
