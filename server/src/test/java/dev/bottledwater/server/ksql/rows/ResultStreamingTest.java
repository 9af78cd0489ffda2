// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

@Timeout(120)
class ResultStreamingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration SELDOM = Duration.ofMinutes(2);
    private static final Duration OFTEN = Duration.ofMillis(300);
    private static final List<ResultColumn> COLUMNS =
            List.of(
                    new ResultColumn("K", Primitive.STRING, true),
                    new ResultColumn("N", Primitive.BIGINT, false));
    private static final String QUERY = "{\"ksql\":\"Q\"}";
    private static final String STREAM = "{\"sql\":\"Q\"}";
    private static final String DELIMITED_HEADER =
            "{\"queryId\":\"q1\",\"columnNames\":[\"K\",\"N\"],\"columnTypes\":[\"STRING\",\"BIGINT\"]}";
    private static final String V1_HEADER =
            "[{\"header\":{\"queryId\":\"q1\",\"schema\":\"`K` STRING KEY, `N` BIGINT\"}}";

    private final FakeRowStream push = new FakeRowStream("q1", Kind.PUSH, COLUMNS);
    private TestServer server;
    private HttpClient http;

    @BeforeEach
    void start() {
        start(SELDOM);
        http = HttpClient.newHttpClient();
    }

    private void start(Duration heartbeat) {
        server = new TestServer(TestServer.USERS, false, heartbeat, List.of());
        server.engine.onQuery("Q", () -> push);
    }

    private void beatsOften() {
        server.close();
        start(OFTEN);
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void sendsEachRowAtOnceOverBothProtocols(Version version) throws Exception {
        HttpResponse<InputStream> response = stream(version, STREAM);

        assertThat(response.version()).isEqualTo(version);
        assertThat(response.headers().firstValue("content-type"))
                .contains("application/vnd.ksqlapi.delimited.v1");
        try (BufferedReader lines = lines(response.body())) {
            assertThat(lines.readLine()).isEqualTo(DELIMITED_HEADER);
            push.row("a", 1L);
            assertThat(nextRow(lines)).isEqualTo("[\"a\",1]");
            push.emit(new Event.Row(new Object[] {"a", null}, true)).row(null, Long.MIN_VALUE);
            assertThat(nextRow(lines)).isEqualTo("[null,-9223372036854775808]");
            push.end("Limit Reached");
            assertThat(nextRow(lines)).isNull();
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(push.closed).isTrue());
    }

    @Test
    void endsALineWithEachElementOfAPushQuery() throws Exception {
        HttpResponse<InputStream> response = open("/query", QUERY);

        assertThat(response.headers().firstValue("content-type"))
                .contains("application/vnd.ksql.v1+json");
        try (BufferedReader lines = lines(response.body())) {
            assertThat(lines.readLine()).isEqualTo(V1_HEADER + ",");
            push.row("a", 1L);
            assertThat(nextRow(lines)).isEqualTo("{\"row\":{\"columns\":[\"a\",1]}},");
            push.emit(new Event.Row(new Object[] {"a", null}, true));
            assertThat(nextRow(lines))
                    .isEqualTo("{\"row\":{\"columns\":[\"a\",null],\"tombstone\":true}},");
            push.end("Limit Reached");
            assertThat(nextRow(lines)).isEqualTo("{\"finalMessage\":\"Limit Reached\"}]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\u0000',
            delimiter = '|',
            value = {
                "/query||[{\"header\":{\"queryId\":\"q2\",\"schema\":\"`K` STRING KEY, `N` BIGINT\"}},~{\"row\":{\"columns\":[\"a\",1]}}]",
                "/query-stream|application/json|[{\"queryId\":\"q2\",\"columnNames\":[\"K\",\"N\"],\"columnTypes\":[\"STRING\",\"BIGINT\"]},[\"a\",1]]",
                "/query-stream|application/vnd.ksql.v1+json|[{\"header\":{\"queryId\":\"q2\",\"schema\":\"`K` STRING KEY, `N` BIGINT\"}},~{\"row\":{\"columns\":[\"a\",1]}}]",
                "/query-stream|application/vnd.ksql.v1+protobuf|[{\"header\":{\"queryId\":\"q2\",\"schema\":\"`K` STRING KEY, `N` BIGINT\",\"protoSchema\":\"syntax = \\\"proto3\\\";\\n\\nmessage ConnectDefault1 {\\n  string K = 1;\\n  int64 N = 2;\\n}\\n\",\"protobufSchema\":\"syntax = \\\"proto3\\\";\\n\\nmessage ConnectDefault1 {\\n  string K = 1;\\n  int64 N = 2;\\n}\\n\"}},~{\"row\":{\"protobufBytes\":\"CgFhEAE=\"}}]",
                "/query-stream|text/html;q=0.9, */*;q=0.1|{\"queryId\":\"q2\",\"columnNames\":[\"K\",\"N\"],\"columnTypes\":[\"STRING\",\"BIGINT\"]}~[\"a\",1]~",
            })
    void laysOutAPullQueryAsAsked(String path, String accept, String body) throws Exception {
        server.engine.onQuery(
                "P",
                () -> new FakeRowStream("q2", Kind.PULL_TABLE, COLUMNS).row("a", 1L).end(null));
        HttpRequest.Builder request =
                server.request(path)
                        .POST(BodyPublishers.ofString("{\"ksql\":\"P\",\"sql\":\"P\"}"));
        if (accept != null) {
            request.header("Accept", accept);
        }

        assertThat(server.send(request).body()).isEqualTo(body.replace('~', '\n'));
    }

    @Test
    void anAnswerThatIsThereAtOnceLeavesAsAWhole() throws Exception {
        server.engine.onQuery(
                "P",
                () -> new FakeRowStream("q2", Kind.PULL_TABLE, COLUMNS).row("a", 1L).end(null));
        HttpResponse<String> whole =
                server.send(
                        server.request("/query-stream")
                                .POST(BodyPublishers.ofString("{\"sql\":\"P\"}")));
        assertThat(whole.headers().firstValueAsLong("content-length"))
                .hasValue(whole.body().length());
    }

    @Test
    void aSlowPullQueryTellsItsColumnsAtOnce() throws Exception {
        FakeRowStream pull = new FakeRowStream("q1", Kind.PULL_TABLE, COLUMNS);
        server.engine.onQuery("Q", () -> pull);
        try (BufferedReader lines = lines(open("/query-stream", STREAM).body())) {
            assertThat(lines.readLine()).isEqualTo(DELIMITED_HEADER);
            pull.row("a", 1L).end(null);
            assertThat(nextRow(lines)).isEqualTo("[\"a\",1]");
        }
    }

    @Test
    void refusesMediaTypesThatItDoesNotKnow() throws Exception {
        HttpResponse<String> html =
                server.send(
                        server.request("/query-stream")
                                .header("Accept", "text/html")
                                .POST(BodyPublishers.ofString(STREAM)));
        assertThat(html.statusCode()).isEqualTo(404);
        assertThat(html.body()).isEqualTo("Not Found");
        assertThat(server.engine.calls).isEmpty();
    }

    @Test
    void refusesMessagesOfWhatProtobufCannotHold() throws Exception {
        var lists = new SqlType.Array(new SqlType.Array(Primitive.STRING));
        var rows =
                new FakeRowStream(
                        "q2", Kind.PULL_TABLE, List.of(new ResultColumn("L", lists, false)));
        server.engine.onQuery("P", () -> rows);
        HttpResponse<String> response =
                server.send(
                        server.request("/query")
                                .header("Accept", "application/vnd.ksql.v1+protobuf")
                                .POST(BodyPublishers.ofString("{\"ksql\":\"P\"}")));

        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.body())
                .contains("Protobuf can't hold an ARRAY whose elements are ARRAYs: `L`.");
        assertThat(rows.closed).isTrue();
    }

    @Test
    void printsLines() throws Exception {
        server.engine.onQuery(
                "P",
                () ->
                        new FakeRowStream("q2", Kind.PRINT, List.of())
                                .emit(new Event.Line("Key format: KAFKA_STRING"))
                                .emit(new Event.Line("rowtime: 1, key: \"é\""))
                                .end(null));
        HttpRequest.Builder json =
                server.request("/query-stream")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString("{\"sql\":\"P\"}"));

        HttpResponse<String> lines = server.post("/query", "{\"ksql\":\"P\"}");

        assertThat(lines.body()).isEqualTo("Key format: KAFKA_STRING\nrowtime: 1, key: \"é\"\n");
        assertThat(lines.headers().firstValue("content-type")).contains("application/json");
        assertThat(server.post("/query-stream", "{\"sql\":\"P\"}").body())
                .isEqualTo("rowtime: 1, key: \"é\"\n");
        assertThat(server.send(json).statusCode()).isEqualTo(406);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\u0000',
            delimiter = '|',
            value = {
                "/query|*/*|{\"errorMessage\":{\"@type\":\"generic_error\",\"error_code\":50000,\"message\":\"Kafka is gone.\"}}]",
                "/query-stream|*/*|{\"@type\":\"generic_error\",\"error_code\":50000,\"message\":\"Kafka is gone.\"}",
                "/query-stream|application/json|,{\"@type\":\"generic_error\",\"error_code\":50000,\"message\":\"Kafka is gone.\"}]",
            })
    void tellsThatAQueryFailedOnItsWay(String path, String accept, String end) throws Exception {
        push.row("a", 1L).emit(new Event.Failed("Kafka is gone."));

        HttpResponse<String> response =
                server.send(
                        server.request(path)
                                .header("Accept", accept)
                                .POST(BodyPublishers.ofString("{\"ksql\":\"Q\",\"sql\":\"Q\"}")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body().stripTrailing()).endsWith(end);
    }

    @Test
    void keepsSilentConnectionsAlive() throws Exception {
        beatsOften();
        HttpResponse<InputStream> response = open("/query", QUERY);
        try (BufferedReader lines = lines(response.body())) {
            lines.readLine();
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void endsTheQueryWhenItsClientGoesAway(Version version) throws Exception {
        beatsOften();
        HttpResponse<InputStream> response = stream(version, STREAM);
        lines(response.body()).readLine();
        assertThat(server.sender.running()).isEqualTo(1);

        response.body().close();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(push.closed).isTrue());
        await().atMost(PATIENCE).until(() -> server.sender.running() == 0);
    }

    @Test
    void closesAQueryByItsId() throws Exception {
        CompletableFuture<HttpResponse<String>> result =
                http.sendAsync(
                        server.request("/query").POST(BodyPublishers.ofString(QUERY)).build(),
                        BodyHandlers.ofString());
        await().atMost(PATIENCE).until(() -> server.sender.running() == 1);

        HttpResponse<String> closed = server.post("/close-query", "{\"queryId\":\"q1\"}");

        assertThat(closed.statusCode()).isEqualTo(200);
        assertThat(closed.body()).isEmpty();
        assertThat(result.get(60, TimeUnit.SECONDS).body())
                .startsWith(V1_HEADER)
                .endsWith("{\"finalMessage\":\"Query Completed\"}]");
    }

    @Test
    void tellsClientsThatTheServerStops() throws Exception {
        CompletableFuture<HttpResponse<String>> result =
                http.sendAsync(
                        server.request("/query").POST(BodyPublishers.ofString(QUERY)).build(),
                        BodyHandlers.ofString());
        await().atMost(PATIENCE).until(() -> server.sender.running() == 1);

        server.sender.stop();
        server.edge.close(Duration.ofSeconds(5));

        assertThat(result.get(60, TimeUnit.SECONDS).body())
                .endsWith(
                        "{\"errorMessage\":{\"@type\":\"generic_error\",\"error_code\":50303,\"message\":\"The server is stopping. Run the query again.\"}}]");
        assertThat(push.closed).isTrue();
    }

    /** A gigabyte of rows would come if nothing held them back. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void fetchesNoMoreThanASlowReaderTakes(boolean http2) throws Exception {
        String big = "x".repeat(10_000);
        FakeRowStream endless =
                new FakeRowStream(
                        "q3",
                        Kind.PUSH,
                        COLUMNS,
                        () -> new Event.Row(new Object[] {big, 1L}, false));
        server.engine.onQuery("E", () -> endless);
        String body = "{\"sql\":\"E\"}";
        try (AutoCloseable _ = http2 ? http2Reader(body) : http1Reader(body)) {
            await().atMost(PATIENCE).until(() -> endless.taken.get() > 10);
            long[] before = {-1};
            // It stands still once all buffers on the way are full.
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(400))
                    .until(
                            () -> {
                                long now = endless.taken.get();
                                boolean still = now == before[0];
                                before[0] = now;
                                return still;
                            });
            assertThat(endless.taken.get() * big.length()).isLessThan(32L * 1024 * 1024);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(endless.closed).isTrue());
    }

    /** An upgrade to HTTP/2 comes with a request that has no body. */
    private void connect(Version version) throws Exception {
        HttpResponse<String> info =
                http.send(
                        server.request("/info").version(version).GET().build(),
                        BodyHandlers.ofString());
        assertThat(info.version()).isEqualTo(version);
    }

    private AutoCloseable http1Reader(String body) throws IOException {
        Socket socket = new Socket("localhost", server.edge.port());
        socket.getOutputStream()
                .write(
                        ("POST /query-stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic YWRtaW46YTpkbWlu\r\nContent-Length: "
                                        + body.length()
                                        + "\r\n\r\n"
                                        + body)
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private AutoCloseable http2Reader(String body) throws Exception {
        return stream(Version.HTTP_2, body).body();
    }

    private HttpResponse<InputStream> stream(Version version, String body) throws Exception {
        connect(version);
        return http.send(
                server.request("/query-stream")
                        .version(version)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofInputStream());
    }

    private HttpResponse<InputStream> open(String path, String body) throws Exception {
        return http.send(
                server.request(path).POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(InputStream body) {
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    private static String nextRow(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && line.isEmpty()) {
            line = lines.readLine();
        }
        return line;
    }
}
