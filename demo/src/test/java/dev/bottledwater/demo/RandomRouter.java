// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Sends each request to another instance than the one before, as a platform's router may. */
final class RandomRouter implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    void add(int port) {
        ports.add(port);
    }

    void remove(int port) {
        ports.remove((Integer) port);
    }

    List<Integer> ports() {
        return List.copyOf(ports);
    }

    /** The answer to a GET of any instance. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(next(), path);
    }

    HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return http.send(request(port, path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, Object body) throws IOException, InterruptedException {
        return post(next(), path, body);
    }

    HttpResponse<String> post(int port, String path, Object body)
            throws IOException, InterruptedException {
        return http.send(posting(port, path, body), BodyHandlers.ofString());
    }

    /** What one statement answers. */
    JsonNode ksql(String sql) throws IOException, InterruptedException {
        return ksql(next(), sql);
    }

    JsonNode ksql(int port, String sql) throws IOException, InterruptedException {
        var body =
                Map.of("ksql", sql, "streamsProperties", Map.of("auto.offset.reset", "earliest"));
        var answer = http.send(posting(port, "/ksql", body), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new AssertionError(sql + ": " + answer.body());
        }
        var results = MAPPER.readTree(answer.body());
        return results.isEmpty() ? results : results.get(0);
    }

    /** The lines of a query's answer, the header first; closing the stream gives it up. */
    Stream<String> query(int port, String sql) throws IOException, InterruptedException {
        var answer =
                http.send(
                        posting(port, "/query-stream", Map.of("sql", sql)), BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new AssertionError(sql + ": " + String.join("\n", answer.body().toList()));
        }
        return answer.body();
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    int next() {
        return ports.get(requests.getAndIncrement() % ports.size());
    }

    private static HttpRequest posting(int port, String path, Object body) throws IOException {
        return request(port, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)))
                .build();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
