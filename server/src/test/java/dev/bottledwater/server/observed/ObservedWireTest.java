// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.WireJson;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sends recorded requests to our server, in front of an engine that says what the real one must
 * have said, and compares status, media type and body, byte for byte.
 */
class ObservedWireTest {
    /** Each differs on purpose. */
    private static final Set<String> OTHERWISE =
            Set.of(
                    // A real server takes them over HTTP/2 only. Ours takes them over HTTP/1.1,
                    // too,
                    // which is what a router in front may speak.
                    "/inserts-stream", "/inserts-stream unknown target");

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
        CommandStatus success =
                new CommandStatus(CommandStatus.Status.SUCCESS, "Stream created", null);
        for (String id :
                List.of(
                        "stream/`BIG`/create",
                        "stream/NOSUCH/drop",
                        "type/ADDRESS/create",
                        "resume/CTAS_TOTALS_7/execute",
                        "pause/CTAS_TOTALS_7/execute",
                        "stream/`ORDERS`/create",
                        "table/`HOURLY`/create",
                        "table/`TOTALS`/create",
                        "table/`CUSTOMERS`/create",
                        "stream/`ENRICHED`/create")) {
            server.engine.command(id, success);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> answersAsARealServer() throws IOException {
        return Exchange.record().stream()
                .filter(Exchange::whole)
                .filter(exchange -> !OTHERWISE.contains(exchange.title()))
                // Jackson's words name a class of the real server.
                .filter(exchange -> !exchange.answer().contains("through reference chain"))
                .map(e -> DynamicTest.dynamicTest(e.title(), () -> replay(e)));
    }

    private void replay(Exchange exchange) throws Exception {
        prepare(exchange);

        if (exchange.path().contains("`")) {
            assertThat(raw(exchange))
                    .startsWith("HTTP/1.1 " + exchange.status() + " ")
                    .endsWith(exchange.answer().strip());
            return;
        }
        HttpRequest.Builder request =
                server.request(exchange.path())
                        .method(
                                exchange.method(),
                                HttpRequest.BodyPublishers.ofString(exchange.request()));
        exchange.headers().forEach(request::header);
        HttpResponse<String> response = server.send(request);

        assertThat(response.statusCode()).isEqualTo(exchange.status());
        if (!exchange.contentType().isEmpty()) {
            assertThat(response.headers().firstValue("content-type"))
                    .contains(exchange.contentType());
        }
        assertThat(comparable(response.body())).isEqualTo(comparable(exchange.answer()));
    }

    private void prepare(Exchange exchange) throws IOException {
        if (!exchange.request().startsWith("{")) {
            return;
        }
        JsonNode request = WireJson.mapper().readTree(exchange.request());
        if (request.has("commandSequenceNumber")) {
            return; // refused before it reaches the engine's statements
        }
        String sql = request.path("ksql").asText(request.path("sql").asText());
        if (exchange.answer().startsWith("{\"@type\"")) {
            RuntimeException failure =
                    RecordedResults.failure(
                            WireJson.mapper().readValue(exchange.answer(), ErrorBody.class));
            server.engine
                    .onCall(
                            sql,
                            () -> {
                                throw failure;
                            })
                    .onQuery(
                            sql,
                            () -> {
                                throw failure;
                            });
        } else if (exchange.path().equals("/ksql") && exchange.status() == 200) {
            StatementResult[] results =
                    WireJson.readEntities(exchange.answer().getBytes(StandardCharsets.UTF_8))
                            .stream()
                            .map(RecordedResults::result)
                            .toArray(StatementResult[]::new);
            server.engine.on(sql, results);
        } else if (exchange.status() == 200) {
            server.engine.onQuery(sql, () -> rows(exchange));
        }
    }

    private static FakeRowStream rows(Exchange exchange) {
        try {
            return RecordedRows.of(exchange);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clients encode back-quotes; the recorded one didn't. */
    private String raw(Exchange exchange) throws IOException {
        try (Socket socket = new Socket("localhost", server.edge.port())) {
            socket.getOutputStream()
                    .write(
                            ("GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic YWRtaW46YTpkbWlu\r\n\r\n"
                                            .formatted(exchange.path()))
                                    .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Without a real server's advice to its own clients, and authors of functions. */
    private static String comparable(String body) throws IOException {
        if (!body.startsWith("[{\"@type\"")) {
            // Versions of Jackson differ in where they see a word.
            return body.strip().replaceFirst("(Invalid JSON .*) column: \\d+", "$1");
        }
        JsonNode json = WireJson.mapper().readTree(body);
        json.findParents("statistics")
                .forEach(
                        node ->
                                ((ObjectNode) node)
                                        .put(
                                                "statistics",
                                                node.path("statistics")
                                                        .asText()
                                                        .replaceFirst(
                                                                "The statistics field is deprecated .*\n",
                                                                "")));
        json.findParents("author").forEach(node -> ((ObjectNode) node).put("author", ""));
        return json.toString();
    }
}
