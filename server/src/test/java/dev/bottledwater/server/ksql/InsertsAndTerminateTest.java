// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.wire.WireJson;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** {@code /inserts-stream} and {@code /ksql/terminate}. */
class InsertsAndTerminateTest {
    @AutoClose private final TestServer server = new TestServer();

    @Test
    void everyRowIsAnsweredAndABadOneStopsNoOther() throws Exception {
        HttpResponse<String> response =
                inserts(
                        "{\"target\":\"ORDERS\"}\n{\"ID\":1,\"AMOUNT\":1.50}\nnot json\n{\"REJECT\":1}\n{\"FAIL\":1}\n{\"ID\":2}\n");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/vnd.ksqlapi.delimited.v1");
        assertThat(response.body().lines())
                .hasSize(5)
                .anyMatch(l -> l.equals("{\"status\":\"ok\",\"seq\":0}"))
                .anyMatch(
                        l -> l.startsWith("{\"status\":\"error\",\"seq\":1,\"error_code\":40000,"))
                .anyMatch(
                        l -> l.startsWith("{\"status\":\"error\",\"seq\":2,\"error_code\":40001,"))
                .anyMatch(
                        l -> l.startsWith("{\"status\":\"error\",\"seq\":3,\"error_code\":50000,"))
                .anyMatch(l -> l.equals("{\"status\":\"ok\",\"seq\":4}"));
        assertThat(server.engine.inserted.getFirst())
                .isEqualTo(Map.of("ID", 1, "AMOUNT", new BigDecimal("1.50")));
    }

    @Test
    void whatKafkaDeniesIsToldAsSuch() throws Exception {
        assertThat(inserts("{\"target\":\"ORDERS\"}\n{\"DENIED\":1}\n").body())
                .isEqualTo(
                        "{\"status\":\"error\",\"seq\":0,\"error_code\":40301,\"message\":\"No.\"}\n");
    }

    @Test
    void aRowThatIsTooLongStopsNoOther() throws Exception {
        HttpResponse<String> response =
                inserts(
                        "{\"target\":\"ORDERS\"}\n{\"ID\":1}\n{\"ID\":\"%s\"}\n{\"ID\":3}\n"
                                .formatted("x".repeat(3 << 20)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().lines())
                .containsExactly(
                        "{\"status\":\"ok\",\"seq\":0}",
                        "{\"status\":\"error\",\"seq\":1,\"error_code\":40000,\"message\":\"A line of an inserts stream has at most 1048576 bytes.\"}",
                        "{\"status\":\"ok\",\"seq\":2}");
        assertThat(server.engine.inserted).hasSize(2);
    }

    @Test
    void acknowledgementsCanBeOneArray() throws Exception {
        HttpResponse<String> response =
                server.send(
                        server.request("/inserts-stream")
                                .header("Accept", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"target\":\"ORDERS\"}\n{\"ID\":1}\n{\"ID\":2}")));

        assertThat(WireJson.mapper().readTree(response.body())).hasSize(2);
    }

    @Test
    void aRowIsAcknowledgedWhileTheClientStillSends() throws Exception {
        try (Socket socket = new Socket("localhost", server.edge.port())) {
            socket.setSoTimeout(10_000);
            send(
                    socket,
                    "POST /inserts-stream HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nAuthorization: Basic %s\r\n\r\n"
                            .formatted(
                                    Base64.getEncoder()
                                            .encodeToString(
                                                    "ed:edit".getBytes(StandardCharsets.UTF_8))));
            send(socket, chunk("{\"target\":\"ORDERS\"}\n{\"ID\":1}\n"));
            BufferedReader answer =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = answer.readLine();
            while (!line.startsWith("{")) {
                line = answer.readLine();
            }
            assertThat(line).isEqualTo("{\"status\":\"ok\",\"seq\":0}");
            send(socket, chunk("{\"ID\":2}\n") + "0\r\n\r\n");
            assertThat(answer.lines().limit(3)).contains("{\"status\":\"ok\",\"seq\":1}");
        }
    }

    @Test
    void whatIsNoTargetIsRefusedAtOnce() throws Exception {
        assertThat(inserts("{\"target\":\"NOSUCH\"}\n{}\n").statusCode()).isEqualTo(400);
        HttpResponse<String> wrong = inserts("[]\n");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("Invalid JSON in inserts stream request");
    }

    @Test
    void thoseWhoMayOnlyReadInsertNothing() throws Exception {
        assertThat(
                        server.send(
                                        server.as("vi", "view", "/inserts-stream")
                                                .POST(
                                                        HttpRequest.BodyPublishers.ofString(
                                                                "{\"target\":\"ORDERS\"}\n")))
                                .statusCode())
                .isEqualTo(403);
    }

    @Test
    void onlyAdministratorsTerminate() throws Exception {
        assertThat(terminate("ed", "edit").statusCode()).isEqualTo(403);

        HttpResponse<String> done = terminate("admin", "a:dmin");

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("\"commandId\":\"cluster/TerminateCluster/terminate\"");
        assertThat(server.engine.calls.getFirst().properties())
                .isEqualTo(Map.of("topics", List.of("A", "b.*")));
    }

    private HttpResponse<String> terminate(String user, String password) throws Exception {
        return server.send(
                server.as(user, password, "/ksql/terminate")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"deleteTopicList\":[\"A\",\"b.*\"]}")));
    }

    private HttpResponse<String> inserts(String body) throws Exception {
        return server.send(
                server.request("/inserts-stream").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String chunk(String text) {
        return "%x\r\n%s\r\n".formatted(text.length(), text);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }
}
