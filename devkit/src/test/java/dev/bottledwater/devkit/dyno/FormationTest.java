// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.dyno;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bottledwater.devkit.router.HerokuRouter;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

class FormationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Enough for a program that ends at once, on a busy machine too. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static DynoNetwork network;
    private static Formation formation;

    @BeforeAll
    static void start() throws Exception {
        var missing = DynoNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> "Skipped: " + missing.orElse(""));
        network = DynoNetwork.create();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes =
                Path.of(
                        WebProgram.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        formation =
                new Formation(
                        network,
                        DynoLimits.standard1x().withMemoryMebibytes(160).withStopGrace(GRACE),
                        List.of(
                                java,
                                "-Xmx400m",
                                "-XX:+UseSerialGC",
                                "-Xss256k",
                                "-cp",
                                classes.toString(),
                                WebProgram.class.getName()),
                        Map.of("SETTING", "value"));
        formation.scale(2);
        formation.awaitUp(PATIENCE);
    }

    @AfterAll
    static void stop() {
        if (formation != null) {
            formation.close();
            network.close();
        }
    }

    private static String ask(Dyno dyno, String path) throws IOException, InterruptedException {
        var address = dyno.address();
        return get(
                URI.create(
                        "http://%s:%d%s"
                                .formatted(
                                        address.getAddress().getHostAddress(),
                                        address.getPort(),
                                        path)));
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return HTTP.send(
                        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                        BodyHandlers.ofString())
                .body();
    }

    @Test
    void aDynoReachesThisMachineAndNotItsSibling() throws Exception {
        var first = formation.dyno(1);
        var second = formation.dyno(2).address();
        try (var server = new ServerSocket(0, 5, InetAddress.getByName(network.hostAddress()))) {
            assertThat(
                            ask(
                                    first,
                                    "/reach/%s/%d"
                                            .formatted(
                                                    network.hostAddress(), server.getLocalPort())))
                    .isEqualTo("reached");
        }
        assertThat(
                        ask(
                                first,
                                "/reach/%s/%d"
                                        .formatted(
                                                second.getAddress().getHostAddress(),
                                                second.getPort())))
                .isEqualTo("not reached");
    }

    @Test
    void theRouterFindsAllThatAreUp() throws Exception {
        try (var router = HerokuRouter.start(formation::backends)) {
            var seen = new HashSet<String>();
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                seen.add(get(router.uri().resolve("/env/DYNO")));
                                return seen.size() == 2;
                            });
            assertThat(seen).containsExactlyInAnyOrder("web.1", "web.2");
        }
    }

    @Test
    void aRestartTakesWhatWasWrittenAway() throws Exception {
        var dyno = formation.dyno(1);
        var written = Path.of(ask(dyno, "/write/file"));
        assertThat(written).hasParent(dyno.directory()).exists();
        var stop = dyno.restart();
        assertThat(stop.killed()).isFalse();
        assertThat(stop.status()).as("ended by SIGTERM").isEqualTo(128 + 15);
        dyno.awaitUp(PATIENCE);
        assertThat(Files.exists(written)).isFalse();
        assertThat(ask(dyno, "/env/SETTING")).isEqualTo("value");
        assertThat(ask(dyno, "/names").split(" "))
                .contains("PORT", "DYNO", "SETTING")
                .doesNotContain("USER", "LOGNAME", "SSH_CLIENT");
    }

    @Test
    void whoDoesNotEndInTimeIsKilled() throws Exception {
        var dyno = formation.dyno(1);
        ask(dyno, "/stay");
        var stop = dyno.restart();
        assertThat(stop.killed()).isTrue();
        assertThat(stop.took()).isGreaterThanOrEqualTo(GRACE);
        dyno.awaitUp(PATIENCE);
    }

    @Test
    void tooMuchMemoryEndsIt() throws Exception {
        var dyno = formation.dyno(2);
        ask(dyno, "/eat/60");
        assertThat(dyno.usage().oomKills()).isZero();
        assertThat(dyno.usage().anonymousBytes()).isGreaterThan(60L << 20);
        try {
            ask(dyno, "/eat/200");
        } catch (IOException expected) {
            // It is gone.
        }
        await().atMost(PATIENCE).until(() -> dyno.state() == DynoState.CRASHED);
        assertThat(dyno.usage().oomKills()).isEqualTo(1);
        dyno.start();
        dyno.awaitUp(PATIENCE);
    }

    @Test
    void tooManyThreadsAreRefused() throws Exception {
        var dyno = formation.dyno(2);
        int started = Integer.parseInt(ask(dyno, "/threads/300"));
        assertThat(started).isBetween(200, 250);
        assertThat(dyno.usage().threads()).isEqualTo(256);
        assertThat(dyno.usage().refusedThreads()).isPositive();
        dyno.kill();
        assertThat(dyno.state()).isEqualTo(DynoState.DOWN);
        dyno.start();
        dyno.awaitUp(PATIENCE);
    }
}
