// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.server.health.Health;
import dev.bottledwater.server.health.HealthRoutes;
import dev.bottledwater.server.health.PartHealth;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

@Timeout(120)
class AccessTest {
    private static final String SHOW = "{\"ksql\":\"SHOW STREAMS;\"}";
    private static final String DROP = "{\"ksql\":\"DROP STREAM X;\"}";

    @Test
    void namesTheVariableWhenNoUserIsDefined() throws Exception {
        try (TestServer server =
                new TestServer(
                        List.of(),
                        false,
                        Duration.ofSeconds(20),
                        HealthRoutes.of(
                                new Health(
                                        List.of(
                                                () ->
                                                        PartHealth.degraded(
                                                                "kafka", "s3cret reason")))))) {
            HttpResponse<String> refused =
                    server.send(HttpRequest.newBuilder(server.uri("/info")).GET());
            HttpResponse<String> health =
                    server.send(HttpRequest.newBuilder(server.uri("/health")).GET());
            HttpResponse<String> ready =
                    server.send(HttpRequest.newBuilder(server.uri("/health/ready")).GET());

            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .contains("Basic realm=\"bottled-water\", charset=\"UTF-8\"");
            assertThat(refused.body())
                    .startsWith("{\"@type\":\"generic_error\",\"error_code\":40100,")
                    .contains("BW_PASSWORD");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("degraded\n");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("degraded\n");
        }
    }

