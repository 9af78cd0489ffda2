// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.engine.connector.Connectors;

/** Makes an engine. Called again, after a pause, when it threw. */
@FunctionalInterface
public interface EngineFactory {

    /**
     * Opens an engine, which may go on starting after this returns.
     *
     * @param connectors what its statements manage
     * @param peers its way to the other instances
     * @throws InterruptedException when the process stops meanwhile
     * @throws RuntimeException with one sentence for the operator
     */
    SqlEngine open(Connectors connectors, PeerChannel peers) throws InterruptedException;
}
