// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.QueryStreamRequest;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.row.ResultColumn;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(120)
class KsqlClientTest {
    private HttpServer http;
    private KsqlClient client;
    private final CountDownLatch testEnds = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
        client =
                new KsqlClient(
                        URI.create("http://localhost:" + http.getAddress().getPort() + "/"),
                        new Credentials("ada", "s€cret"));
    }

    @AfterEach
    void stop() {
        testEnds.countDown();
        client.close();
        http.stop(0);
    }

    @Test
    void sendsStatementsWithCredentials() {
        AtomicReference<String> seen = new AtomicReference<>();
        serve(
                "/ksql",
                exchange -> {
                    seen.set(
                            exchange.getRequestHeaders().getFirst("Authorization")
                                    + " "
                                    + text(exchange));
                    answer(
                            exchange,
                            200,
                            """
                            [{"@type":"warning_entity","statementText":"X;","message":"m","warnings":[]}]""");
                });

        List<KsqlEntity> entities =
                client.makeKsqlRequest(
                        KsqlRequest.of(
                                "X;", Map.of("auto.offset.reset", "earliest"), Map.of("v", "1")));

        assertThat(entities).containsExactly(new KsqlEntity.WarningEntity("X;", "m", List.of()));
        assertThat(seen.get())
                .isEqualTo(
                        """
                        Basic YWRhOnPigqxjcmV0 {"ksql":"X;","streamsProperties":\
                        {"auto.offset.reset":"earliest"},"sessionVariables":{"v":"1"}}""");
    }

    @Test
    void tellsTheServersError() {
        serve(
                "/ksql",
                exchange ->
                        answer(
                                exchange,
                                400,
                                """
                                {"@type":"statement_error","error_code":40001,"message":"Bad.",\
                                "statementText":"X;","entities":[],"line":1,"column":3,"hint":"Y"}"""));

        assertThatThrownBy(() -> client.makeKsqlRequest(KsqlRequest.of("X;")))
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        e -> {
                            assertThat(e.status()).isEqualTo(400);
                            assertThat(e).hasMessage("Bad.");
                            assertThat(e.error().column()).isEqualTo(3);
                            assertThat(e.error().hint()).isEqualTo("Y");
                        });
    }

    @Test
    void quotesAnAnswerThatIsNoJson() {
        serve("/info", exchange -> answer(exchange, 502, "<html>Bad Gateway</html>"));

        assertThatThrownBy(() -> client.serverInfo())
                .isInstanceOf(RequestFailedException.class)
                .hasMessageContaining("502")
                .hasMessageContaining("Bad Gateway");
    }

    @Test
    void readsRowsWithAllDigitsOneByOne() throws Exception {
        CountDownLatch firstRowRead = new CountDownLatch(1);
        serve(
                "/query-stream",
                exchange -> {
                    OutputStream out = begin(exchange);
                    write(
                            out,
                            """
                            {"queryId":"q1","columnNames":["A","B"],"columnTypes":["DECIMAL(30, 2)","DOUBLE"]}
                            [1234567890123456789012345678.10,1.5E300]

                            """);
                    await(firstRowRead);
                    write(out, "\n\n[null,\"NaN\"]\n");
                    out.close();
                });

        try (QueryResult result = client.streamQuery(QueryStreamRequest.of("SELECT"))) {
            assertThat(result.header().queryId()).isEqualTo("q1");
            assertThat(result.header().columns())
                    .containsExactly(
                            new ResultColumn("A", "DECIMAL(30, 2)", false),
                            new ResultColumn("B", "DOUBLE", false));
            assertThat(result.next().values())
                    .containsExactly(
                            new BigDecimal("1234567890123456789012345678.10"),
                            new BigDecimal("1.5E300"));
            firstRowRead.countDown();
            assertThat(result.next().values()).containsExactly(null, "NaN");
            assertThat(result.hasNext()).isFalse();
        }
    }

    @Test
    void showsTombstonesAndTheEndOverQuery() {
        serve(
                "/query",
                exchange -> {
                    OutputStream out = begin(exchange);
                    write(
                            out,
                            """
                            [{"header":{"queryId":"q","schema":"`K` STRING KEY, `N` BIGINT"}},
                            {"row":{"columns":["a",1]}},

                            {"row":{"columns":["a",null],"tombstone":true}},
                            {"finalMessage":"Limit Reached"}]""");
                    out.close();
                });

        try (QueryResult result = client.query(KsqlRequest.of("SELECT"))) {
            assertThat(result.header().columns().getFirst().key()).isTrue();
            assertThat(result.next().tombstone()).isFalse();
            assertThat(result.next().tombstone()).isTrue();
            assertThat(result.hasNext()).isFalse();
            assertThat(result.finalMessage()).contains("Limit Reached");
        }
    }

    @Test
    void throwsWhenTheQueryFailsOnItsWay() {
        serve(
                "/query",
                exchange -> {
                    OutputStream out = begin(exchange);
                    write(
                            out,
                            """
                            [{"header":{"queryId":"q","schema":"`N` BIGINT"}},
                            {"errorMessage":{"@type":"generic_error","error_code":50000,"message":"Gone."}}]""");
                    out.close();
                });

        try (QueryResult result = client.query(KsqlRequest.of("SELECT"))) {
            assertThatThrownBy(result::hasNext)
                    .isInstanceOf(RequestFailedException.class)
                    .hasMessage("Gone.");
        }
    }

    @Test
    void tellsThatTheConnectionBroke() {
        serve(
                "/query",
                exchange -> {
                    OutputStream out = begin(exchange);
                    write(out, "[{\"header\":{\"queryId\":\"q\",\"schema\":\"\"}},\n");
                    out.close();
                });

        try (QueryResult result = client.query(KsqlRequest.of("SELECT"))) {
            assertThatThrownBy(result::hasNext)
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("broke off");
        }
    }

    @Test
    void closingWakesABlockedReaderAndTellsTheServer() throws Exception {
        CountDownLatch serverSawItsEnd = new CountDownLatch(1);
        serve(
                "/query-stream",
                exchange -> {
                    OutputStream out = begin(exchange);
                    write(out, "{\"queryId\":\"q\",\"columnNames\":[],\"columnTypes\":[]}\n");
                    try {
                        while (!testEnds.await(20, TimeUnit.MILLISECONDS)) {
                            write(out, "\n");
                        }
                    } catch (IOException e) {
                        serverSawItsEnd.countDown();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        QueryResult result = client.streamQuery(QueryStreamRequest.of("SELECT"));
        CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(result::hasNext);

        result.close();

        assertThat(reader.get(60, TimeUnit.SECONDS)).isFalse();
        assertThat(serverSawItsEnd.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readsPrintedLines() {
        serve(
                "/query",
                exchange -> {
                    OutputStream out = begin(exchange);
                    write(out, "Key format: KAFKA_STRING\n\nrowtime: 1, key: é\n");
                    out.close();
                });

        try (PrintedLines lines = client.print(KsqlRequest.of("PRINT t;"))) {
            assertThat(lines.next()).isEqualTo("Key format: KAFKA_STRING");
            assertThat(lines.next()).isEqualTo("rowtime: 1, key: é");
            assertThat(lines.hasNext()).isFalse();
        }
    }

    @Test
    void asksForTheStatusOfAQuotedCommand() {
        AtomicReference<String> path = new AtomicReference<>();
        serve(
                "/status",
                exchange -> {
                    path.set(exchange.getRequestURI().getRawPath());
                    answer(
                            exchange,
                            404,
                            "{\"@type\":\"generic_error\",\"error_code\":40400,\"message\":\"Command not found\"}");
                });

        assertThat(client.commandStatus("stream/`A B`/create")).isEmpty();
        assertThat(path.get()).isEqualTo("/status/stream/%60A%20B%60/create");
    }

    @Test
    void saysWhereNobodyAnswers() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (KsqlClient nobody = new KsqlClient(URI.create("http://localhost:" + port), null)) {
            assertThatThrownBy(nobody::serverInfo)
                    .isInstanceOf(ServerUnreachableException.class)
                    .hasMessageContaining("http://localhost:" + port);
        }
    }

    @Test
    void keepsThePasswordToItself() {
        assertThat(new Credentials("ada", "s3cret").toString()).doesNotContain("s3cret");
        assertThatThrownBy(() -> new Credentials("a:b", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void serve(String path, Handler handler) {
        http.createContext(path, handler::handle);
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        text(exchange);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
