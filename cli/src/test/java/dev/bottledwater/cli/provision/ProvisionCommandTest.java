// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.Run;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

class ProvisionCommandTest {
    @Test
    void endsWith69WhereNoBrokerAnswersAndPrintsNoCommands() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Run run = Run.of(Map.of("KAFKA_URL", "kafka://127.0.0.1:" + port), "provision");
        assertThat(run.status()).isEqualTo(69);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("FAIL  KAFKA_URL: No broker in KAFKA_URL can be reached");
    }

    @Test
    void endsWith78WhereTheKeyCouldGoElsewhere() {
        Run run =
                Run.of(
                        Map.of(
                                "KAFKA_URL",
                                "kafka://127.0.0.1:1",
                                "HEROKU_API_KEY",
                                "HRKU-1",
                                "HEROKU_DATA_HOST",
                                "http://example.com"),
                        "provision");
        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).contains("HEROKU_DATA_HOST").doesNotContain("HRKU-1");
    }
}
