// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.peers.PeerSettings;
import dev.bottledwater.peers.Peers;
import dev.bottledwater.peers.message.Message;
import dev.bottledwater.peers.message.MessageId;
import dev.bottledwater.peers.message.Piece;
import dev.bottledwater.peers.message.Seal;
import dev.bottledwater.server.fake.TestServer;

import org.junit.jupiter.api.Test;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The port that siblings use, which has no password. */
class PeerRouteTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String TOPIC = "peers";
    private static final String SECRET = "a secret of sixteen letters";

    private final AtomicReference<Optional<Peers>> joined = new AtomicReference<>(Optional.empty());

    private TestServer server() {
        return new TestServer(
                TestServer.USERS,
                false,
                Duration.ofSeconds(20),
                List.of(PeerRoute.of(joined::get)));
    }

    @Test
    void hearsNobodyButPeers() throws Exception {
        var settings =
                new PeerSettings(
                        Map.of("bootstrap.servers", "localhost:1"),
                        TOPIC,
                        "one",
                        "http://localhost:1",
                        List.of(SECRET));
        try (var server = server();
                var client = HttpClient.newHttpClient()) {
            var port = server.edge.port();
            assertThat(post(client, port, sealed(SECRET)))
                    .startsWith("503 ")
                    .contains("This instance is still starting.");
            try (var peers = Peers.join(settings)) {
                joined.set(Optional.of(peers));
                assertThat(post(client, port, sealed(SECRET))).isEqualTo("204 ");
                assertThat(peers.there()).containsOnlyKeys("two");
                for (var stranger :
                        List.of(sealed("another secret of many letters"), new byte[9])) {
                    assertThat(post(client, port, stranger))
                            .startsWith("403 ")
                            .contains(
                                    "Only instances of this app, which have its BW_SECRET, talk here.");
                }
                assertThat(post(client, port, new byte[Peers.LARGEST_RECORD + 1]))
                        .startsWith("413 ");
                assertThat(peers.traffic().unsealed()).isEqualTo(2);
            }
        }
    }

    /** They hold what they have sent, and whoever has no password can send. */
    @Test
    void fewAreReadAtATime() throws Exception {
        var slow = new ArrayList<Socket>();
        try (var server = server();
                var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < PeerRoute.MOST_AT_A_TIME; i++) {
                var socket = new Socket("localhost", server.edge.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(
                                "POST /peers HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nslow"
                                        .getBytes(StandardCharsets.US_ASCII));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(post(client, server.edge.port(), new byte[9]))
                                            .startsWith("503 ")
                                            .contains("16 others are being heard."));
        } finally {
            for (var socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void isNotThereUnlessOthersAreToldOfIt() throws Exception {
        try (var server = new TestServer();
                var client = HttpClient.newHttpClient()) {
            assertThat(post(client, server.edge.port(), sealed(SECRET))).startsWith("401 ");
        }
    }

    private static byte[] sealed(String secret) {
        var here =
                new Message.Announcement(MessageId.random(), "two", System.currentTimeMillis(), "");
        return Seal.of(List.of(secret), TOPIC).close(Piece.of(here).getFirst());
    }

    private static String post(HttpClient client, int port, byte[] bytes) throws Exception {
        var answer =
                client.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/peers"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
