// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.Run;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

class SettingsCommandsTest {
    private static final Map<String, String> VARS =
            Map.of(
                    "KAFKA_URL",
                    "kafka://localhost:9092",
                    "PORT",
                    "5000",
                    "BW_PASSWORD",
                    "hush-hush");

    @Test
    void configShowsWhereSettingsCameFromAndMasksSecrets() {
        Run run = Run.of(VARS, "config");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .containsPattern(" port +\\| 5000 +\\| PORT ")
                .containsPattern(" cluster +\\| .* \\| default")
                .contains("admin")
                .doesNotContain("hush-hush");
    }

    @Test
    void configWarnsOfPropertiesThatHaveNoEffect() {
        Map<String, String> vars = new HashMap<>(VARS);
        vars.put("KSQL_KSQL_MAX_PUSH_QUERIES", "7");
        vars.put("KSQL_KSQL_MAX_PUSH_QUERYS", "7");
        vars.put("KSQL_KSQL_PERSISTENT_PREFIX", "q_");
        assertThat(Run.of(vars, "config").err().lines())
                .containsExactlyInAnyOrder(
                        "Warning: KSQL_KSQL_MAX_PUSH_QUERYS has no effect. There is no such property. Did you mean ksql.max.push.queries?",
                        "Warning: KSQL_KSQL_PERSISTENT_PREFIX has no effect. Names of groups and internal topics hold 'query_', so that they outlive a change of settings.");
    }

    @Test
    void configSpeaksJson() {
        Run run = Run.of(VARS, "config", "--output", "json");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("{\"setting\":\"port\",\"value\":\"5000\",\"origin\":\"PORT\"}")
                .doesNotContain("hush-hush");
    }

    @Test
    void everyWrongConfigVarIsASentenceAnd78() {
        for (String command : new String[] {"config", "doctor", "serve"}) {
            Run run = Run.of(Map.of("PORT", "eighty"), command);
            assertThat(run.status()).isEqualTo(78);
            assertThat(run.err().lines())
                    .anySatisfy(line -> assertThat(line).contains("KAFKA_URL"))
                    .anySatisfy(line -> assertThat(line).contains("PORT"))
                    .hasSize(2);
        }
    }

    @Test
    void doctorSaysThatNoBrokerAnswers() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Run run =
                Run.of(
                        Map.of("KAFKA_URL", "kafka://127.0.0.1:" + port, "BW_PASSWORD", "x"),
                        "doctor");
        assertThat(run.status()).isEqualTo(69);
        assertThat(run.out())
                .contains("ok    config vars")
                .contains("FAIL  KAFKA_URL: No broker in KAFKA_URL can be reached")
                .contains("doctor: serve can't work (errors: 1, warnings: 0)");
    }
}
