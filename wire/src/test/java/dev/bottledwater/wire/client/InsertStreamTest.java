// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

@Timeout(120)
class InsertStreamTest {
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch answering = new CountDownLatch(1);
    private HttpServer http;
    private KsqlClient client;

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/inserts-stream", this::acknowledge);
        http.start();
        client =
                new KsqlClient(URI.create("http://localhost:" + http.getAddress().getPort()), null);
    }

    @AfterEach
    void stop() {
        answering.countDown();
        client.close();
        http.stop(0);
    }

    /** Refuses rows with the word "bad", and answers those after it first. */
    private void acknowledge(HttpExchange exchange) throws IOException {
        List<String> lines =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        requests.add(lines);
        if (lines.getFirst().contains("GATED")) {
            try {
                answering.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (lines.getFirst().contains("NOWHERE")) {
            send(
                    exchange,
                    400,
                    "{\"@type\":\"generic_error\",\"error_code\":40001,\"message\":\"No.\"}");
            return;
        }
        StringBuilder acks = new StringBuilder();
        for (int seq = lines.size() - 2; seq >= 0; seq--) {
            String line = lines.get(seq + 1);
            if (line.contains("lost")) {
                continue;
            }
            acks.append(
                    line.contains("bad")
                            ? "{\"status\":\"error\",\"seq\":%d,\"error_code\":40000,\"message\":\"Bad row.\"}\n"
                                    .formatted(seq)
                            : "{\"status\":\"ok\",\"seq\":%d}\n\n".formatted(seq));
        }
        send(exchange, 200, acks.toString());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void rowsGoWithTheirDigits() {
        client.insert("ORDERS", Map.of("N", new BigDecimal("1.10")));
        assertThat(requests)
                .containsExactly(
                        List.of("{\"target\":\"ORDERS\",\"properties\":{}}", "{\"N\":1.10}"));
        client.insert("ORDERS", Collections.singletonMap("N", null));
        assertThat(requests.getLast()).contains("{\"N\":null}");
    }

    @Test
    void whatGathersGoesTogetherAndInOrder() {
        InsertStream rows = client.insertInto("GATED");
        CompletableFuture<Void> first = rows.insert(Map.of("N", -1));
        while (requests.isEmpty()) {
            Thread.onSpinWait();
        }
        IntStream.range(0, 500).forEach(i -> rows.insert(Map.of("N", i)));
        assertThat(first).isNotDone();
        answering.countDown();
        rows.close();
        assertThat(first).isCompleted();
        assertThat(requests).hasSize(2);
        assertThat(requests.get(1).subList(1, 501))
                .isEqualTo(IntStream.range(0, 500).mapToObj("{\"N\":%d}"::formatted).toList());
    }

    @Test
    void aRowThatIsRefusedIsToldAndTheOthersAreStored() {
        InsertStream rows = client.insertInto("S");
        CompletableFuture<Void> bad = rows.insert(Map.of("A", "bad"));
        CompletableFuture<Void> good = rows.insert(Map.of("A", "good"));
        assertThatThrownBy(rows::flush)
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("Bad row.");
        assertThat(good).isCompleted();
        assertThatThrownBy(bad::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(RequestFailedException.class);
        rows.insert(Map.of("A", "good")).join();
        rows.close();
    }

    @Test
    void aTargetThatIsntThereFailsItsRows() {
        assertThatThrownBy(() -> client.insert("NOWHERE", Map.of("A", 1)))
                .isInstanceOf(RequestFailedException.class)
                .hasMessage("No.");
    }

    @Test
    void rowsWithoutAnswerFail() {
        assertThatThrownBy(() -> client.insert("S", Map.of("A", "lost")))
                .isInstanceOf(ServerUnreachableException.class)
                .hasMessageContaining("1 rows were not acknowledged");
    }

    @Test
    void nothingIsTakenOnceClosed() {
        InsertStream rows = client.insertInto("S");
        rows.close();
        assertThatThrownBy(() -> rows.insert(Map.of("A", 1)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(requests).isEmpty();
    }

    @Test
    void aClosedClientFailsRows() {
        InsertStream rows = client.insertInto("S");
        client.close();
        assertThatThrownBy(
                        () -> {
                            rows.insert(Map.of("A", 1));
                            rows.close();
                        })
                .isInstanceOf(ServerUnreachableException.class);
    }
}
