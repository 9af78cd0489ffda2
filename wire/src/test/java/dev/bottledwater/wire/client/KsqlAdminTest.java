// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bottledwater.wire.entity.SourceListing;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

@Timeout(120)
class KsqlAdminTest {
    private static final String COMMAND =
            """
            [{"@type":"currentStatus","statementText":"X;","commandId":"stream/A/create","commandStatus":{"status":"%s","message":"m"},"commandSequenceNumber":%d,"warnings":[]}]""";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Deque<String> answers = new ArrayDeque<>();
    private HttpServer http;
    private KsqlClient client;
    private KsqlAdmin admin;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
        client =
                new KsqlClient(URI.create("http://localhost:" + http.getAddress().getPort()), null);
        admin = client.admin();
    }

    @AfterEach
    void stop() {
        client.close();
        http.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestURI() + " " + body);
        byte[] bytes = answers.remove().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void itWaitsForCommandsAndLaterRequestsSeeThem() {
        answers.add(COMMAND.formatted("QUEUED", 7));
        answers.add("{\"status\":\"EXECUTING\",\"message\":\"\"}");
        answers.add("{\"status\":\"SUCCESS\",\"message\":\"\"}");
        admin.execute("X;");
        assertThat(requests).hasSize(3);
        assertThat(requests.getLast()).startsWith("/status/stream/A/create");
        answers.add(
                """
                [{"@type":"streams","statementText":"","streams":[{"type":"STREAM","name":"A","topic":"a","keyFormat":"KAFKA","valueFormat":"JSON","isWindowed":false}],"warnings":[]}]""");
        assertThat(admin.streams()).extracting(SourceListing::name).containsExactly("A");
        assertThat(requests.getLast()).contains("SHOW STREAMS;", "\"commandSequenceNumber\":7");
    }

    @Test
    void aCommandThatFailsLaterIsAFailure() {
        answers.add(COMMAND.formatted("QUEUED", 7));
        answers.add("{\"status\":\"ERROR\",\"message\":\"It is in use.\"}");
        assertThatThrownBy(() -> admin.execute("X;"))
                .isInstanceOfSatisfying(
                        RequestFailedException.class,
                        failed -> assertThat(failed.error().statementText()).isEqualTo("X;"))
                .hasMessage("It is in use.");
    }

    @Test
    void whoIsInterruptedDoesntKnowWhatBecameOfIt() {
        answers.add(COMMAND.formatted("QUEUED", 7));
        answers.add(COMMAND.formatted("QUEUED", 7));
        Thread self = Thread.currentThread();
        http.removeContext("/");
        http.createContext(
                "/",
                exchange -> {
                    answer(exchange);
                    self.interrupt();
                });
        assertThatThrownBy(() -> admin.execute("X;"))
                .isInstanceOfAny(
                        CommandUnfinishedException.class, ServerUnreachableException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void namesAreTakenAsListed() {
        answers.add("[]");
        assertThatThrownBy(() -> admin.describe("my `stream`"))
                .isInstanceOf(ServerUnreachableException.class);
        assertThat(requests.getLast()).contains("DESCRIBE `my ``stream``` EXTENDED;");
        answers.add("[]");
        admin.terminate("CSAS_A_1");
        assertThat(requests.getLast()).contains("TERMINATE `CSAS_A_1`;");
    }
}
