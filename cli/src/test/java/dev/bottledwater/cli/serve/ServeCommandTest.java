// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.Run;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

class ServeCommandTest {
    private static final Map<String, String> VARS =
            Map.of("KAFKA_URL", "kafka://localhost:9092", "BW_PASSWORD", "hush-hush");

    private final List<String> events = new ArrayList<>();

    @Test
    void bothPartsRunUntilTheSignalAndAreStopped() {
        assertThat(serve().status()).isZero();
        assertThat(events).containsExactly("start [CONNECT, KSQL]", "stop");
    }

    @Test
    void onePartCanRunAlone() {
        assertThat(serve("--only", "ksql").status()).isZero();
        assertThat(serve("--only", "connect").status()).isZero();
        assertThat(events).containsExactly("start [KSQL]", "stop", "start [CONNECT]", "stop");
    }

    @Test
    void aPortInUseIsASentenceAnd69() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            Map<String, String> vars = new HashMap<>(VARS);
            vars.put("PORT", port);
            Run run = Run.with("", vars, new EmbeddedServer(), "serve");
            assertThat(run.status()).isEqualTo(69);
            assertThat(run.err().strip().lines()).hasSize(1);
            assertThat(run.err()).contains(port);
        }
    }

    @Test
    void withAPortBadConfigVarsAreToldThereAndNotByTheExit() {
        Map<String, String> vars = Map.of("PORT", "0", "BW_PASSWORD", "hush-hush");
        assertThat(Run.with("", vars, this::start, "serve").status()).isZero();
        Run without = Run.with("", Map.of(), this::start, "serve");
        assertThat(without.status()).isEqualTo(78);
        assertThat(without.err()).contains("KAFKA_URL isn't set");
        Run badPort = Run.with("", Map.of("PORT", "web"), this::start, "serve");
        assertThat(badPort.status()).isEqualTo(78);
        assertThat(events).as("no server was started").isEmpty();
    }

    @Test
    void stoppingSaysWhetherItWasInTimeAndInOrder() {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(ProcessStop.stopWithin(() -> events.add("stop"), Duration.ofSeconds(5)))
                .isTrue();
        assertThat(
                        ProcessStop.stopWithin(
                                () -> {
                                    throw new IllegalStateException("on purpose");
                                },
                                Duration.ofSeconds(5)))
                .isFalse();
        assertThat(
                        ProcessStop.stopWithin(
                                () -> {
                                    try {
                                        never.await();
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                Duration.ofMillis(20)))
                .isFalse();
        never.countDown();
        assertThat(events).containsExactly("stop");
    }

    private Run serve(String... options) {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(options));
        return Run.with("", VARS, this::start, arguments.toArray(String[]::new));
    }

    private Server start(Settings settings, Set<ServePart> parts) {
        events.add("start " + parts.stream().sorted().toList());
        return new Server() {
            @Override
            public int port() {
                return settings.http().port();
            }

            @Override
            public void stop() {
                events.add("stop");
            }
        };
    }
}
