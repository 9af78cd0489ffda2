// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.postgres.ConnectorSlot;
import dev.bottledwater.connect.watch.ConnectorProblem;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A worker as its supervisor sees it. */
interface ManagedWorker extends AutoCloseable {
    /** Where its REST API answers, on loopback. */
    URI uri();

    /** Completes when the worker has joined its group. */
    CompletableFuture<Void> whenReady();

    /** Completes with the cause when the worker ends by itself. */
    CompletableFuture<Throwable> whenFailed();

    /** What is wrong with connectors, as far as this worker looks after them. */
    default List<ConnectorProblem> problems() {
        return List.of();
    }

    /** The replication slots of all connectors, where this worker looks after them. */
    default List<ConnectorSlot> slots() {
        return List.of();
    }

    /** Drops the replication slot of a connector, where nobody reads from it. */
    default SlotDrop dropSlot(String connector) {
        return new SlotDrop.NoConnector();
    }

    /** Ends the worker; never throws. */
    @Override
    void close();
}
