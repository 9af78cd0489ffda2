// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.engine.EngineUnavailableException;
import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(120)
class ChannelQueryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<ResultColumn> COLUMNS =
            List.of(
                    new ResultColumn("K", Primitive.STRING, true),
                    new ResultColumn("N", new SqlType.Decimal(4, 2), false));
    private static final String COLUMNS_MESSAGE =
            "[{\"name\":\"K\",\"schema\":{\"type\":\"STRING\",\"fields\":null,\"memberSchema\":null},\"type\":\"KEY\"},"
                    + "{\"name\":\"N\",\"schema\":{\"type\":\"DECIMAL\",\"fields\":null,\"memberSchema\":null,"
                    + "\"parameters\":{\"precision\":4,\"scale\":2}}}]";
    private static final String ADMIN =
            Base64.getEncoder().encodeToString("admin:a:dmin".getBytes(StandardCharsets.UTF_8));

    private final FakeRowStream push = new FakeRowStream("q1", Kind.PUSH, COLUMNS);
    private final HttpClient http = HttpClient.newHttpClient();
    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(TestServer.USERS, false, Duration.ofMillis(200), List.of());
        server.engine.onQuery("Q", () -> push);
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
    }

    @Test
    void sendsTheColumnsAndThenEachRowOfAPushQueryAtOnce() throws Exception {
        var client =
                query(
                        "{\"ksql\":\"Q\",\"streamsProperties\":{\"auto.offset.reset\":\"earliest\"}}");

        assertThat(client.message()).isEqualTo(COLUMNS_MESSAGE);
        push.row("a", new java.math.BigDecimal("1.50"));
        assertThat(client.message()).isEqualTo("{\"row\":{\"columns\":[\"a\",1.50]}}");
        push.row("b", null).row("c", null);
        assertThat(client.message()).isEqualTo("{\"row\":{\"columns\":[\"b\",null]}}");
        assertThat(client.message()).isEqualTo("{\"row\":{\"columns\":[\"c\",null]}}");
        push.emit(new Event.Row(new Object[] {"a", null}, true)).end("Limit Reached");
        assertThat(client.message())
                .isEqualTo("{\"row\":{\"columns\":[\"a\",null],\"tombstone\":true}}");
        assertThat(client.closed()).isEqualTo("1000 done");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(push.closed).isTrue());
        assertThat(server.engine.calls.getFirst().properties())
                .hasToString("{auto.offset.reset=earliest}");
    }

    @Test
    void sendsTheRowsOfAPullQueryTogether() throws Exception {
        server.engine.onQuery(
                "P",
                () ->
                        new FakeRowStream("q2", Kind.PULL_TABLE, COLUMNS)
                                .row("a", null)
                                .row("b", null)
                                .end(null));
        var client = query("{\"ksql\":\"P\"}");

        assertThat(client.closed()).isEqualTo("1000 done");
        assertThat(client.messages)
                .containsExactly(
                        COLUMNS_MESSAGE,
                        "[{\"row\":{\"columns\":[\"a\",null]}},{\"row\":{\"columns\":[\"b\",null]}}]");
    }

    @Test
    void sendsEachLineOfPrint() throws Exception {
        server.engine.onQuery(
                "P",
                () ->
                        new FakeRowStream("q2", Kind.PRINT, List.of())
                                .emit(new Event.Line("Key format: NONE"))
                                .emit(new Event.Line("rowtime: 1"))
                                .end(null));
        var client = query("{\"ksql\":\"P\"}");

        assertThat(client.closed()).isEqualTo("1000 done");
        assertThat(client.messages).containsExactly("Key format: NONE", "rowtime: 1");
    }

    @Test
    void tellsWhatIsWrongInAMessageAndWithTheClose() throws Exception {
        var bad = query("{\"ksql\":\"UNKNOWN\"}");
        assertThat(bad.message())
                .isEqualTo(
                        "{\"errorMessage\":{\"@type\":\"statement_error\",\"error_code\":40001,"
                                + "\"message\":\"The test knows no such statement.\",\"statementText\":\"UNKNOWN\","
                                + "\"entities\":[]}}");
        assertThat(bad.closed()).isEqualTo("1003 The test knows no such statement.");

        assertThat(query("nonsense").closed()).startsWith("1003 Invalid JSON in request: ");
        assertThat(query("null").closed())
                .isEqualTo("1003 Invalid JSON in request: expected an object, not null");
        assertThat(open("/ws/query", ADMIN).closed()).startsWith("1003 The request is missing.");

        server.engine.onQuery(
                "W",
                () -> {
                    throw new EngineUnavailableException("é".repeat(200));
                });
        assertThat(query("{\"ksql\":\"W\"}").closed()).isEqualTo("1013 " + "é".repeat(61));

        push.row("a", null).emit(new Event.Failed("Kafka is gone."));
        var failed = query("{\"ksql\":\"Q\"}");
        assertThat(failed.closed()).isEqualTo("1011 Kafka is gone.");
        assertThat(failed.messages)
                .endsWith(
                        "{\"errorMessage\":{\"@type\":\"generic_error\",\"error_code\":50000,\"message\":\"Kafka is gone.\"}}");
    }

    @Test
    void endsTheQueryOfAClientThatGoesAway() throws Exception {
        var polite = query("{\"ksql\":\"Q\"}");
        polite.message();
        polite.socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(push.closed).isTrue());

        var second = new FakeRowStream("q2", Kind.PUSH, COLUMNS);
        server.engine.onQuery("Q2", () -> second);
        var rude = query("{\"ksql\":\"Q2\"}");
        rude.message();
        rude.socket.abort();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(second.closed).isTrue());
        assertThat(server.sender.running()).isZero();
    }

    @Test
    void pingsSilentClientsAndAnswersTheirPings() throws Exception {
        var client = query("{\"ksql\":\"Q\"}");
        assertThat(client.pings.poll(60, TimeUnit.SECONDS)).isNotNull();
        client.socket.sendPing(java.nio.ByteBuffer.wrap(new byte[] {7})).join();
        assertThat(client.pongs.poll(60, TimeUnit.SECONDS)).isEqualTo((byte) 7);
        client.socket.sendText("ignored", true).join();
        push.row("a", null);
        client.message();
        assertThat(client.message()).contains("\"a\"");
    }

    /** Gigabytes of rows would come if nothing held them back. */
    @Test
    void fetchesNoMoreThanASlowReaderTakes() throws Exception {
        String big = "x".repeat(10_000);
        var endless =
                new FakeRowStream(
                        "q3",
                        Kind.PUSH,
                        COLUMNS,
                        () -> new Event.Row(new Object[] {big, null}, false));
        server.engine.onQuery("E", () -> endless);
        var client = new Client(0);
        client.open(server.uri("/ws/query?request=" + encoded("{\"ksql\":\"E\"}")), ADMIN);
        long[] before = {-1};
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(400))
                .until(
                        () -> {
                            long now = endless.taken.get();
                            boolean still = now > 10 && now == before[0];
                            before[0] = now;
                            return still;
                        });
        assertThat(endless.taken.get() * big.length()).isLessThan(32L * 1024 * 1024);
        client.socket.abort();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(endless.closed).isTrue());
    }

    @Test
    void tellsThatTheServerStops() throws Exception {
        var client = query("{\"ksql\":\"Q\"}");
        client.message();
        server.sender.stop();
        server.edge.close(Duration.ofSeconds(5));
        assertThat(client.closed()).isEqualTo("1001 The server is stopping. Run the query again.");
        assertThat(push.closed).isTrue();
    }

    @Test
    void letsInWhoHasCredentialsAndComesFromNoOtherSite() throws Exception {
        String path = "/ws/query?request=" + encoded("{\"ksql\":\"Q\"}");
        assertThat(open(path + "&access_token=" + encoded(ADMIN), null).message())
                .isEqualTo(COLUMNS_MESSAGE);
        assertThat(refused(path, null, null)).isEqualTo(401);
        assertThat(refused(path + "&access_token=bm9ib2R5Onh4", null, null)).isEqualTo(401);
        assertThat(refused(path, ADMIN, "https://evil.example")).isEqualTo(403);
        // The token counts for channels alone: elsewhere it would be in logs for nothing.
        assertThat(
                        server.send(
                                        java.net.http.HttpRequest.newBuilder(
                                                server.uri("/info?access_token=" + ADMIN)))
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void saysThatItIsForWebSocketClients() throws Exception {
        var response = server.get("/ws/query");
        assertThat(response.statusCode()).isEqualTo(426);
        assertThat(response.body())
                .contains("GET /ws/query is for WebSocket clients. Others POST to /query-stream.");
    }

    private int refused(String path, String credentials, String origin) {
        var builder = http.newWebSocketBuilder();
        if (credentials != null) {
            builder.header("Authorization", "Basic " + credentials);
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        var failure = new int[1];
        assertThatThrownBy(() -> builder.buildAsync(socketUri(path), new Client(1)).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> failure[0] = e.getResponse().statusCode());
        return failure[0];
    }

    private Client query(String request) {
        return open("/ws/query?request=" + encoded(request), ADMIN);
    }

    private Client open(String path, String credentials) {
        var client = new Client(Long.MAX_VALUE);
        client.open(server.uri(path), credentials);
        return client;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private URI socketUri(String path) {
        return URI.create(server.uri(path).toString().replaceFirst("^http", "ws"));
    }

    private final class Client implements WebSocket.Listener {
        private final long appetite;
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        final BlockingQueue<Boolean> pings = new LinkedBlockingQueue<>();
        final BlockingQueue<Byte> pongs = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> close = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        WebSocket socket;

        /**
         * @param appetite how many events it takes
         */
        Client(long appetite) {
            this.appetite = appetite;
        }

        void open(URI uri, String credentials) {
            var builder = http.newWebSocketBuilder();
            if (credentials != null) {
                builder.header("Authorization", "Basic " + credentials);
            }
            socket =
                    builder.buildAsync(socketUri(uri.getPath() + "?" + uri.getRawQuery()), this)
                            .join();
        }

        String message() throws InterruptedException {
            return messages.poll(60, TimeUnit.SECONDS);
        }

        String closed() throws Exception {
            return close.get(60, TimeUnit.SECONDS);
        }

        @Override
        public void onOpen(WebSocket opened) {
            if (appetite > 0) {
                opened.request(appetite);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onPing(WebSocket from, java.nio.ByteBuffer message) {
            pings.add(true);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, java.nio.ByteBuffer message) {
            pongs.add(message.get());
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            close.complete(code + " " + reason);
            return null;
        }
    }
}
