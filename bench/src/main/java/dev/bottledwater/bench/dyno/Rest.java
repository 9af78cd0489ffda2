// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;

/** A client of the program's HTTP API. */
final class Rest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** More than Heroku's router would give it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final URI uri;
    private final String authorization;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private volatile String said = "nothing was asked";

    Rest(URI uri, String password) {
        this.uri = uri;
        this.authorization =
                "Basic "
                        + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
    }

    /**
     * An answer.
     *
     * @param body its text
     */
    record Answer(int status, String body) {
        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    /**
     * Sends a request.
     *
     * @param body JSON; empty for none
     */
    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        try {
            var response =
                    http.send(
                            HttpRequest.newBuilder(uri.resolve(path))
                                    .timeout(TIMEOUT)
                                    .header("Authorization", authorization)
                                    .header("Content-Type", "application/json")
                                    .method(
                                            method,
                                            body.isEmpty()
                                                    ? BodyPublishers.noBody()
                                                    : BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            said = "%s %s: %d %s".formatted(method, path, response.statusCode(), response.body());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            said = "%s %s: %s".formatted(method, path, e);
            throw e;
        }
    }

    /** The last request and its answer, for messages. */
    String said() {
        return said;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
