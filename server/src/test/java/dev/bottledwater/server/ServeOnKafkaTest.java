// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.fake.FakeSqlEngine;
import dev.bottledwater.server.fake.VaultSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The process as a dyno runs it, with a real Connect worker on a real broker. */
@Timeout(120)
class ServeOnKafkaTest {
    private static final String CONFIG =
            """
            {"connector.class":"dev.bottledwater.server.fake.VaultSource","tasks.max":"1","vault.code":"%s","vault.name":"%s"}""";

    @TempDir private Path home;
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    @Test
    void servesConnectBehindTheEdgeAndKeepsSecrets() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.launch()) {
            Map<String, String> vars = new HashMap<>(kafka.configVars());
            vars.put("PORT", "0");
            vars.put("BW_CLUSTER", "vault");
            vars.put("BW_PASSWORD", "pw");
            ServeProcess process =
                    ServeProcess.start(
                            Settings.from(ConfigVars.of(vars), home),
                            EnumSet.allOf(ServePart.class),
                            (_, _) -> new FakeSqlEngine(),
                            "1.0");
            try (process) {
                port = process.port();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> send("GET", "/health", "").body().startsWith("ready"));
                keepsSecrets();
                long before = System.nanoTime();
                process.close();
                assertThat(Duration.ofNanos(System.nanoTime() - before))
                        .isLessThan(ServeProcess.CLOSE_DEADLINE);
            }
        } finally {
            http.shutdownNow();
        }
    }

    private void keepsSecrets() throws Exception {
        HttpResponse<String> created =
                send(
                        "POST",
                        "/connectors",
                        "{\"name\":\"v\",\"config\":" + CONFIG.formatted("open sesame", "a") + "}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains("/connectors/v");
        assertThat(created.body()).doesNotContain("sesame").contains("********");
        assertThat(VaultSource.STARTS.poll(60, TimeUnit.SECONDS))
                .containsEntry("vault.code", "open sesame")
                .containsEntry("vault.name", "a");

        HttpResponse<String> changed =
                send("PUT", "/connectors/v/config", CONFIG.formatted("********", "b"));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).doesNotContain("sesame");
        assertThat(VaultSource.STARTS.poll(60, TimeUnit.SECONDS))
                .containsEntry("vault.code", "open sesame")
                .containsEntry("vault.name", "b");
        assertThat(send("GET", "/connectors/v/tasks", "").body())
                .contains("vault.name")
                .doesNotContain("sesame");
        HttpResponse<String> validated =
                send(
                        "PUT",
                        "/connector-plugins/VaultSource/config/validate",
                        CONFIG.formatted("open sesame", "c"));
        assertThat(validated.statusCode()).isEqualTo(200);
        assertThat(validated.body()).contains("\"name\":\"vault.code\"").doesNotContain("sesame");

        HttpResponse<String> unknown =
                send(
                        "POST",
                        "/connectors",
                        "{\"name\":\"x\",\"config\":{\"connector.class\":\"No\"}}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("Failed to find any class");
        HttpResponse<String> noJson = send("POST", "/connectors", "not json");
        assertThat(noJson.statusCode()).isEqualTo(400);
        assertThat(send("GET", "/admin/loggers", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/connect/", "").body()).contains("kafka_cluster_id");
        assertThat(send("DELETE", "/connectors/v", "").statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder().encodeToString("admin:pw".getBytes()))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
