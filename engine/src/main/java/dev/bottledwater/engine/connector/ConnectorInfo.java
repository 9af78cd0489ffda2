// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * How a connector is set up.
 *
 * @param type source, sink or unknown
 * @param config with secrets masked
 * @param tasks numbers of its tasks
 */
public record ConnectorInfo(
        String name, String type, SequencedMap<String, String> config, List<Integer> tasks) {
    public ConnectorInfo {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
        config = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(config));
        tasks = List.copyOf(tasks);
    }

    /** The class; empty where the settings don't name it. */
    public String className() {
        return ((Map<String, String>) config).getOrDefault("connector.class", "");
    }
}
