// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A worker's settings as a dyno gets them: from config vars alone. */
final class TestSettings {
    private TestSettings() {}

    static WorkerSettings of(EmbeddedKafka kafka, String cluster, Path home) {
        return of(kafka, cluster, home, Map.of());
    }

    static WorkerSettings of(
            EmbeddedKafka kafka, String cluster, Path home, Map<String, String> more) {
        Map<String, String> vars = new HashMap<>(kafka.configVars());
        vars.put("BW_CLUSTER", cluster);
        vars.put("BW_PASSWORD", "long-enough-password");
        vars.put("DYNO", "web.1");
        vars.putAll(more);
        return WorkerSettings.from(Settings.from(ConfigVars.of(vars), home));
    }
}
