// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.TopicProvisioner;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

class PlatformTopicsTest {
    private static final TopicProvisioner.Topic LOG =
            new TopicProvisioner.Topic("log", 1, false, true, -1L);

    @Test
    void theEngineNamesTheSameCommandAsProvision() {
        var vars =
                Map.of(
                        "HEROKU_KAFKA_COPPER_URL",
                        "kafka://localhost:9092",
                        "HEROKU_KAFKA_COPPER_PREFIX",
                        "smooth-1.",
                        "BW_PASSWORD",
                        "secret-password");
        assertThat(new PlatformTopics(Settings.from(ConfigVars.of(vars))).createCommand(LOG))
                .isEqualTo(
                        "heroku kafka:topics:create log HEROKU_KAFKA_COPPER --partitions 1 --retention-time 7d");
    }

    @Test
    void onlyOnHerokuItIsHerokusCommandThatDeletes() {
        var vars = Map.of("KAFKA_URL", "kafka://localhost:9092", "BW_PASSWORD", "secret-password");
        assertThat(new PlatformTopics(Settings.from(ConfigVars.of(vars))).deleteCommand("log"))
                .isEmpty();
        var dyno = new HashMap<>(vars);
        dyno.put("DYNO", "web.1");
        assertThat(new PlatformTopics(Settings.from(ConfigVars.of(dyno))).deleteCommand("log"))
                .contains("heroku kafka:topics:destroy log");
    }

    @Test
    void withoutAPlatformItIsTheLongestThatEveryDedicatedPlanHas() {
        assertThat(TopicProvisioner.none().createCommand(LOG))
                .isEqualTo("heroku kafka:topics:create log --partitions 1 --retention-time 14d");
    }
}
