// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.needs.ConnectorNaming;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.runtime.WorkerConfigTransformer;
import org.apache.kafka.connect.storage.ClusterConfigState;
import org.apache.kafka.connect.storage.ConfigBackingStore;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * The settings of connectors, as users wrote them and as connectors get them.
 *
 * @param configs of the worker
 * @param values puts in what the settings name
 * @param naming puts in the prefix of the Kafka plan
 */
record StoredConnectors(
        ConfigBackingStore configs, WorkerConfigTransformer values, ConnectorNaming naming) {

    /** The settings of a connector as it gets them; null where there is none. */
    @Nullable Map<String, String> settings(String connector) {
        return configs.snapshot().connectorConfig(connector);
    }

    /** The settings of a connector as they are stored; null where there is none. */
    @Nullable Map<String, String> config(String connector) {
        return configs.snapshot().rawConnectorConfig(connector);
    }

    /** As {@link #settings}, without asking Kafka for anything. */
    @Nullable Map<String, String> named(String connector) {
        Map<String, String> stored = config(connector);
        return stored == null ? null : named(stored);
    }

    /** Settings with the values that they name, and with the prefix. */
    Map<String, String> named(Map<String, String> config) {
        return naming.apply(resolved(config));
    }

    /** The settings of all connectors by their names, with values put in where they are there. */
    Map<String, Map<String, String>> all() {
        ClusterConfigState state = configs.snapshot();
        Map<String, Map<String, String>> all = new HashMap<>();
        for (String connector : state.connectors()) {
            Map<String, String> stored = state.rawConnectorConfig(connector);
            if (stored != null) {
                all.put(connector, resolvedOrStored(stored));
            }
        }
        return all;
    }

    private Map<String, String> resolvedOrStored(Map<String, String> stored) {
        try {
            return resolved(stored);
        } catch (KafkaException unknown) {
            return stored;
        }
    }

    /** With the values that the settings name; those who validated it have resolved it before. */
    Map<String, String> resolved(Map<String, String> config) {
        return values.transform(config);
    }
}
