// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connectors of a Connect cluster. Every method may block on the network and throws {@link
 * ConnectorException}. Secrets in what is returned are masked. Thread-safe.
 */
public interface Connectors {

    /** All connectors by name. */
    List<Connector> all();

    /** The connector of exactly this name. */
    Optional<Connector> find(String name);

    /**
     * Creates a connector.
     *
     * @param config its settings, without its name
     */
    ConnectorInfo create(String name, Map<String, String> config);

    /**
     * Removes a connector with its tasks.
     *
     * @return false where there is none of this name
     */
    boolean delete(String name);

    /** The topics that a connector used since it was created, by their names on the cluster. */
    List<String> topics(String name);

    /** What connectors can be made of. */
    List<ConnectorPlugin> plugins();

    /** A process without Connect: every call is refused with the way to have it. */
    static Connectors none() {
        return NoConnectors.INSTANCE;
    }
}
