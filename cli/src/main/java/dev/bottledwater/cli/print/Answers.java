// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.print.Block.Rows;
import dev.bottledwater.cli.print.Block.Text;
import dev.bottledwater.cli.table.CellText;
import dev.bottledwater.cli.table.Grid;
import dev.bottledwater.wire.entity.FunctionListing;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.RunningQuery;
import dev.bottledwater.wire.entity.SourceListing;
import dev.bottledwater.wire.entity.TopicListing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the answer to each kind of statement looks like. */
final class Answers {
    private Answers() {}

    /**
     * @param graphWidth the room for graphs; 0 for none
     */
    static List<Block> blocks(KsqlEntity answer, int graphWidth) {
        List<Block> blocks = new ArrayList<>(body(answer, graphWidth));
        for (KsqlEntity.Warning warning : answer.warnings()) {
            blocks.add(new Text("WARNING: " + warning.message()));
        }
        return blocks;
    }

    private static List<Block> body(KsqlEntity answer, int graphWidth) {
        return switch (answer) {
            case KsqlEntity.CurrentStatus status -> message(status.commandStatus().message());
            case KsqlEntity.WarningEntity warning -> message(warning.message());
            case KsqlEntity.Streams streams -> sources("Stream Name", streams.streams());
            case KsqlEntity.Tables tables -> sources("Table Name", tables.tables());
            case KsqlEntity.SourceDescriptionEntity source ->
                    DescribeText.blocks(source.sourceDescription());
            case KsqlEntity.SourceDescriptionList sources ->
                    sources.sourceDescriptions().stream()
                            .flatMap(source -> DescribeText.blocks(source).stream())
                            .toList();
            case KsqlEntity.Queries queries -> queries(queries.queries());
            case KsqlEntity.QueryDescriptionEntity query ->
                    ExplainText.blocks(query.queryDescription(), graphWidth);
            case KsqlEntity.QueryDescriptionList queries ->
                    queries.queryDescriptions().stream()
                            .flatMap(query -> ExplainText.blocks(query, 0).stream())
                            .toList();
            case KsqlEntity.KafkaTopics topics -> topics(topics.topics(), false);
            case KsqlEntity.KafkaTopicsExtended topics -> topics(topics.topics(), true);
            case KsqlEntity.FunctionNames functions -> functions(functions.functions());
            case KsqlEntity.DescribeFunction function -> FunctionText.blocks(function);
            case KsqlEntity.Properties properties -> properties(properties);
            case KsqlEntity.TypeList types ->
                    grid(
                            List.of("Type Name", "Schema"),
                            types.types().entrySet().stream()
                                    .map(type -> List.of(type.getKey(), type.getValue().text()))
                                    .toList());
            case KsqlEntity.Variables variables -> variables(variables.variables());
            case KsqlEntity.TerminateQuery query ->
                    message(
                            query.wasTerminated()
                                    ? "Query terminated."
                                    : "Query " + query.queryId() + " was not terminated.");
            case KsqlEntity.AssertTopic topic ->
                    message(
                            "Topic "
                                    + topic.topicName()
                                    + (topic.exists() ? " exists" : " does not exist"));
            case KsqlEntity.AssertSchema schema ->
                    message(
                            "Schema with"
                                    + (schema.subject() == null
                                            ? ""
                                            : " subject name " + schema.subject())
                                    + (schema.id() == null ? "" : " id " + schema.id())
                                    + (schema.exists() ? " exists" : " does not exist"));
            case KsqlEntity.CreateConnector created ->
                    message("Created connector " + created.info().name());
            case KsqlEntity.DropConnector dropped ->
                    message("Dropped connector \"" + dropped.connectorName() + "\"");
            case KsqlEntity.ConnectorList list -> ConnectorText.list(list);
            case KsqlEntity.ConnectorPluginsList list -> ConnectorText.plugins(list);
            case KsqlEntity.ConnectorDescription connector -> ConnectorText.description(connector);
            case KsqlEntity.Unknown unknown -> unknown(unknown);
        };
    }

    static List<Block> variables(List<KsqlEntity.Variable> variables) {
        return grid(
                List.of("Variable Name", "Value"),
                variables.stream()
                        .map(variable -> List.of(variable.name(), variable.value()))
                        .toList());
    }

    static List<Block> grid(List<String> names, List<List<String>> rows) {
        return List.of(new Rows(new Grid(names, rows)));
    }

