// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.result.StatementResult.FunctionListing;
import dev.bottledwater.engine.result.StatementResult.FunctionOverload;
import dev.bottledwater.engine.result.StatementResult.PropertyListing;
import dev.bottledwater.engine.result.StatementResult.TopicListing;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.SchemaInfo;
import dev.bottledwater.wire.entity.SourceListing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Turns the engine's results into the API's documents. */
final class EntityTranslation {
    private static final List<KsqlEntity.Warning> NO_WARNINGS = List.of();

    private EntityTranslation() {}

    static List<KsqlEntity> entities(List<StatementResult> results) {
        return results.stream().map(EntityTranslation::entity).toList();
    }

    static dev.bottledwater.wire.entity.CommandStatus status(CommandStatus status) {
        return new dev.bottledwater.wire.entity.CommandStatus(
                status.status().name(), status.message(), status.queryId());
    }

    private static KsqlEntity entity(StatementResult result) {
        String text = result.statementText();
        return switch (result) {
            case StatementResult.CommandResult command ->
                    new KsqlEntity.CurrentStatus(
                            text,
                            command.commandId(),
                            status(command.status()),
                            command.sequenceNumber(),
                            NO_WARNINGS);
            case StatementResult.Warning warning ->
                    new KsqlEntity.WarningEntity(text, warning.message(), NO_WARNINGS);
            case StatementResult.SourceList list -> sources(list);
            case StatementResult.SourceDescriptions descriptions ->
                    DescriptionTranslation.sources(descriptions);
            case StatementResult.QueryList list ->
                    new KsqlEntity.Queries(
                            text,
                            list.queries().stream().map(DescriptionTranslation::query).toList(),
                            NO_WARNINGS);
            case StatementResult.QueryDescriptions descriptions ->
                    DescriptionTranslation.queries(descriptions);
            case StatementResult.TopicList list -> topics(list);
            case StatementResult.FunctionList list ->
                    new KsqlEntity.FunctionNames(
                            text,
                            list.functions().stream().map(EntityTranslation::function).toList(),
                            NO_WARNINGS);
            case StatementResult.FunctionDescription function -> function(function);
            case StatementResult.PropertyList list -> properties(list);
            case StatementResult.TypeList list -> types(list);
            case StatementResult.VariableList list ->
                    new KsqlEntity.Variables(
                            text,
                            list.variables().entrySet().stream()
                                    .map(e -> new KsqlEntity.Variable(e.getKey(), e.getValue()))
                                    .toList(),
                            NO_WARNINGS);
            case StatementResult.TerminatedQuery terminated ->
                    new KsqlEntity.TerminateQuery(
                            text, terminated.queryId(), terminated.wasTerminated(), NO_WARNINGS);
            case StatementResult.TopicAssertion assertion ->
                    new KsqlEntity.AssertTopic(
                            text, assertion.topic(), assertion.exists(), NO_WARNINGS);
            case StatementResult.SchemaAssertion assertion ->
                    new KsqlEntity.AssertSchema(
                            text,
                            assertion.subject(),
                            assertion.id(),
                            assertion.exists(),
                            NO_WARNINGS);
            case StatementResult.ConnectorCreated created ->
                    new KsqlEntity.CreateConnector(
                            text, ConnectorTranslation.of(created.connector()), NO_WARNINGS);
            case StatementResult.ConnectorDropped dropped ->
                    new KsqlEntity.DropConnector(text, dropped.name(), NO_WARNINGS);
            case StatementResult.ConnectorList list ->
                    new KsqlEntity.ConnectorList(
                            text,
                            list.connectors().stream().map(ConnectorTranslation::listing).toList(),
                            NO_WARNINGS);
            case StatementResult.ConnectorPluginList list ->
                    new KsqlEntity.ConnectorPluginsList(
                            text,
                            list.plugins().stream().map(ConnectorTranslation::of).toList(),
                            NO_WARNINGS);
            case StatementResult.ConnectorDescription description ->
                    new KsqlEntity.ConnectorDescription(
                            text,
                            description.connector().info().className(),
                            ConnectorTranslation.status(description.connector()),
                            description.sources().stream()
                                    .map(DescriptionTranslation::source)
                                    .toList(),
                            description.topics(),
                            NO_WARNINGS);
        };
    }

