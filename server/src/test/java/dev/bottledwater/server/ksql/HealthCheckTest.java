// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.EngineState;
import dev.bottledwater.server.fake.TestServer;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthCheckTest {
    @AutoClose private final TestServer server = new TestServer();

    @Test
    void eachPartIsToldByItself() throws Exception {
        assertThat(check()).isEqualTo(answer(true, true, true, true, "READY"));

        server.engine.state = new EngineState.Degraded("The log can't be followed.");
        assertThat(check()).isEqualTo(answer(false, true, true, false, "READY"));

        server.engine.kafkaReachable = false;
        assertThat(check()).isEqualTo(answer(false, true, false, false, "READY"));

        server.engine.catalogKnown = false;
        assertThat(check()).isEqualTo(answer(false, false, false, false, "READY"));

        server.engine.kafkaReachable = true;
        server.engine.state = new EngineState.Starting("reading the catalog");
        assertThat(check()).isEqualTo(answer(false, false, true, false, "NOT_READY"));
    }

    private String check() throws Exception {
        return server.get("/healthcheck").body();
    }

    private static String answer(
            boolean all, boolean metastore, boolean kafka, boolean commandRunner, String state) {
        return "{\"isHealthy\":%s,\"details\":{\"metastore\":{\"isHealthy\":%s},\"kafka\":{\"isHealthy\":%s},\"commandRunner\":{\"isHealthy\":%s}},\"serverState\":\"%s\"}"
                .formatted(all, metastore, kafka, commandRunner, state);
    }
}
