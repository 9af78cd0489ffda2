// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.server.metrics.MetricsText.Type;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The connectors of the app's Connect group; any of its workers tells of all. */
final class ConnectMetrics {
    private ConnectMetrics() {}

    static void write(MetricsText text, List<Connector> connectors, List<ConnectorProblem> found) {
        List<ConnectorProblem> problems =
                found.stream().filter(problem -> !problem.warning()).toList();
        text.family(
                "connect_connector_state", Type.GAUGE, "1 for the state that the connector is in.");
        for (var connector : connectors) {
            text.sample(
                    "connect_connector_state",
                    1,
                    "connector",
                    connector.info().name(),
                    "state",
                    connector.state().state());
        }
        text.family("connect_task_state", Type.GAUGE, "1 for the state that the task is in.");
        for (var connector : connectors) {
            for (var task : connector.tasks()) {
                text.sample(
                        "connect_task_state",
                        1,
                        "connector",
                        connector.info().name(),
                        "task",
                        Integer.toString(task.id()),
                        "state",
                        task.state().state());
            }
        }
        text.family(
                "connect_connector_problems",
                Type.GAUGE,
                "What keeps the connector or its tasks from their work.");
        Set<String> names = new TreeSet<>();
        connectors.forEach(connector -> names.add(connector.info().name()));
        // Some have yet to be created, and what endangers them all has no name.
        problems.forEach(problem -> names.add(problem.connector()));
        for (var name : names) {
            text.sample(
                    "connect_connector_problems",
                    problems.stream().filter(problem -> problem.connector().equals(name)).count(),
                    "connector",
                    name);
        }
        text.family(
                "connect_connector_restarts",
                Type.GAUGE,
                "Restarts by itself since the connector last worked for long.");
        for (var connector : connectors) {
            text.sample(
                    "connect_connector_restarts",
                    of(connector, problems).mapToInt(ConnectorProblem::restarts).max().orElse(0),
                    "connector",
                    connector.info().name());
        }
    }

    private static Stream<ConnectorProblem> of(
            Connector connector, List<ConnectorProblem> problems) {
        return problems.stream().filter(p -> p.connector().equals(connector.info().name()));
    }
}
