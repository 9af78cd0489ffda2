// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.SlotDrop;
import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.connect.postgres.ConnectorSlot;
import dev.bottledwater.connect.watch.ConnectorProblem;

import java.util.List;

/** What the process needs of Connect's supervisor. */
interface ConnectPort extends AutoCloseable {

    /** Returns at once. */
    void start();

    WorkerState state();

    /** What is wrong with the app's connectors, as far as is known at this moment. */
    default List<ConnectorProblem> problems() {
        return List.of();
    }

    /** The same after asking the other instances, which takes seconds at most. */
    default List<ConnectorProblem> askForProblems() {
        return List.of();
    }

    /** The replication slots of all connectors, where this process looks after them. */
    default List<ConnectorSlot> slots() {
        return List.of();
    }

    /** Drops the replication slot of a connector; only while a worker runs. */
    default SlotDrop dropSlot(String connector) {
        return new SlotDrop.NoConnector();
    }

    @Override
    void close();
}
