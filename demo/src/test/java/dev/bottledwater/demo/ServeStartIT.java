// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.net.FreePort;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Bad config vars at the start of the real process: one sentence and an exit code, or waiting with
 * the reason told.
 */
class ServeStartIT {
    /** Of tcpmux, which no machine has any more. */
    private static final String NOBODY = "127.0.0.1:1";

    private static EmbeddedKafka kafka;
    @TempDir Path temp;

    @BeforeAll
    static void launch() {
        kafka = EmbeddedKafka.launch();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    private static Map<String, String> vars() {
        var vars = new HashMap<>(kafka.configVars());
        vars.put("PORT", "0");
        vars.put("BW_PASSWORD", "secret-password");
        return vars;
    }

    private String failure(Map<String, String> vars, int expectedExitCode) throws Exception {
        var log = temp.resolve("serve.log");
        var process =
                new ProcessBuilder(
                                Home.directory().resolve("bin/bottled-water").toString(), "serve")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        // no variable of whoever runs the tests
        process.environment().keySet().retainAll(Set.of("PATH", "HOME", "JAVA_HOME"));
        process.environment().putAll(vars);
        var started = process.start();
        assertThat(started.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        var output = java.nio.file.Files.readString(log);
        assertThat(started.exitValue()).as(output).isEqualTo(expectedExitCode);
        assertThat(output).doesNotContain("\tat ");
        return output;
    }

    @Test
    void aMissingVariable() throws Exception {
        var vars = vars();
        vars.remove("PORT");
        vars.remove("KAFKA_URL");
        assertThat(failure(vars, 78)).contains("KAFKA_URL");
    }

    @Test
    void aMissingVariableWhereThereIsAPort() throws Exception {
        var vars = vars();
        vars.put("PORT", Integer.toString(FreePort.pick()));
        vars.remove("KAFKA_URL");
        try (var process = serve(vars);
                var api = api(vars)) {
            awaitHealth(process, api, "KAFKA_URL");
            assertThat(api.get("/health/ready").status()).isEqualTo(503);
        }
    }

    private ServeProcess serve(Map<String, String> vars) throws IOException {
        return ServeProcess.start(
                Home.directory().resolve("bin/bottled-water"), vars, temp.resolve("serve.log"));
    }

    private static ServerApi api(Map<String, String> vars) {
        return new ServerApi(
                java.net.URI.create("http://localhost:" + vars.get("PORT")),
                "admin",
                "secret-password");
    }

    private static void awaitHealth(ServeProcess process, ServerApi api, String text) {
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () -> {
                            assertThat(process.isAlive()).isTrue();
                            var health = api.get("/health");
                            assertThat(health.status()).isEqualTo(200);
                            assertThat(health.body()).contains(text);
                        });
    }

    @Test
    void anUnreadableCertificate() throws Exception {
        var vars = vars();
        vars.remove("PORT");
        vars.put(
                "KAFKA_CLIENT_CERT",
                "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----");
        assertThat(failure(vars, 78)).contains("KAFKA_CLIENT_CERT").doesNotContain("nonsense");
    }

    @Test
    void aBrokenVariable() throws Exception {
        var vars = vars();
        vars.put("PORT", "eighty");
        assertThat(failure(vars, 78)).contains("PORT").contains("eighty");
    }

    @Test
    void aPortInUse() throws Exception {
        var vars = vars();
        try (var taken = new ServerSocket(0)) {
            vars.put("PORT", Integer.toString(taken.getLocalPort()));
            assertThat(failure(vars, 69)).contains(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void anUnreachableBrokerIsWaitedForAndNamed() throws Exception {
        var vars = vars();
        vars.put("PORT", Integer.toString(FreePort.pick()));
        vars.put("KAFKA_URL", "kafka+ssl://" + NOBODY);
        try (var process = serve(vars);
                var api = api(vars)) {
            awaitHealth(process, api, NOBODY);
            assertThat(api.get("/health/ready").status()).isEqualTo(503);
        }
    }
}
