// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.needs.ConnectorNaming;
import dev.bottledwater.connect.needs.HeartbeatTopics;

import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfigTransformer;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Hands connectors and tasks their settings with values put in, with the plan's prefix before
 * topics and groups, and with heartbeats where they say nothing of them, while the settings are
 * stored and shown as their users wrote them: whoever acts on stored settings reads them through
 * this.
 */
final class NamingTransformer extends WorkerConfigTransformer {
    private final WorkerConfigTransformer values;
    private final ConnectorNaming naming;
    private final HeartbeatTopics heartbeats;

    NamingTransformer(Worker worker, ConnectorNaming naming, HeartbeatTopics heartbeats) {
        super(worker, Map.of());
        this.values = worker.configTransformer();
        this.naming = naming;
        this.heartbeats = heartbeats;
    }

    @Override
    public @Nullable Map<String, String> transform(
            @Nullable String connector, @Nullable Map<String, String> configs) {
        // There are none of a connector that was just deleted.
        return configs == null
                ? null
                : heartbeats.withDefault(
                        connector, naming.apply(values.transform(connector, configs)));
    }

    @Override
    public @Nullable Map<String, String> transform(@Nullable Map<String, String> configs) {
        return transform(null, configs);
    }
}
