// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.EngineUnavailableException;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.StatementFailedException.Position;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.server.web.Answer;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

@Timeout(120)
class HttpEdgeTest {
    @AutoClose private final TestServer server = new TestServer();

    @Test
    void servesBothAddressFamiliesOnVirtualThreads() throws Exception {
        AtomicBoolean virtual = new AtomicBoolean();
        try (HttpEdge edge =
                new HttpEdge(
                        EdgeSettings.onPort(0),
                        exchange -> {
                            virtual.set(Thread.currentThread().isVirtual());
                            exchange.answer(
                                    Answer.text(200, String.valueOf(exchange.fromLoopback())));
                        })) {
            edge.start();

            assertThat(raw("127.0.0.1", edge.port(), "GET / HTTP/1.1")).endsWith("true");
            if (NetworkInterface.getByInetAddress(InetAddress.getByName("::1"))
                    instanceof NetworkInterface) {
                assertThat(InetAddress.getByName("::1")).isInstanceOf(Inet6Address.class);
                assertThat(raw("::1", edge.port(), "GET / HTTP/1.1")).endsWith("true");
            }
            assertThat(virtual).isTrue();
        }
    }

    @Test
    void saysThatThePortIsInUse() {
        try (HttpEdge second = new HttpEdge(EdgeSettings.onPort(server.edge.port()), _ -> {})) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(EdgeStartException.class)
                    .hasMessage(
                            "Port %d is in use by another process. Stop that one, or set PORT to a free port.",
                            server.edge.port());
        }
    }

    @Test
    void keepsIdleConnectionsLongerThanTheRouter() {
        assertThatThrownBy(
                        () ->
                                new EdgeSettings(
                                        0, Duration.ofSeconds(90), null, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answersGarbageWithoutTellingAboutItself() throws IOException {
        String answer = raw("localhost", server.edge.port(), "GET /\u0001x HTTP/1.1");

        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContainIgnoringCase("jetty");
        assertThat(raw("localhost", server.edge.port(), "NONSENSE"))
                .startsWith("HTTP/1.1 400 ")
                .doesNotContainIgnoringCase("jetty");
    }

    @Test
    void findsNothingElsewhere() throws Exception {
        for (String path : List.of("/nosuch", "/ksql", "/info/x", "/status/a/b")) {
            HttpResponse<String> response = server.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).isEqualTo("Not Found");
        }
        HttpResponse<String> put =
                server.send(server.request("/ksql").PUT(BodyPublishers.ofString("{}")));
        assertThat(put.statusCode()).isEqualTo(404);
        assertThat(server.get("/").headers().firstValue("Location")).contains("/info");
        assertThat(server.get("/").statusCode()).isEqualTo(307);
        HttpResponse<String> head =
                server.send(server.request("/info").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void keepsTheConnectionOfARefusedRequestWhoseBodyComesLater() throws Exception {
        try (var socket = new Socket("localhost", server.edge.port())) {
            var out = socket.getOutputStream();
            out.write(ascii("PUT /ksql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n"));
            var in = socket.getInputStream();
            assertThat(new String(in.readNBytes(13), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 401 ");
            out.write(ascii("hello"));
            out.write(ascii("GET /info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));

            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("HTTP/1.1 401 ");
        }
    }

    @Test
    void saysThatTheConnectionOfALongRefusedRequestEnds() throws Exception {
        try (var socket = new Socket("localhost", server.edge.port())) {
            socket.getOutputStream()
                    .write(
                            ascii(
                                    "PUT /ksql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("Connection: close");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void limitsTheSizeOfStatements() throws Exception {
        HttpResponse<String> known =
                server.post("/ksql", "{\"ksql\":\"" + "x".repeat(1 << 20) + "\"}");
        HttpResponse<String> chunked =
                server.send(
                        server.request("/ksql")
                                .POST(
                                        BodyPublishers.fromPublisher(
                                                BodyPublishers.ofByteArray(
                                                        new byte[(1 << 20) + 1]))));

        assertThat(known.statusCode()).isEqualTo(413);
        assertThat(known.body()).startsWith("{\"@type\":\"generic_error\",\"error_code\":41300,");
        assertThat(chunked.statusCode()).isEqualTo(413);
    }

    @Test
    void tellsWhereAStatementIsWrongAndWhatToDo() throws Exception {
        server.engine.onCall(
                "A; B;",
                () -> {
                    throw new StatementFailedException(
                            Code.BAD_STATEMENT,
                            "B is wrong.",
                            "B;",
                            List.of(new StatementResult.Warning("A;", "w")),
                            new Position(1, 4),
                            "Try C.",
                            null);
                });

        HttpResponse<String> response = server.post("/ksql", "{\"ksql\":\"A; B;\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo(
                        """
                        {"@type":"statement_error","error_code":40001,"message":"B is wrong.","statementText":"B;",\
                        "entities":[{"@type":"warning_entity","statementText":"A;","message":"w","warnings":[]}],\
                        "line":1,"column":4,"hint":"Try C."}""");
    }

    @Test
    void saysThatTheEngineIsNotReady() throws Exception {
        server.engine.onCall(
                "A;",
                () -> {
                    throw new EngineUnavailableException("The catalog log is being read.");
                });

        HttpResponse<String> response = server.post("/ksql", "{\"ksql\":\"A;\"}");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .isEqualTo(
                        "{\"@type\":\"generic_error\",\"error_code\":50302,\"message\":\"The catalog log is being read.\"}");
    }

    @Test
    void keepsTheCauseOfItsOwnMistakesInTheLog() throws Exception {
        server.engine.onCall(
                "A;",
                () -> {
                    throw new IllegalStateException("s3cret of class Foo");
                });

        HttpResponse<String> response = server.post("/ksql", "{\"ksql\":\"A;\"}");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .startsWith("{\"@type\":\"generic_error\",\"error_code\":50000,")
                .containsPattern("under the id [0-9a-f]{8}\\.")
                .doesNotContain("s3cret")
                .doesNotContain("Exception");
    }

    @Test
    void explainsJsonThatIsNoRequest() throws Exception {
        assertThat(server.post("/query-stream", "{\"ksql\":\"SELECT 1;\"}").body())
                .startsWith(
                        "{\"@type\":\"generic_error\",\"error_code\":40000,\"message\":\"Invalid JSON in request: Missing required creator property 'sql' (index 0)")
                .doesNotContain("dev.bottledwater")
                .endsWith(
                        "\"hint\":\"POST /query-stream takes {\\\"sql\\\": \\\"SELECT …;\\\", \\\"properties\\\": {…}}; ksql and streamsProperties are fields of /query and /ksql.\"}");
        assertThat(server.post("/ksql", "{\"ksql\": {\"a\":1}}").body())
                .contains("\"error_code\":40000")
                .doesNotContain("dev.bottledwater")
                .doesNotContain("java.lang");
        assertThat(server.post("/ksql", "").statusCode()).isEqualTo(400);
        assertThat(server.post("/ksql", "null").statusCode()).isEqualTo(400);
        assertThat(server.post("/ksql", "{\"foo\":1}").body()).isEqualTo("[]");
    }

    @Test
    void handsPropertiesAndVariablesToTheEngine() throws Exception {
        server.engine.on("A;");

        server.post(
                "/ksql",
                "{\"ksql\":\"A;\",\"streamsProperties\":{\"auto.offset.reset\":\"earliest\",\"n\":1},\"sessionVariables\":{\"x\":\"y\"}}");

        assertThat(server.engine.calls)
                .singleElement()
                .satisfies(
                        call -> {
                            assertThat(call.properties())
                                    .hasToString("{auto.offset.reset=earliest, n=1}");
                            assertThat(call.variables()).containsEntry("x", "y");
                        });
    }

    /** Clients tidy requests up; this doesn't. */
    private static String raw(String host, int port, String requestLine) throws IOException {
        try (Socket socket = new Socket(host, port)) {
            socket.getOutputStream()
                    .write(
                            (requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
