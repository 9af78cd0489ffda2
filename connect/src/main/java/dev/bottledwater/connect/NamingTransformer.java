// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.needs.ConnectorNaming;

import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfigTransformer;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Hands connectors and tasks their settings with values put in and with the plan's prefix before
 * topics and groups, while the settings are stored and shown as their users wrote them: whoever
 * acts on stored settings reads them through this.
 */
final class NamingTransformer extends WorkerConfigTransformer {
    private final WorkerConfigTransformer values;
    private final ConnectorNaming naming;

    NamingTransformer(Worker worker, ConnectorNaming naming) {
        super(worker, Map.of());
        this.values = worker.configTransformer();
        this.naming = naming;
    }

    @Override
    public @Nullable Map<String, String> transform(
            @Nullable String connector, @Nullable Map<String, String> configs) {
        // There are none of a connector that was just deleted.
        return configs == null ? null : naming.apply(values.transform(connector, configs));
    }

    @Override
    public @Nullable Map<String, String> transform(@Nullable Map<String, String> configs) {
        return transform(null, configs);
    }
}
