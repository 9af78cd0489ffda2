// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses everything with one sentence. */
enum NoConnectors implements Connectors {
    INSTANCE;

    @Override
    public List<Connector> all() {
        throw refused();
    }

    @Override
    public Optional<Connector> find(String name) {
        throw refused();
    }

    @Override
    public ConnectorInfo create(String name, Map<String, String> config) {
        throw refused();
    }

    @Override
    public boolean delete(String name) {
        throw refused();
    }

    @Override
    public List<String> topics(String name) {
        throw refused();
    }

    @Override
    public List<ConnectorPlugin> plugins() {
        throw refused();
    }

    private static ConnectorException refused() {
        return new ConnectorException(
                "This process runs SQL alone. Connectors are managed by one that runs without --only ksql.",
                false,
                null);
    }
}
