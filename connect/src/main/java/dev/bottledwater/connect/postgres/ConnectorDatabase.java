// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import java.util.Map;

/** The database of a connector, as its settings have it. */
public record ConnectorDatabase(String host, String port, String name) {
    static ConnectorDatabase of(Map<String, String> config) {
        return new ConnectorDatabase(
                config.getOrDefault("database.hostname", ""),
                config.getOrDefault("database.port", "5432"),
                config.getOrDefault("database.dbname", ""));
    }

    /** As people write it. */
    @Override
    public String toString() {
        return "%s:%s/%s".formatted(host, port, name);
    }
}
