// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.connector;

import java.util.Objects;

/**
 * A class of connectors.
 *
 * @param type source or sink
 */
public record ConnectorPlugin(String className, String type, String version) {
    public ConnectorPlugin {
        Objects.requireNonNull(className);
        Objects.requireNonNull(type);
        Objects.requireNonNull(version);
    }
}