    @Test
    void tellsReasonsToUsers() throws Exception {
        try (TestServer server =
                new TestServer(
                        TestServer.USERS,
                        false,
                        Duration.ofSeconds(20),
                        HealthRoutes.of(
                                new Health(
                                        List.of(
                                                () -> PartHealth.ready("sql"),
                                                () ->
                                                        PartHealth.starting(
                                                                "connect", "Joining.")))))) {
            assertThat(server.get("/health").body())
                    .isEqualTo("starting\nsql ready\nconnect starting: Joining.\n");
            assertThat(server.send(server.as("vi", "wrong", "/health").GET()).body())
                    .isEqualTo("starting\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "admin, a:dmin, 200",
        "admin, wrong, 401",
        "nobody, a:dmin, 401",
        "ed, edit, 200",
        "'', '', 401",
    })
    void letsUsersInByPassword(String user, String password, int status) throws Exception {
        try (TestServer server = new TestServer()) {
            assertThat(server.send(server.as(user, password, "/info").GET()).statusCode())
                    .isEqualTo(status);
        }
    }

    @Test
    void speaksConnectsDialectOnConnectsRoutes() throws Exception {
        try (TestServer server = new TestServer()) {
            assertThat(server.send(server.as("vi", "wrong", "/connectors").GET()).body())
                    .startsWith("{\"error_code\":401,\"message\":\"");
            assertThat(server.get("/connectors").body())
                    .isEqualTo(
                            "{\"error_code\":503,\"message\":\"Connect is starting. Try again in a few seconds.\"}");
        }
    }

    @Test
    void letsViewersReadOnly() throws Exception {
        try (TestServer server = new TestServer()) {
            server.engine.on("SHOW STREAMS;").on("DROP STREAM X;");

            HttpResponse<String> read = post(server, "vi", "view", "/ksql", SHOW);
            HttpResponse<String> write = post(server, "vi", "view", "/ksql", DROP);

            assertThat(read.statusCode()).isEqualTo(200);
            assertThat(write.statusCode()).isEqualTo(403);
            assertThat(write.body())
                    .contains("'vi' has the role viewer, and this needs the role editor");
            assertThat(post(server, "ed", "edit", "/ksql", DROP).statusCode()).isEqualTo(200);
            assertThat(server.engine.calls).hasSize(2);
            // The statement that is hidden from a look at the text, and the one that isn't there.
            HttpResponse<String> hidden =
                    post(
                            server,
                            "vi",
                            "view",
                            "/ksql",
                            "{\"ksql\":\"DESCRIBE ${x};\",\"sessionVariables\":{\"x\":\"A; DROP STREAM X\"}}");
            assertThat(hidden.statusCode()).isEqualTo(403);
            assertThat(post(server, "vi", "view", "/ksql", "{\"ksql\":\"SHWO STREAMS;\"}").body())
                    .contains("\"error_code\":40001");
            assertThat(
                            post(
                                            server,
                                            "ed",
                                            "edit",
                                            "/ksql",
                                            "{\"ksql\":\"ALTER SYSTEM 'a'='b';\"}")
                                    .body())
                    .contains("'ed' has the role editor, and this needs the role admin");
            assertThat(server.engine.calls).hasSize(2);
            assertThat(post(server, "vi", "view", "/connectors", "{}").statusCode()).isEqualTo(403);
            assertThat(server.send(server.as("ed", "edit", "/admin/loggers").GET()).statusCode())
                    .isEqualTo(403);
            assertThat(server.get("/admin/loggers").statusCode()).isEqualTo(503);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/connectors/../admin/loggers",
                "/connectors/%2e%2e/admin/loggers",
                "/connectors/..%2fadmin/loggers",
                "/connectors/..;/admin/loggers",
                "/connectors/x;y/config",
            })
    void refusesPathsThatLeadElsewhere(String path) throws IOException {
        try (TestServer server = new TestServer()) {
            assertThat(
                            raw(
                                    server,
                                    "GET " + path + " HTTP/1.1",
                                    "Authorization: Basic dmk6dmlldw=="))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void saysWhatIsWrongWithAPath() throws IOException {
        try (TestServer server = new TestServer()) {
            assertThat(raw(server, "GET /connectors/x;y/config HTTP/1.1"))
                    .contains("\"error_code\":40000", "The path has a ';'", "as %3B.");
        }
    }

    @Test
    void servesLoopbackWithoutPasswordOnlyWhenNothingStandsBetween() throws Exception {
        try (TestServer server =
                new TestServer(List.of(), true, Duration.ofSeconds(20), List.of())) {
            String get = "GET /info HTTP/1.1";

            assertThat(raw(server, get)).startsWith("HTTP/1.1 200 ");
            assertThat(raw(server, get, "X-Forwarded-For: 1.2.3.4")).startsWith("HTTP/1.1 401 ");
            assertThat(raw(server, get, "Forwarded: for=1.2.3.4")).startsWith("HTTP/1.1 401 ");
            assertThat(rawTo(server, "evil.example:80", get)).startsWith("HTTP/1.1 401 ");
            assertThat(rawTo(server, "[::1]:8088", get)).startsWith("HTTP/1.1 200 ");
            assertThat(raw(server, get, "Authorization: Basic eDp5")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void refusesChangesByPagesOfOtherSites() throws IOException {
        try (TestServer server =
                new TestServer(List.of(), true, Duration.ofSeconds(20), List.of())) {
            server.engine.on("SHOW STREAMS;");
            String post = "POST /ksql HTTP/1.1";
            String length = "Content-Length: " + SHOW.length();

            assertThat(raw(server, post, "Origin: https://evil.example", length))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(raw(server, post, "Origin: null", length)).startsWith("HTTP/1.1 403 ");
            assertThat(raw(server, post, "Origin: http://localhost", length + "\r\n\r\n" + SHOW))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    private static HttpResponse<String> post(
            TestServer server, String user, String password, String path, String body)
            throws IOException, InterruptedException {
        return server.send(
                server.as(user, password, path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String raw(TestServer server, String requestLine, String... headers)
            throws IOException {
        return rawTo(server, "localhost", requestLine, headers);
    }

    /** Clients tidy paths and hosts up; this doesn't. */
    private static String rawTo(
            TestServer server, String host, String requestLine, String... headers)
            throws IOException {
        try (Socket socket = new Socket("localhost", server.edge.port())) {
            String request =
                    requestLine
                            + "\r\nHost: "
                            + host
                            + "\r\nConnection: close\r\n"
                            + String.join("\r\n", headers)
                            + (headers.length == 0 ? "\r\n" : "\r\n\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
