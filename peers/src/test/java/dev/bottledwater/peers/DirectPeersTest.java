// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bottledwater.peers.link.PeerHttp;
import dev.bottledwater.peers.message.Seal;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Peers whose ports can be reached, or can't. */
class DirectPeersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration NEVER = Duration.ofHours(1);

    private final Room room = new Room();
    private final List<Peers> joined = new ArrayList<>();
    private final List<HttpServer> ports = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** What a port answers to what it has given to its process. */
    private interface Status {
        int of(boolean taken);
    }

    @AfterEach
    void leave() {
        joined.forEach(Peers::close);
        ports.forEach(port -> port.stop(0));
        threads.shutdownNow();
        room.close();
    }

    /** Joins with a port of its own, and answers with what it is asked. */
    private Peers join(String name, Status status) throws IOException {
        var port = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ports.add(port);
        port.setExecutor(threads);
        var peers = joinAs(name, "http://127.0.0.1:" + port.getAddress().getPort());
        port.createContext(PeerHttp.PATH, exchange -> take(exchange, peers, status));
        port.start();
        return peers;
    }

    private Peers joinAs(String name, String url) {
        var peers =
                new Peers(
                        name,
                        url,
                        Seal.of(List.of("a secret of sixteen letters"), "topic"),
                        room.link(),
                        Clock.systemUTC(),
                        NEVER);
        joined.add(peers);
        peers.serve("back", (_, request) -> request);
        return peers;
    }

    private static void take(HttpExchange exchange, Peers peers, Status status) throws IOException {
        try (exchange) {
            boolean taken = peers.hear(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(status.of(taken), -1);
        }
    }

    private static void awaitEachOther(Peers... all) {
        for (var one : all) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(one.there()).hasSize(all.length - 1));
        }
    }

    @Test
    void whoCanBeReachedIsAskedWithoutTheTopic() throws Exception {
        var one = join("one", taken -> taken ? 204 : 403);
        var two = join("two", taken -> taken ? 204 : 403);
        awaitEachOther(one, two);
        var body = new byte[3_000_000];
        new Random(1).nextBytes(body);
        assertThat(one.ask("two", "back", body, PATIENCE)).isEqualTo(body);
        assertThat(two.ask("one", "back", new byte[] {7}, PATIENCE)).containsExactly(7);
        long begin = System.nanoTime();
        for (int call = 0; call < 100; call++) {
            one.ask("two", "back", new byte[29], PATIENCE);
        }
        System.out.printf(
                "A call of 29 bytes and an answer of as many, straight: %.1f ms%n",
                (System.nanoTime() - begin) / 100 / 1e6);
        assertThat(room.said().stream().mapToLong(bytes -> bytes.length).sum())
                .as("words of presence")
                .isLessThan(body.length / 10);
        assertThat(one.traffic().sentDirectly()).isGreaterThan(body.length);
        assertThat(two.traffic().sentDirectly()).isGreaterThan(body.length);
        assertThat(one.traffic().heardDirectly()).isEqualTo(two.traffic().sentDirectly());
    }

    @Test
    void whoCanNotIsAskedByTheTopic() throws Exception {
        var one = join("one", taken -> taken ? 204 : 403);
        var two = joinAs("two", "http://127.0.0.1:1");
        var three = joinAs("three", "not a URL");
        awaitEachOther(one, two, three);
        for (var far : List.of("two", "three")) {
            assertThat(one.ask(far, "back", new byte[] {7}, PATIENCE)).containsExactly(7);
        }
        long tried = one.traffic().sentDirectly();
        assertThat(tried).isPositive();
        assertThat(one.ask("two", "back", new byte[] {8}, PATIENCE)).containsExactly(8);
        assertThat(one.traffic().sentDirectly()).as("left alone for a while").isEqualTo(tried);
        assertThat(two.ask("one", "back", new byte[] {9}, PATIENCE)).containsExactly(9);
        assertThat(two.traffic().sentDirectly()).isPositive();
    }

    @Test
    void aRequestThatArrivedBothWaysIsServedOnce() throws Exception {
        var one = join("one", _ -> 204);
        var two = join("two", _ -> 500);
        var served = new AtomicInteger();
        two.serve("count", (_, _) -> new byte[] {(byte) served.incrementAndGet()});
        awaitEachOther(one, two);
        assertThat(one.ask("two", "count", new byte[0], PATIENCE)).containsExactly(1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(two.traffic().heardBytes())
                                        .as("it came by the topic, too")
                                        .isGreaterThan(one.traffic().sentDirectly()));
        assertThat(one.ask("two", "count", new byte[0], PATIENCE)).containsExactly(2);
        assertThat(served).hasValue(2);
    }

    @Test
    void onlyPeersAreHeardAndEachRequestOnce() throws Exception {
        var one = joinAs("one", "");
        assertThat(one.hear("nonsense".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(one.traffic().unsealed()).isEqualTo(1);
        assertThat(one.traffic().heardDirectly()).as("of strangers").isZero();
        var two = joinAs("two", "");
        awaitEachOther(one, two);
        assertThat(two.ask("one", "back", new byte[] {7}, PATIENCE)).containsExactly(7);
        // as someone could who has kept what is in the topic
        assertThat(room.said()).allMatch(one::hear);
        assertThat(one.traffic().served()).isEqualTo(1);
    }
}
