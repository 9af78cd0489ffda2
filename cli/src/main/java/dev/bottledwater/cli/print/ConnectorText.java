// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.print.Block.Rows;
import dev.bottledwater.cli.print.Block.Text;
import dev.bottledwater.cli.table.Grid;
import dev.bottledwater.wire.entity.ConnectorDetails;
import dev.bottledwater.wire.entity.KsqlEntity;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** What answers to statements on connectors look like. */
final class ConnectorText {
    private ConnectorText() {}

    static List<Block> list(KsqlEntity.ConnectorList list) {
        return Answers.grid(
                List.of("Connector Name", "Type", "Class", "Status"),
                list.connectors().stream()
                        .map(c -> List.of(c.name(), c.type(), c.className(), c.state()))
                        .toList());
    }

    static List<Block> plugins(KsqlEntity.ConnectorPluginsList list) {
        return Answers.grid(
                List.of("Class", "Type", "Version"),
                list.connectorsPlugins().stream()
                        .map(p -> List.of(p.className(), p.type(), p.version()))
                        .toList());
    }

    static List<Block> description(KsqlEntity.ConnectorDescription connector) {
        ConnectorDetails.Status status = connector.status();
        List<String> facts = new ArrayList<>();
        facts.add(DescribeText.property("Name", status.name()));
        facts.add(DescribeText.property("Class", connector.connectorClass()));
        facts.add(DescribeText.property("Type", status.type()));
        facts.add(DescribeText.property("State", status.connector().state()));
        facts.add(DescribeText.property("WorkerId", status.connector().workerId()));
        String message = status.connector().msg();
        if (message != null) {
            facts.add(DescribeText.property("Trace", message));
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Text(String.join("\n", facts)));
        if (!status.tasks().isEmpty()) {
            blocks.add(
                    new Rows(
                            new Grid(
                                    List.of("Task ID", "State", "Error Trace"),
                                    status.tasks().stream().map(ConnectorText::task).toList())));
        }
        if (!connector.sources().isEmpty()) {
            blocks.add(
                    new Rows(
                            new Grid(
                                    List.of("KSQL Source Name", "Kafka Topic", "Type"),
                                    connector.sources().stream()
                                            .map(s -> List.of(s.name(), s.topic(), s.type()))
                                            .toList())));
        }
        if (!connector.topics().isEmpty()) {
            blocks.add(
                    new Rows(
                            new Grid(
                                    List.of("Related Topics"),
                                    connector.topics().stream().map(List::of).toList())));
        }
        return blocks;
    }

    private static List<String> task(ConnectorDetails.Task task) {
        return List.of(Integer.toString(task.id()), task.state(), text(task.msg()));
    }

    private static String text(@Nullable String message) {
        return message == null ? "" : message;
    }
}