    private static KsqlEntity sources(StatementResult.SourceList list) {
        List<SourceListing> sources =
                list.sources().stream()
                        .map(
                                source ->
                                        new SourceListing(
                                                list.kind().name(),
                                                source.name(),
                                                source.topic(),
                                                source.keyFormat(),
                                                source.valueFormat(),
                                                source.windowed()))
                        .toList();
        return list.kind() == SourceKind.STREAM
                ? new KsqlEntity.Streams(list.statementText(), sources, NO_WARNINGS)
                : new KsqlEntity.Tables(list.statementText(), sources, NO_WARNINGS);
    }

    private static KsqlEntity topics(StatementResult.TopicList list) {
        boolean extended = list.extended();
        List<dev.bottledwater.wire.entity.TopicListing> topics =
                list.topics().stream().map(topic -> topic(topic, extended)).toList();
        return extended
                ? new KsqlEntity.KafkaTopicsExtended(list.statementText(), topics, NO_WARNINGS)
                : new KsqlEntity.KafkaTopics(list.statementText(), topics, NO_WARNINGS);
    }

    private static dev.bottledwater.wire.entity.TopicListing topic(
            TopicListing topic, boolean extended) {
        return extended
                ? new dev.bottledwater.wire.entity.TopicListing(
                        topic.name(), topic.replicas(), topic.consumers(), topic.consumerGroups())
                : new dev.bottledwater.wire.entity.TopicListing(
                        topic.name(), topic.replicas(), null, null);
    }

    private static dev.bottledwater.wire.entity.FunctionListing function(FunctionListing function) {
        return new dev.bottledwater.wire.entity.FunctionListing(
                function.name(), function.type().name(), function.category());
    }

    private static KsqlEntity function(StatementResult.FunctionDescription function) {
        return new KsqlEntity.DescribeFunction(
                function.statementText(),
                function.name(),
                function.description(),
                function.library().author(),
                function.library().version(),
                function.library().path(),
                function.overloads().stream().map(EntityTranslation::overload).toList(),
                function.type().name(),
                NO_WARNINGS);
    }

    private static dev.bottledwater.wire.entity.FunctionListing.Overload overload(
            FunctionOverload overload) {
        return new dev.bottledwater.wire.entity.FunctionListing.Overload(
                overload.arguments().stream()
                        .map(
                                argument ->
                                        new dev.bottledwater.wire.entity.FunctionListing.Argument(
                                                argument.name(),
                                                argument.type(),
                                                argument.description(),
                                                argument.variadic()))
                        .toList(),
                overload.returnType(),
                overload.description(),
                overload.arguments().stream().map(StatementResult.FunctionArgument::type).toList());
    }

    private static KsqlEntity properties(StatementResult.PropertyList list) {
        return new KsqlEntity.Properties(
                list.statementText(),
                list.properties().stream()
                        .map(
                                property ->
                                        new KsqlEntity.Property(
                                                property.name(),
                                                property.scope(),
                                                property.value()))
                        .toList(),
                list.properties().stream()
                        .filter(PropertyListing::overridden)
                        .map(PropertyListing::name)
                        .toList(),
                list.properties().stream()
                        .filter(PropertyListing::isDefault)
                        .map(PropertyListing::name)
                        .toList(),
                NO_WARNINGS);
    }

    private static KsqlEntity types(StatementResult.TypeList list) {
        SequencedMap<String, SchemaInfo> types = new LinkedHashMap<>();
        list.types()
                .forEach(
                        (String name, SqlType type) -> types.put(name, SchemaTranslation.of(type)));
        return new KsqlEntity.TypeList(list.statementText(), types, NO_WARNINGS);
    }
}
