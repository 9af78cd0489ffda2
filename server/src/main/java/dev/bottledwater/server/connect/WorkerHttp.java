// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import dev.bottledwater.server.web.RefusedException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/** Requests to a worker's REST API, on loopback or elsewhere. */
final class WorkerHttp implements AutoCloseable {
    /** Far above any listing; what is longer isn't taken into memory. */
    private static final int LIMIT = 16 * 1024 * 1024;

    private static final int BAD_REQUEST = 40000;
    private static final int UNAVAILABLE = 50300;

    /** Connect gives its own requests 90 s. */
    private static final Duration TIMEOUT = Duration.ofSeconds(100);

    private final @Nullable String authorization;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();

    /** For the worker of this process, which asks for no password. */
    WorkerHttp() {
        this(null);
    }

    /**
     * @param authorization the header's value; null for none
     */
    WorkerHttp(@Nullable String authorization) {
        this.authorization = authorization;
    }

    /** A whole answer. */
    record Reply(int status, HttpHeaders headers, byte[] body) {}

    /** Gets a document. Throws as {@link #send} does. */
    Reply get(URI base, String path) {
        return send(base, "GET", path, Map.of("Accept", "application/json"), new byte[0]);
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @param path as it was sent, with the query
     * @throws RefusedException when the worker doesn't answer, or with too much, or when the path
     *     is malformed
     */
    Reply send(URI base, String method, String path, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target(base, path))
                        .timeout(TIMEOUT)
                        .method(
                                method,
                                body.length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<InputStream> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] answer = in.readNBytes(LIMIT + 1);
                if (answer.length > LIMIT) {
                    throw new IOException("its answer is longer than %d bytes".formatted(LIMIT));
                }
                return new Reply(response.statusCode(), response.headers(), answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered("the request was interrupted");
        } catch (IOException e) {
            throw unanswered(e.getMessage() == null ? "its connection broke" : e.getMessage());
        }
    }

    private static URI target(URI base, String path) {
        try {
            String root = base.toString();
            return URI.create(
                    (root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
        } catch (IllegalArgumentException e) {
            throw RefusedException.generic(BAD_REQUEST, "The path or query is malformed.");
        }
    }

    private static RefusedException unanswered(String reason) {
        return RefusedException.generic(
                UNAVAILABLE,
                "Connect doesn't answer: %s. Try again in a few seconds.".formatted(reason));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
