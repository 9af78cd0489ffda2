// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Finding;
import dev.bottledwater.platform.preflight.Severity;
import dev.bottledwater.server.health.PartHealth;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What {@code /health} says of the link to other instances, without a broker. */
class PeerGroupTest {
    private static final Settings SETTINGS =
            Settings.from(
                    ConfigVars.of(
                            Map.of(
                                    "KAFKA_URL", "kafka://localhost:1",
                                    "BW_CLUSTER", "shop",
                                    "BW_SECRET", "a secret of many letters",
                                    "BW_PASSWORD", "pw")));

    @Test
    void tellsTheCommandThatCreatesTheTopic() throws Exception {
        String create =
                "Create it: heroku kafka:topics:create _bottled-water-shop-peers --partitions 1 --retention-time 1d";
        var looked = new CountDownLatch(1);
        try (PeerGroup group =
                PeerGroup.join(
                        SETTINGS,
                        "web-1",
                        () -> {
                            await(looked);
                            return List.of(
                                    new Finding(
                                            Severity.ERROR,
                                            "_bottled-water-shop-peers",
                                            "The topic _bottled-water-shop-peers doesn't exist.",
                                            create));
                        })) {
            assertThat(group.health().level()).isEqualTo(PartHealth.Level.STARTING);
            looked.countDown();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> group.health().level() == PartHealth.Level.DEGRADED);
            assertThat(group.health())
                    .isEqualTo(
                            PartHealth.degraded(
                                    "peers",
                                    "More than one instance can't work together. The topic _bottled-water-shop-peers doesn't exist. "
                                            + create));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void tellsWhatTheLinkSaysWhereTheTopicIsNotAtFault() {
        try (PeerGroup group = PeerGroup.join(SETTINGS, "web-1", List::of)) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> group.health().level() == PartHealth.Level.DEGRADED);
            assertThat(group.health().name()).isEqualTo("peers");
        }
    }
}
