// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** The web process's health and its connectors, over HTTP. */
final class ServerApi implements AutoCloseable {
    private final URI server;
    private final String authorization;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final ObjectMapper mapper = new ObjectMapper();

    ServerApi(URI server, String user, String password) {
        this.server = server;
        this.authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** An answer as it came. */
    record Answer(int status, String body) {}

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.resolve(path)).GET());
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(server.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response =
                http.send(
                        request.header("Authorization", authorization)
                                .timeout(Duration.ofSeconds(60))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** The first line of {@code /health}, one word, or why there is none yet. */
    String health() throws InterruptedException {
        try {
            return get("/health").body().lines().findFirst().orElse("");
        } catch (IOException e) {
            return "no answer yet (" + e + ")";
        }
    }

    /** Creates a connector. */
    void create(String connectorJson) throws IOException, InterruptedException {
        var answer = post("/connectors", connectorJson);
        if (answer.status() != 201) {
            throw new DemoException(
                    "POST /connectors was answered with %d: %s"
                            .formatted(answer.status(), answer.body()));
        }
    }

    /**
     * Whether the connector's task runs.
     *
     * @throws DemoException when it has failed, with the first line of its reason
     */
    boolean isTaskRunning(String connector) throws IOException, InterruptedException {
        var answer = get("/connectors/" + connector + "/status");
        if (answer.status() != 200) {
            return false;
        }
        var status = mapper.readTree(answer.body());
        failIfFailed(connector, status.path("connector"));
        var tasks = status.path("tasks");
        for (var task : tasks) {
            failIfFailed(connector, task);
        }
        return !tasks.isEmpty() && "RUNNING".equals(tasks.get(0).path("state").asText());
    }

    private static void failIfFailed(String connector, JsonNode part) {
        if ("FAILED".equals(part.path("state").asText())) {
            throw new DemoException(
                    "The connector '%s' failed: %s"
                            .formatted(
                                    connector,
                                    part.path("trace")
                                            .asText("no reason given")
                                            .lines()
                                            .findFirst()
                                            .orElse("")));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