    static List<Block> message(String text) {
        return List.of(new Rows(Grid.ofOne("Message", text)));
    }

    /** Statements of queries stand in one line. */
    static String oneLine(String statement) {
        return statement.replace('\n', ' ');
    }

    private static List<Block> sources(String nameTitle, List<SourceListing> sources) {
        return grid(
                List.of(nameTitle, "Kafka Topic", "Key Format", "Value Format", "Windowed"),
                sources.stream()
                        .sorted(Comparator.comparing(SourceListing::name))
                        .map(
                                source ->
                                        List.of(
                                                source.name(),
                                                source.topic(),
                                                source.keyFormat(),
                                                source.valueFormat(),
                                                Boolean.toString(source.windowed())))
                        .toList());
    }

    private static List<Block> queries(List<RunningQuery> queries) {
        Grid grid =
                new Grid(
                        List.of(
                                "Query ID",
                                "Query Type",
                                "Status",
                                "Sink Name",
                                "Sink Kafka Topic",
                                "Query String"),
                        queries.stream()
                                .sorted(Comparator.comparing(RunningQuery::id))
                                .map(
                                        query ->
                                                List.of(
                                                        query.id(),
                                                        query.queryType(),
                                                        status(query),
                                                        String.join(",", query.sinks()),
                                                        String.join(",", query.sinkKafkaTopics()),
                                                        oneLine(query.queryString())))
                                .toList());
        return List.of(
                new Rows(grid),
                new Text("For detailed information on a Query run: EXPLAIN <Query ID>;"));
    }

    private static String status(RunningQuery query) {
        return query.statusCount().entrySet().stream()
                .map(status -> status.getKey() + ":" + status.getValue())
                .collect(Collectors.joining(","));
    }

    private static List<Block> topics(List<TopicListing> topics, boolean extended) {
        List<String> names =
                new ArrayList<>(List.of("Kafka Topic", "Partitions", "Partition Replicas"));
        if (extended) {
            names.addAll(List.of("Consumers", "ConsumerGroups"));
        }
        return grid(
                names,
                topics.stream()
                        .sorted(Comparator.comparing(TopicListing::name))
                        .map(topic -> topic(topic, extended))
                        .toList());
    }

    private static List<String> topic(TopicListing topic, boolean extended) {
        List<String> cells =
                new ArrayList<>(
                        List.of(
                                topic.name(),
                                Integer.toString(topic.replicaInfo().size()),
                                replicas(topic.replicaInfo())));
        if (extended) {
            cells.add(CellText.of(topic.consumerCount()));
            cells.add(CellText.of(topic.consumerGroupCount()));
        }
        return cells;
    }

    private static String replicas(List<Integer> perPartition) {
        return perPartition.stream()
                .distinct()
                .map(count -> Integer.toString(count))
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                counts ->
                                        counts.size() == 1
                                                ? counts.getFirst()
                                                : perPartition.stream()
                                                        .map(count -> Integer.toString(count))
                                                        .collect(Collectors.joining(", "))));
    }

    private static List<Block> functions(List<FunctionListing> functions) {
        return grid(
                List.of("Function Name", "Category"),
                functions.stream()
                        .sorted(Comparator.comparing(FunctionListing::name))
                        .map(function -> List.of(function.name(), function.category()))
                        .toList());
    }

    private static List<Block> properties(KsqlEntity.Properties answer) {
        return grid(
                List.of("Property", "Scope", "Default override", "Effective Value"),
                answer.properties().stream()
                        .sorted(Comparator.comparing(KsqlEntity.Property::name))
                        .map(
                                property ->
                                        List.of(
                                                property.name(),
                                                property.scope(),
                                                override(answer, property.name()),
                                                property.value() == null
                                                        ? "NULL"
                                                        : property.value()))
                        .toList());
    }

    private static String override(KsqlEntity.Properties answer, String name) {
        if (answer.overwrittenProperties().contains(name)) {
            return "SESSION";
        }
        return answer.defaultProperties().contains(name) ? "" : "SERVER";
    }

    private static List<Block> unknown(KsqlEntity.Unknown answer) {
        return grid(
                List.of("Field", "Value"),
                answer.fields().entrySet().stream()
                        .map(field -> List.of(field.getKey(), CellText.of(field.getValue())))
                        .toList());
    }
}
