// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

class HerokuRouterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RouterTimeouts SHORT =
            new RouterTimeouts(
                    Duration.ofSeconds(2), Duration.ofMillis(600), Duration.ofSeconds(2));
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Backend> backends = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HerokuRouter router;

    /** What a dyno does with a connection. */
    private interface Answering {
        void answer(String head, InputStream in, OutputStream out) throws Exception;
    }

    @BeforeEach
    void start() {
        router =
                HerokuRouter.start(
                        () -> backends, new RouterTimeouts(PATIENCE, PATIENCE, PATIENCE));
    }

    private void impatient() {
        router.close();
        router = HerokuRouter.start(() -> backends, SHORT);
    }

    @AfterEach
    void stop() {
        end.countDown();
        router.close();
    }

    private void dyno(String name, Answering answering) throws IOException {
        var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        backends.add(new Backend(name, new InetSocketAddress("127.0.0.1", server.getLocalPort())));
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (true) {
                                try (Socket socket = server.accept()) {
                                    var in = socket.getInputStream();
                                    answering.answer(head(in), in, socket.getOutputStream());
                                } catch (Exception e) {
                                    return;
                                }
                            }
                        });
    }

    private static String head(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended");
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static void whole(OutputStream out, String body) throws IOException {
        say(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private HttpResponse<String> get() throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(router.uri().resolve("/path?a=b"))
                        .timeout(PATIENCE)
                        .header("X-Forwarded-For", "203.0.113.9")
                        .build(),
                BodyHandlers.ofString());
    }

    private RoutedRequest logged() {
        await().atMost(PATIENCE).until(() -> !router.log().isEmpty());
        return router.log().getLast();
    }

    @Test
    void theDynoLearnsWhoAsked() throws Exception {
        dyno("web.1", (head, _, out) -> whole(out, head));
        var answer = get();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("GET /path?a=b HTTP/1.1\r\n")
                .contains("X-Forwarded-For: 203.0.113.9, 127.0.0.1\r\n")
                .contains("X-Forwarded-Proto: https\r\n")
                .contains("X-Request-Id: " + logged().id())
                .contains("Connection: close\r\n")
                .doesNotContain("h2c");
        assertThat(logged().dyno()).isEqualTo("web.1");
        assertThat(logged().error()).isNull();
    }

    @Test
    void requestsAreSpread() throws Exception {
        dyno("web.1", (_, _, out) -> whole(out, "1"));
        dyno("web.2", (_, _, out) -> whole(out, "2"));
        var seen = new java.util.TreeSet<String>();
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            seen.add(get().body());
                            return seen.size() == 2;
                        });
    }

    @Test
    void aBodyIsPassedOnAsItComes() throws Exception {
        dyno(
                "web.1",
                (_, in, out) -> {
                    var first = new String(in.readNBytes(3), ISO_8859_1);
                    say(out, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n" + first);
                    say(out, new String(in.readNBytes(3), ISO_8859_1));
                });
        try (var socket = new Socket("127.0.0.1", router.uri().getPort())) {
            var out = socket.getOutputStream();
            say(out, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc");
            assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
            assertThat(socket.getInputStream().readNBytes(3)).isEqualTo("abc".getBytes(ISO_8859_1));
            say(out, "def");
            assertThat(socket.getInputStream().readNBytes(3)).isEqualTo("def".getBytes(ISO_8859_1));
        }
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        dyno(
                "web.1",
                (head, in, out) -> {
                    int length =
                            Integer.parseInt(
                                    head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
                    byte[] body = in.readNBytes(length);
                    say(out, "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n");
                    out.write(body);
                });
        byte[] body = new byte[5 << 20];
        new java.util.Random(1).nextBytes(body);
        var answer =
                HTTP.send(
                        HttpRequest.newBuilder(router.uri())
                                .timeout(PATIENCE)
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void aWebSocketIsUpgraded() throws Exception {
        dyno(
                "web.1",
                (head, in, out) -> {
                    assertThat(head).contains("Connection: Upgrade\r\nUpgrade: websocket\r\n");
                    say(out, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n");
                    out.write(in.readNBytes(2));
                    out.flush();
                    end.await();
                });
        try (var socket = new Socket("127.0.0.1", router.uri().getPort())) {
            say(
                    socket.getOutputStream(),
                    "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 101 ");
            say(socket.getOutputStream(), "hi");
            assertThat(socket.getInputStream().readNBytes(2)).isEqualTo("hi".getBytes(ISO_8859_1));
        }
    }

    private void fails(RouterError error) throws Exception {
        var answer = get();
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains(error.name()).contains(error.description());
        assertThat(logged().error()).isEqualTo(error);
    }

    @Test
    void nobodyIsUp() throws Exception {
        fails(RouterError.H10);
    }

    @Test
    void nobodyListens() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            backends.add(
                    new Backend(
                            "web.1", new InetSocketAddress("127.0.0.1", server.getLocalPort())));
        }
        fails(RouterError.H21);
    }

    @Test
    void anotherDynoIsAskedWhenOneDoesNotListen() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            backends.add(
                    new Backend(
                            "web.1", new InetSocketAddress("127.0.0.1", server.getLocalPort())));
        }
        dyno("web.2", (_, _, out) -> whole(out, "2"));
        for (int i = 0; i < 6; i++) {
            assertThat(get().body()).isEqualTo("2");
        }
    }

    @Test
    void theFirstByteTakesTooLong() throws Exception {
        impatient();
        dyno("web.1", (_, _, _) -> end.await());
        fails(RouterError.H12);
    }

    @Test
    void theDynoClosesWithoutAnAnswer() throws Exception {
        dyno("web.1", (_, _, _) -> {});
        fails(RouterError.H13);
    }

    @Test
    void anAnswerThatStopsIsBrokenOff() throws Exception {
        impatient();
        dyno(
                "web.1",
                (_, _, out) -> {
                    say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nstart");
                    end.await();
                });
        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThat(logged().error()).isEqualTo(RouterError.H15);
        assertThat(logged().service()).isGreaterThanOrEqualTo(SHORT.idle());
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        try (var socket = new Socket("127.0.0.1", router.uri().getPort())) {
            say(socket.getOutputStream(), "hello\r\n\r\n");
            assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 400 ");
        }
    }
}
