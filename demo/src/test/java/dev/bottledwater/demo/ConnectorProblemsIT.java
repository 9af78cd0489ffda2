// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.cli.serve.Server;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;

/** What the leader of the workers knows of connectors is told by every instance. */
class ConnectorProblemsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path files;

    @Test
    void everyInstanceTellsOfAllConnectors() throws Exception {
        Files.writeString(files.resolve("orders.json"), "{\n  \"name\": \"orders\"\n}");
        List<Server> servers = new ArrayList<>();
        try (var kafka = EmbeddedKafka.launch()) {
            for (int i = 0; i < 2; i++) {
                var vars = new HashMap<>(kafka.configVars());
                vars.put("PORT", "0");
                vars.put("BW_PASSWORD", "secret-password");
                vars.put("BW_SECRET", "none that anybody needs to know");
                vars.put("BW_CONNECTORS_DIR", files.toString());
                servers.add(
                        new EmbeddedServer()
                                .start(
                                        Settings.from(ConfigVars.of(vars), Home.directory()),
                                        EnumSet.of(ServePart.CONNECT)));
            }
            for (Server server : servers) {
                try (var api =
                        new ServerApi(
                                URI.create("http://localhost:" + server.port()),
                                "admin",
                                "secret-password")) {
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .ignoreExceptions()
                            .untilAsserted(
                                    () ->
                                            assertThat(api.get("/connect/problems").body())
                                                    .contains(
                                                            "orders.json, line 1: the connector orders has no connector.class."));
                    Awaitility.await()
                            .atMost(PATIENCE)
                            .untilAsserted(
                                    () ->
                                            assertThat(api.get("/health/ready").body())
                                                    .contains(
                                                            "connectors degraded: orders.json, line 1"));
                    assertThat(api.get("/health/ready").status()).isEqualTo(503);
                    assertThat(api.get("/health/ready?except=connectors").status()).isEqualTo(200);
                }
            }
        } finally {
            servers.forEach(Server::stop);
        }
    }
}
