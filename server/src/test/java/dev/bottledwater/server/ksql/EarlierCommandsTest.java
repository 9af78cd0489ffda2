// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.wire.QueryStreamRequest;
import dev.bottledwater.wire.WireJson;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Queries see what commands did that another instance took. */
@Timeout(60)
class EarlierCommandsTest {
    private static final String LOOKUP = "SELECT * FROM T WHERE K='a';";

    @AutoClose private final TestServer server = new TestServer();

    @BeforeEach
    void queries() {
        server.engine.onQuery(LOOKUP, () -> rows("later"));
        server.engine.onRowsAtHand(LOOKUP, () -> rows("at once"));
    }

    @ParameterizedTest
    @CsvSource({"/query, ksql", "/query-stream, sql"})
    void queriesAreAnsweredAtOnceOnlyWhereTheCommandHasRun(String path, String field)
            throws Exception {
        assertThat(server.post(path, request(field, 100)).body()).contains("at once");
        assertThat(server.engine.awaited).isEmpty();

        server.engine.commandsToCome = 101;
        assertThat(server.post(path, request(field, 101)).body()).contains("later");
        assertThat(server.engine.awaited).containsExactly(101L);
    }

    @ParameterizedTest
    @CsvSource({"/query, ksql", "/query-stream, sql", "/ksql, ksql"})
    void aCommandThatDoesNotComeIsAReasonToRefuse(String path, String field) throws Exception {
        var answer = server.post(path, request(field, 101));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("\"error_code\":50301")
                .contains("command sequence number: 101");
        assertThat(server.engine.calls).isEmpty();
    }

    @Test
    void channelsWaitAsWell() throws Exception {
        var message = new CompletableFuture<String>();
        try (var http = HttpClient.newHttpClient()) {
            http.newWebSocketBuilder()
                    .header(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    "admin:a:dmin"
                                                            .getBytes(StandardCharsets.UTF_8)))
                    .buildAsync(
                            URI.create(
                                    "ws://localhost:%d/ws/query?request=%s"
                                            .formatted(
                                                    server.edge.port(),
                                                    URLEncoder.encode(
                                                            request("ksql", 101),
                                                            StandardCharsets.UTF_8))),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onText(
                                        WebSocket socket, CharSequence text, boolean last) {
                                    message.complete(text.toString());
                                    return WebSocket.Listener.super.onText(socket, text, last);
                                }
                            })
                    .join();
            assertThat(message.join()).contains("command sequence number: 101");
            http.shutdownNow();
        }
        assertThat(server.engine.calls).isEmpty();
    }

    @Test
    void clientsOfQueryStreamSendTheNumberOnlyWhereThereIsOne() {
        assertThat(WireJson.write(QueryStreamRequest.of("Q"))).doesNotContain("commandSequence");
        assertThat(WireJson.write(new QueryStreamRequest("Q", Map.of(), Map.of(), 7L)))
                .contains("\"commandSequenceNumber\":7");
    }

    private static String request(String field, long number) {
        return "{\"%s\":\"%s\",\"commandSequenceNumber\":%d}".formatted(field, LOOKUP, number);
    }

    private static FakeRowStream rows(String value) {
        return new FakeRowStream(
                        "query_1",
                        RowStream.Kind.PULL_TABLE,
                        List.of(new ResultColumn("K", SqlType.Primitive.STRING, true)))
                .row(value)
                .end(null);
    }
}
