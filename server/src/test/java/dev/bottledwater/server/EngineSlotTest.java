// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.connect.failure.Backoff;
import dev.bottledwater.engine.EngineHealth;
import dev.bottledwater.engine.EngineState;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.server.fake.FakeSqlEngine;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(60)
class EngineSlotTest {
    private static final Duration SHORT = Duration.ofMillis(10);

    @Test
    void aLinkToPeersThatFailsIsTriedAgain() {
        var attempts = new AtomicInteger();
        var channel = new EnginePeers("web-1", "sql");
        try (var slot =
                new EngineSlot(
                        (_, peers) -> {
                            assertThat(peers).isSameAs(channel);
                            return new FakeSqlEngine();
                        },
                        Connectors.none(),
                        () -> {
                            if (attempts.incrementAndGet() < 3) {
                                throw new KafkaException("No resolvable bootstrap urls");
                            }
                            return channel;
                        },
                        "shop_",
                        new RestartPauses(new Backoff(SHORT, SHORT)))) {
            slot.start();
            await().until(() -> slot.state() instanceof EngineState.Running);
        }
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whatIsKnownOfKafkaIsToldWithoutAnEngine() {
        var failure = new AtomicReference<RuntimeException>(new IllegalStateException("No."));
        try (var slot =
                new EngineSlot(
                        (_, _) -> {
                            throw failure.get();
                        },
                        Connectors.none(),
                        () -> new EnginePeers("web-1", "sql"),
                        "shop_",
                        new RestartPauses(new Backoff(SHORT, SHORT)))) {
            assertThat(slot.health()).isEqualTo(new EngineHealth(false, false, false));
            slot.start();
            await().until(() -> slot.state() instanceof EngineState.Degraded);
            assertThat(slot.health()).isEqualTo(new EngineHealth(false, true, false));
            failure.set(new KafkaException("It is away."));
            await().until(() -> !slot.health().kafkaReachable());
        }
    }

    @Test
    void pausesAreShortAgainAfterARunInOrder() {
        var second = Duration.ofSeconds(1);
        var pauses = new RestartPauses(new Backoff(second, Duration.ofSeconds(30)));

        assertThat(pauses.afterRun(Duration.ZERO)).isEqualTo(second);
        assertThat(pauses.afterRun(Duration.ZERO)).hasSeconds(2);
        assertThat(pauses.afterRun(Duration.ofSeconds(29))).hasSeconds(4);
        for (int i = 0; i < 9; i++) {
            pauses.afterRun(Duration.ZERO);
        }
        assertThat(pauses.afterRun(Duration.ZERO)).hasSeconds(30);
        assertThat(pauses.afterRun(Duration.ofSeconds(30))).isEqualTo(second);
        assertThat(pauses.afterRun(Duration.ZERO)).hasSeconds(2);
    }
}
