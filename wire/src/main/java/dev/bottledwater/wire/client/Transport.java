// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

/** Sends requests to one server, and turns what isn't an answer into exceptions. Thread-safe. */
final class Transport implements AutoCloseable {
    static final String JSON = "application/json";
    static final String V1 = "application/vnd.ksql.v1+json";
    static final String DELIMITED = "application/vnd.ksqlapi.delimited.v1";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int QUOTED_CHARACTERS = 200;

    private final URI server;
    private final @Nullable Credentials credentials;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * @param tls what to trust and to show; null for what Java does by default
     */
    Transport(
            URI server,
            @Nullable Credentials credentials,
            Duration timeout,
            @Nullable SSLContext tls) {
        String text = server.toString();
        this.server = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        this.credentials = credentials;
        this.timeout = timeout;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(Executors.newVirtualThreadPerTaskExecutor());
        this.http = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    URI server() {
        return server;
    }

    <T> T get(String path, Class<T> type) {
        try (InputStream body = get(path, JSON)) {
            return WireJson.mapper().readValue(body, type);
        } catch (IOException e) {
            throw QueryResult.broken(server, e);
        }
    }

    /** Asks; the caller closes the answer. */
    private InputStream get(String path, String accept) {
        return send(
                HttpRequest.newBuilder(URI.create(server + path)).header("Accept", accept).GET());
    }

    InputStream post(String path, String accept, Object document) {
        return post(path, accept, WireJson.write(document).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a body; the caller closes the answer's. */
    InputStream post(String path, String accept, byte[] content) {
        return send(
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Accept", accept)
                        .header("Content-Type", V1)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(content)));
    }

    /**
     * Sends any request; the caller closes the answer.
     *
     * @param json null for no body
     */
    InputStream send(String method, String path, byte @Nullable [] json) {
        var request =
                HttpRequest.newBuilder(URI.create(server + path))
                        .header("Accept", JSON)
                        .method(
                                method,
                                json == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(json));
        return send(json == null ? request : request.header("Content-Type", JSON));
    }

    private InputStream send(HttpRequest.Builder request) {
        if (credentials != null) {
            credentials.authorize(request);
        }
        try {
            HttpResponse<InputStream> response =
                    http.send(
                            request.timeout(timeout).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() / 100 == 2) {
                return response.body();
            }
            try (InputStream body = response.body()) {
                throw new RequestFailedException(
                        response.statusCode(), error(response.statusCode(), body.readAllBytes()));
            }
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
    }

    private static ErrorBody error(int status, byte[] body) {
        try {
            JsonNode node = WireJson.mapper().readTree(body);
            if (node != null && node.hasNonNull("message")) {
                // Connect's own codes are the statuses.
                return node.path("error_code").asInt() == status
                        ? ErrorBody.generic(status * 100, node.path("message").asText())
                        : WireJson.mapper().treeToValue(node, ErrorBody.class);
            }
        } catch (IOException e) {
            return ErrorBody.generic(status * 100, quoted(status, body));
        }
        return ErrorBody.generic(status * 100, quoted(status, body));
    }

    /** What a router or another server in front answers is no JSON, and still worth showing. */
    private static String quoted(int status, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        String start =
                text.length() > QUOTED_CHARACTERS
                        ? text.substring(0, QUOTED_CHARACTERS) + "…"
                        : text;
        return start.isEmpty()
                ? "The server answered with HTTP status " + status + "."
                : "The server answered with HTTP status " + status + ": " + start;
    }

    /** Ends all requests and answers. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
