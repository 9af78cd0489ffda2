// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.print.Block.Rows;
import dev.bottledwater.cli.print.Block.Text;
import dev.bottledwater.cli.table.Grid;
import dev.bottledwater.wire.entity.FieldInfo;
import dev.bottledwater.wire.entity.RunningQuery;
import dev.bottledwater.wire.entity.SourceDescription;
import dev.bottledwater.wire.entity.SourceDescription.PartitionOffsets;
import dev.bottledwater.wire.entity.SourceDescription.QueryOffsetSummary;
import dev.bottledwater.wire.entity.SourceDescription.TopicSummary;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The layout of DESCRIBE. */
final class DescribeText {
    private static final String RULE_OF_QUERIES = "-".repeat(35);

    private DescribeText() {}

    static List<Block> blocks(SourceDescription source) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Text(property("Name", source.name())));
        if (!source.extended()) {
            blocks.add(new Rows(fields(source)));
            blocks.add(
                    new Text(
                            "For runtime statistics and query details run: DESCRIBE <Stream,Table> EXTENDED;"));
            return blocks;
        }
        blocks.add(new Text(facts(source)));
        blocks.add(new Rows(fields(source)));
        queries(blocks, "read from", source.readQueries(), source.type());
        queries(blocks, "write from", source.writeQueries(), source.type());
        blocks.add(
                new Text(
                        """

                        Local runtime statistics
                        ------------------------
                        %s
                        %s
                        (Statistics of the local KSQL server interaction with the Kafka topic %s)"""
                                .formatted(
                                        source.statistics(), source.errorStats(), source.topic())));
        offsets(blocks, source.queryOffsetSummaries());
        return blocks;
    }

    static String property(String name, String value) {
        return "%-20s : %s".formatted(name, value);
    }

    /** Columns and their types. */
    static Grid fields(List<FieldInfo> fields, boolean table, @Nullable String windowType) {
        return new Grid(
                List.of("Field", "Type"),
                fields.stream()
                        .map(
                                field ->
                                        List.of(
                                                field.name(),
                                                TypeText.of(field.schema())
                                                        + role(field, table, windowType)))
                        .toList());
    }

    private static Grid fields(SourceDescription source) {
        return fields(source.fields(), source.type().equals("TABLE"), source.windowType());
    }

    private static String role(FieldInfo field, boolean table, @Nullable String windowType) {
        String type = field.type();
        if (type == null) {
            return "";
        }
        return switch (type) {
            case "KEY" ->
                    (table ? "  (primary key)" : "  (key)")
                            + (windowType == null ? "" : " (Window type: " + windowType + ")");
            case "HEADER" ->
                    field.headerKey() == null
                            ? "  (headers)"
                            : "  (header('" + field.headerKey() + "'))";
            default -> "  (" + type + ")";
        };
    }

    private static String facts(SourceDescription source) {
        List<String> lines = new ArrayList<>();
        lines.add(property("Type", source.type()));
        if (source.windowType() != null) {
            lines.add(property("Window type", source.windowType()));
        }
        lines.add(
                property(
                        "Timestamp field",
                        source.timestamp().isEmpty()
                                ? "Not set - using <ROWTIME>"
                                : source.timestamp()));
        lines.add(property("Key format", source.keyFormat()));
        lines.add(property("Value format", source.valueFormat()));
        lines.add(
                property(
                        "Kafka topic",
                        "%s (partitions: %d, replication: %d)"
                                .formatted(
                                        source.topic(),
                                        source.partitions(),
                                        source.replication())));
        lines.add(property("Statement", source.statement()));
        if (!source.sourceConstraints().isEmpty()) {
            lines.add(property("Used by", String.join(", ", source.sourceConstraints())));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void queries(
            List<Block> blocks, String verb, List<RunningQuery> queries, String type) {
        if (queries.isEmpty()) {
            return;
        }
        String list =
                queries.stream()
                        .map(
                                query ->
                                        "%s (%s) : %s"
                                                .formatted(
                                                        query.id(),
                                                        query.state(),
                                                        Answers.oneLine(query.queryString())))
                        .collect(Collectors.joining("\n"));
        blocks.add(
                new Text(
                        """

                        Queries that %s this %s
                        %s
                        %s

                        For query topology and execution plan please run: EXPLAIN <QueryId>"""
                                .formatted(verb, type, RULE_OF_QUERIES, list)));
    }

    private static void offsets(List<Block> blocks, List<QueryOffsetSummary> groups) {
        if (groups.isEmpty()) {
            return;
        }
        blocks.add(new Text("\nConsumer Groups summary:"));
        for (QueryOffsetSummary group : groups) {
            blocks.add(new Text("\n" + property("Consumer Group", group.groupId())));
            if (group.topicSummaries().isEmpty()) {
                blocks.add(new Text("<no offsets committed by this group yet>"));
            }
            for (TopicSummary topic : group.topicSummaries()) {
                blocks.add(
                        new Text(
                                "\n"
                                        + property("Kafka topic", topic.kafkaTopic())
                                        + "\n"
                                        + property("Max lag", Long.toString(maxLag(topic)))
                                        + "\n"));
                blocks.add(new Rows(offsets(topic)));
            }
        }
    }

    private static long maxLag(TopicSummary topic) {
        return topic.offsets().stream().mapToLong(DescribeText::lag).max().orElse(0);
    }

    private static long lag(PartitionOffsets partition) {
        return partition.logEndOffset() - partition.consumerOffset();
    }

    private static Grid offsets(TopicSummary topic) {
        return new Grid(
                List.of("Partition", "Start Offset", "End Offset", "Offset", "Lag"),
                topic.offsets().stream()
                        .map(
                                partition ->
                                        List.of(
                                                Integer.toString(partition.partition()),
                                                Long.toString(partition.logStartOffset()),
                                                Long.toString(partition.logEndOffset()),
                                                Long.toString(partition.consumerOffset()),
                                                Long.toString(lag(partition))))
                        .toList());
    }
}
