// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.engine.connector.ConnectorInfo;
import dev.bottledwater.engine.connector.ConnectorPlugin;
import dev.bottledwater.wire.entity.ConnectorDetails;

/** The engine's words for connectors in those of the API. */
final class ConnectorTranslation {
    private ConnectorTranslation() {}

    static ConnectorDetails.Info of(ConnectorInfo info) {
        return new ConnectorDetails.Info(
                info.name(),
                info.config(),
                info.tasks().stream()
                        .map(task -> new ConnectorDetails.TaskId(info.name(), task))
                        .toList(),
                info.type());
    }

    static ConnectorDetails.Listing listing(Connector connector) {
        ConnectorInfo info = connector.info();
        return new ConnectorDetails.Listing(
                info.name(), info.type(), info.className(), connector.summary());
    }

    static ConnectorDetails.Plugin of(ConnectorPlugin plugin) {
        return new ConnectorDetails.Plugin(plugin.className(), plugin.type(), plugin.version());
    }

    static ConnectorDetails.Status status(Connector connector) {
        Connector.RunState state = connector.state();
        return new ConnectorDetails.Status(
                connector.info().name(),
                new ConnectorDetails.State(state.state(), state.workerId(), state.trace()),
                connector.tasks().stream()
                        .map(
                                task ->
                                        new ConnectorDetails.Task(
                                                task.id(),
                                                task.state().state(),
                                                task.state().workerId(),
                                                task.state().trace()))
                        .toList(),
                connector.info().type());
    }
}
