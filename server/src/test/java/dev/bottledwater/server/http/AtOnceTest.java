// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Application;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.sql.type.SqlType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What is answered without another thread, and what isn't. */
@Timeout(120)
class AtOnceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String LOOKUP = "SELECT * FROM T WHERE K='a';";

    /** Answers short bodies at once, and others elsewhere. */
    private static final class Echo implements Application {
        final CountDownLatch slow = new CountDownLatch(1);
        final CountDownLatch seen = new CountDownLatch(1);

        @Override
        public boolean mayAnswerAtOnce(Exchange exchange) {
            seen.countDown();
            return !exchange.path().equals("/slow");
        }

        @Override
        public Optional<Answer> answerAtOnce(Exchange exchange) {
            return exchange.bodyAtHand().map(body -> answer("at once", body));
        }

        @Override
        public void serve(Exchange exchange) throws Exception {
            if (exchange.path().equals("/slow")) {
                slow.await();
            }
            exchange.answer(answer("later", exchange.body(100_000)));
        }

        private static Answer answer(String how, byte[] body) {
            return Answer.text(
                    200,
                    "%s on a %s thread: %s"
                            .formatted(
                                    how,
                                    Thread.currentThread().isVirtual() ? "virtual" : "platform",
                                    new String(body, StandardCharsets.UTF_8)));
        }
    }

    private static String post(HttpEdge edge, Version version, String path, String body)
            throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://localhost:" + edge.port() + path))
                                    .version(version)
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1", "HTTP_2"})
    void whatIsThereIsAnsweredAtOnceAndTheRestWaitsElsewhere(Version version) throws Exception {
        var echo = new Echo();
        try (var edge = new HttpEdge(EdgeSettings.onPort(0), echo)) {
            edge.start();
            var large = "x".repeat(20_000);

            assertThat(post(edge, version, "/", "short"))
                    .isEqualTo("at once on a platform thread: short");
            assertThat(post(edge, version, "/", large))
                    .isEqualTo("later on a virtual thread: " + large);
            await().atMost(PATIENCE).until(() -> edge.activeRequests() == 0);
        }
    }

    @Test
    void aBodyInPiecesIsWholeAndTheConnectionGoesOn() throws Exception {
        var echo = new Echo();
        try (var edge = new HttpEdge(EdgeSettings.onPort(0), echo)) {
            edge.start();
            try (var socket = new Socket("localhost", edge.port())) {
                var out = socket.getOutputStream();
                out.write(head("", 10, "hel"));
                echo.seen.await();
                out.write(ascii("lo you!"));
                assertThat(body(socket)).isEqualTo("at once on a platform thread: hello you!");
                for (int i = 0; i < 3; i++) {
                    out.write(head("", 5, "again"));
                    assertThat(body(socket)).isEqualTo("at once on a platform thread: again");
                }
                out.write(head("Expect: 100-continue\r\n", 4, ""));
                assertThat(line(socket)).isEqualTo("HTTP/1.1 100 Continue");
                assertThat(line(socket)).isEmpty();
                out.write(ascii("well"));
                assertThat(body(socket)).isEqualTo("later on a virtual thread: well");
            }
        }
    }

    @Test
    void requestsThatWaitHoldNobodyUp() throws Exception {
        var echo = new Echo();
        try (var edge = new HttpEdge(EdgeSettings.onPort(0), echo)) {
            edge.start();
            var large = "x".repeat(2000);
            var waiting = new Thread[50];
            for (int i = 0; i < waiting.length; i++) {
                waiting[i] =
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            try {
                                                post(edge, Version.HTTP_1_1, "/slow", large);
                                            } catch (Exception e) {
                                                throw new IllegalStateException(e);
                                            }
                                        });
            }
            await().atMost(PATIENCE).until(() -> edge.activeRequests() == waiting.length);
            try (var socket = new Socket("localhost", edge.port())) {
                socket.getOutputStream().write(head("", 2, "me"));
                assertThat(body(socket)).isEqualTo("at once on a platform thread: me");
            }
            echo.slow.countDown();
            for (var thread : waiting) {
                thread.join();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/query-stream, sql, application/vnd.ksqlapi.delimited.v1",
        "/query-stream, sql, application/json",
        "/query-stream, sql, application/vnd.ksql.v1+json",
        "/query, ksql, application/vnd.ksql.v1+json",
        "/query, ksql, application/json",
    })
    void rowsAtHandLookAsOthersDo(String path, String field, String accept) throws Exception {
        try (var server = new TestServer()) {
            server.engine.onQuery(LOOKUP, AtOnceTest::rows);
            var body = "{\"%s\":\"%s\"}".formatted(field, LOOKUP);
            var request =
                    server.request(path)
                            .header("Accept", accept)
                            .POST(BodyPublishers.ofString(body));
            var before = server.send(request);
            assertThat(server.engine.calls).hasSize(1);

            server.engine.onRowsAtHand(LOOKUP, AtOnceTest::rows);
            var after = server.send(request);
            assertThat(server.engine.calls).as("queries that aren't at hand").hasSize(1);
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(after.body()).isEqualTo(before.body()).contains("\"a\",7");
            assertThat(after.headers().map().keySet()).isEqualTo(before.headers().map().keySet());
            assertThat(after.headers().firstValue("Content-Type"))
                    .isEqualTo(before.headers().firstValue("Content-Type"));
        }
    }

    @Test
    void refusalsAreThoseOfOtherRequests() throws Exception {
        try (var server = new TestServer()) {
            server.engine.onRowsAtHand(LOOKUP, AtOnceTest::rows);
            var body = BodyPublishers.ofString("{\"sql\":\"%s\"}".formatted(LOOKUP));
            for (int i = 0; i < 29; i++) {
                assertThat(
                                server.send(server.as("vi", "wrong", "/query-stream").POST(body))
                                        .statusCode())
                        .isEqualTo(401);
            }
            assertThat(
                            server.send(server.as("vi", "view", "/query-stream").POST(body))
                                    .statusCode())
                    .as("each failure is counted once")
                    .isEqualTo(200);
            assertThat(
                            server.send(
                                            server.as("vi", "view", "/query-stream")
                                                    .header("Origin", "https://elsewhere.example")
                                                    .POST(body))
                                    .statusCode())
                    .isEqualTo(403);
            server.send(server.as("vi", "wrong", "/query-stream").POST(body));
            assertThat(
                            server.send(server.as("vi", "view", "/query-stream").POST(body))
                                    .statusCode())
                    .isEqualTo(429);
        }
    }

    private static FakeRowStream rows() {
        return new FakeRowStream(
                        "query_1",
                        RowStream.Kind.PULL_TABLE,
                        List.of(
                                new ResultColumn("K", SqlType.Primitive.STRING, true),
                                new ResultColumn("N", SqlType.Primitive.BIGINT, false)))
                .row("a", 7L)
                .end(null);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] head(String headers, int length, String begin) {
        return ascii(
                "POST / HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: %d\r\n\r\n%s"
                        .formatted(headers, length, begin));
    }

    private static String line(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c != '\n';
                c = socket.getInputStream().read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static String body(Socket socket) throws IOException {
        assertThat(line(socket)).isEqualTo("HTTP/1.1 200 OK");
        int length = 0;
        for (var header = line(socket); !header.isEmpty(); header = line(socket)) {
            if (header.startsWith("Content-Length: ")) {
                length = Integer.parseInt(header.substring(16));
            }
        }
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }
}
