// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.platform.HttpSettings;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.server.fake.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

@Timeout(120)
class CorsTest {
    private static final String EDITOR = "Authorization: Basic ZWQ6ZWRpdA==";
    private static final String APP = "Origin: https://App.example";
    private static final String OTHER = "Origin: https://other.example";
    private static final String BODY = "{\"ksql\":\"SHOW STREAMS;\"}";

    private static TestServer server(String... origins) {
        var server = new TestServer(new HttpSettings(0, false, Set.of(origins), 0, null, ""));
        server.engine.on("SHOW STREAMS;");
        server.engine.onQuery("Q", () -> new FakeRowStream("q", Kind.PUSH, List.of()).end(null));
        return server;
    }

    @Test
    void tellsBrowsersThatAListedSiteMayCall() throws IOException {
        try (TestServer server = server("https://app.example")) {
            String preflight =
                    send(server, "OPTIONS /ksql", "", APP, "Access-Control-Request-Method: POST");
            assertThat(preflight)
                    .startsWith("HTTP/1.1 204 ")
                    .contains("Access-Control-Allow-Origin: https://App.example\r\n")
                    .contains("Access-Control-Allow-Credentials: true\r\n")
                    .contains(
                            "Access-Control-Allow-Headers: Authorization, Content-Type, Accept\r\n")
                    .contains(
                            "Access-Control-Allow-Methods: GET, HEAD, POST, PUT, PATCH, DELETE\r\n")
                    .contains("Vary: Origin\r\n");
            assertThat(send(server, "POST /ksql", BODY, APP, EDITOR))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Access-Control-Allow-Origin: https://App.example\r\n");
            // Pages can read why they were refused, and rows as they come.
            assertThat(send(server, "GET /info", "", APP))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("Access-Control-Allow-Origin: https://App.example\r\n");
            assertThat(send(server, "POST /query", "{\"ksql\":\"Q\"}", APP, EDITOR))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Access-Control-Allow-Origin: https://App.example\r\n");
        }
    }

    @Test
    void leavesOtherSitesOut() throws IOException {
        try (TestServer server = server("https://app.example")) {
            assertThat(
                            send(
                                    server,
                                    "OPTIONS /ksql",
                                    "",
                                    OTHER,
                                    "Access-Control-Request-Method: POST"))
                    .startsWith("HTTP/1.1 401 ")
                    .doesNotContain("Access-Control");
            assertThat(send(server, "POST /ksql", BODY, OTHER, EDITOR))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("Vary: Origin\r\n")
                    .contains("BW_CORS_ORIGINS");
        }
        try (TestServer server = server()) {
            assertThat(send(server, "GET /info", "", APP, EDITOR))
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("Access-Control");
        }
    }

    /** A form of any page is sent with the password that the browser has stored. */
    @Test
    void givesNoSiteTheStoredPasswordWhereAllMayCall() throws IOException {
        try (TestServer server = server("*")) {
            String json = "Content-Type: application/vnd.ksql.v1+json; charset=utf-8";
            assertThat(send(server, "POST /ksql", BODY, OTHER, EDITOR, json))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Access-Control-Allow-Origin: *\r\n")
                    .doesNotContain("Allow-Credentials");
            for (String type :
                    List.of(
                            "Content-Type: text/plain;charset=UTF-8",
                            "Content-Type: Application/x-www-form-urlencoded",
                            "X-Nothing: 1")) {
                assertThat(send(server, "POST /ksql", BODY, OTHER, EDITOR, type))
                        .as(type)
                        .startsWith("HTTP/1.1 403 ");
            }
            String handshake =
                    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
            assertThat(send(server, "GET /ws/query", "", OTHER, EDITOR, handshake))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(
                            send(
                                    server,
                                    "GET /ws/query?access_token=ZWQ6ZWRpdA==",
                                    "",
                                    OTHER,
                                    handshake))
                    .startsWith("HTTP/1.1 101 ");
        }
    }

    /** The JDK's client doesn't send such headers. */
    private static String send(
            TestServer server, String methodAndPath, String body, String... headers)
            throws IOException {
        try (Socket socket = new Socket("localhost", server.edge.port())) {
            socket.setSoTimeout(2000);
            String upgrade =
                    String.join("\r\n", headers).contains("Upgrade") ? "" : "Connection: close\r\n";
            socket.getOutputStream()
                    .write(
                            (methodAndPath
                                            + " HTTP/1.1\r\nHost: localhost\r\n"
                                            + upgrade
                                            + "Content-Length: "
                                            + body.length()
                                            + "\r\n"
                                            + String.join("\r\n", headers)
                                            + "\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.US_ASCII));
            if (upgrade.isEmpty()) {
                return new String(
                        socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
