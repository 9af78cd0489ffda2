// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.observed;

import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.result.CommandStatus;
import dev.bottledwater.engine.result.QueryActivity;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.sql.function.FunctionLibrary;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.entity.FieldInfo;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.QueryDescription;
import dev.bottledwater.wire.entity.RunningQuery;
import dev.bottledwater.wire.entity.SchemaInfo;
import dev.bottledwater.wire.entity.SourceDescription;
import dev.bottledwater.wire.entity.SourceListing;
import dev.bottledwater.wire.entity.TopicListing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;

/** What an engine would have to answer, so that a recorded answer comes out. */
final class RecordedResults {
    private RecordedResults() {}

    static StatementFailedException failure(ErrorBody error) {
        Code code =
                Arrays.stream(Code.values())
                        .filter(c -> c.number() == error.errorCode())
                        .findFirst()
                        .orElseThrow();
        return new StatementFailedException(
                code, error.message(), error.statementText(), List.of(), null, null, null);
    }

    static StatementResult result(KsqlEntity entity) {
        String text = entity.statementText();
        return switch (entity) {
            case KsqlEntity.CurrentStatus s ->
                    new StatementResult.CommandResult(
                            text,
                            s.commandId(),
                            new CommandStatus(
                                    CommandStatus.Status.valueOf(s.commandStatus().status()),
                                    s.commandStatus().message(),
                                    s.commandStatus().queryId()),
                            s.commandSequenceNumber());
            case KsqlEntity.WarningEntity w -> new StatementResult.Warning(text, w.message());
            case KsqlEntity.Streams s -> sources(text, SourceKind.STREAM, s.streams());
            case KsqlEntity.Tables t -> sources(text, SourceKind.TABLE, t.tables());
            case KsqlEntity.SourceDescriptionEntity d ->
                    new StatementResult.SourceDescriptions(
                            text, false, List.of(source(d.sourceDescription())));
            case KsqlEntity.SourceDescriptionList d ->
                    new StatementResult.SourceDescriptions(
                            text,
                            true,
                            d.sourceDescriptions().stream().map(RecordedResults::source).toList());
            case KsqlEntity.Queries q ->
                    new StatementResult.QueryList(
                            text, q.queries().stream().map(RecordedResults::query).toList());
            case KsqlEntity.QueryDescriptionEntity d ->
                    new StatementResult.QueryDescriptions(
                            text, false, List.of(description(d.queryDescription())));
            case KsqlEntity.QueryDescriptionList d ->
                    new StatementResult.QueryDescriptions(
                            text,
                            true,
                            d.queryDescriptions().stream()
                                    .map(RecordedResults::description)
                                    .toList());
            case KsqlEntity.KafkaTopics t ->
                    new StatementResult.TopicList(text, false, topics(t.topics()));
            case KsqlEntity.KafkaTopicsExtended t ->
                    new StatementResult.TopicList(text, true, topics(t.topics()));
            case KsqlEntity.DescribeFunction f -> function(f);
            case KsqlEntity.TypeList t -> {
                SequencedMap<String, SqlType> types = new LinkedHashMap<>();
                t.types().forEach((name, schema) -> types.put(name, type(schema)));
                yield new StatementResult.TypeList(text, types);
            }
            case KsqlEntity.Variables v -> {
                SequencedMap<String, String> variables = new LinkedHashMap<>();
                v.variables().forEach(each -> variables.put(each.name(), each.value()));
                yield new StatementResult.VariableList(text, variables);
            }
            case KsqlEntity.AssertTopic a ->
                    new StatementResult.TopicAssertion(text, a.topicName(), a.exists());
            case KsqlEntity.AssertSchema _,
                    KsqlEntity.CreateConnector _,
                    KsqlEntity.DropConnector _,
                    KsqlEntity.ConnectorList _,
                    KsqlEntity.ConnectorPluginsList _,
                    KsqlEntity.ConnectorDescription _,
                    KsqlEntity.FunctionNames _,
                    KsqlEntity.Properties _,
                    KsqlEntity.TerminateQuery _,
                    KsqlEntity.Unknown _ ->
                    throw new IllegalArgumentException("Nothing like it is recorded: " + entity);
        };
    }

    private static StatementResult sources(
            String text, SourceKind kind, List<SourceListing> sources) {
        return new StatementResult.SourceList(
                text,
                kind,
                sources.stream()
                        .map(
                                s ->
                                        new StatementResult.SourceListing(
                                                s.name(),
                                                s.topic(),
                                                s.keyFormat(),
                                                s.valueFormat(),
                                                s.windowed()))
                        .toList());
    }

    private static StatementResult.SourceDescription source(SourceDescription s) {
        return new StatementResult.SourceDescription(
                s.name(),
                SourceKind.valueOf(s.type()),
                s.windowType(),
                s.readQueries().stream().map(RecordedResults::query).toList(),
                s.writeQueries().stream().map(RecordedResults::query).toList(),
                s.fields().stream().map(RecordedResults::field).toList(),
                s.timestamp().isEmpty() ? null : s.timestamp(),
                s.extended(),
                s.keyFormat(),
                s.valueFormat(),
                s.topic(),
                s.partitions(),
                s.replication(),
                s.statement(),
                s.queryOffsetSummaries().stream()
                        .flatMap(
                                group ->
                                        group.topicSummaries().stream()
                                                .map(topic -> offsets(group.groupId(), topic)))
                        .toList(),
                s.sourceConstraints(),
                s.clusterStatistics().stream()
                        .map(
                                statistic ->
                                        new StatementResult.TopicStatistic(
                                                statistic.host(),
                                                true,
                                                statistic.name(),
                                                statistic.value(),
                                                statistic.timestamp()))
                        .toList());
    }

    private static StatementResult.GroupOffsets offsets(
            String group, SourceDescription.TopicSummary topic) {
        return new StatementResult.GroupOffsets(
                group,
                topic.kafkaTopic(),
                topic.offsets().stream()
                        .map(
                                o ->
                                        new StatementResult.PartitionOffsets(
                                                o.partition(),
                                                o.logStartOffset(),
                                                o.logEndOffset(),
                                                o.consumerOffset()))
                        .toList());
    }

    private static StatementResult.QuerySummary query(RunningQuery q) {
        return new StatementResult.QuerySummary(
                q.id(),
                q.queryString(),
                q.sinks(),
                q.sinkKafkaTopics(),
                q.queryType(),
                q.statusCount(),
                q.state(),
                null);
    }

    private static StatementResult.QueryDescription description(QueryDescription d) {
        return new StatementResult.QueryDescription(
                d.id(),
                d.statementText(),
                d.windowType(),
                d.fields().stream().map(RecordedResults::field).toList(),
                d.sources(),
                d.sinks(),
                d.topology(),
                d.executionPlan(),
                d.overriddenProperties(),
                d.queryType(),
                d.ksqlHostQueryStatus(),
                List.of(),
                d.tasksMetadata().stream().map(RecordedResults::task).toList(),
                d.consumerGroupId(),
                null);
    }

    private static QueryActivity.Task task(QueryDescription.TaskMetadata task) {
        return new QueryActivity.Task(
                task.taskId(),
                task.topicOffsets().stream()
                        .map(
                                o ->
                                        new QueryActivity.Progress(
                                                o.topicPartitionEntity().topic(),
                                                o.topicPartitionEntity().partition(),
                                                o.endOffset(),
                                                o.committedOffset()))
                        .toList(),
                task.timeCurrentIdlingStarted());
    }

    private static List<StatementResult.TopicListing> topics(List<TopicListing> topics) {
        return topics.stream()
                .map(
                        t ->
                                new StatementResult.TopicListing(
                                        t.name(),
                                        t.replicaInfo(),
                                        Objects.requireNonNullElse(t.consumerCount(), -1),
                                        Objects.requireNonNullElse(t.consumerGroupCount(), -1)))
                .toList();
    }

    /** The author isn't part of our results; the test knows. */
    private static StatementResult function(KsqlEntity.DescribeFunction f) {
        return new StatementResult.FunctionDescription(
                f.statementText(),
                f.name(),
                f.description(),
                "",
                FunctionLibrary.INTERNAL,
                StatementResult.FunctionType.valueOf(f.type()),
                f.functions().stream()
                        .map(
                                o ->
                                        new StatementResult.FunctionOverload(
                                                o.arguments().stream()
                                                        .map(
                                                                a ->
                                                                        new StatementResult
                                                                                .FunctionArgument(
                                                                                a.name(),
                                                                                a.type(),
                                                                                a.description(),
                                                                                a.variadic()))
                                                        .toList(),
                                                o.returnType(),
                                                o.description()))
                        .toList());
    }

    private static StatementResult.FieldInfo field(FieldInfo f) {
        return new StatementResult.FieldInfo(f.name(), type(f.schema()), f.type(), f.headerKey());
    }

    private static SqlType type(SchemaInfo s) {
        return switch (s.type()) {
            case "DECIMAL" ->
                    new SqlType.Decimal(
                            (Integer) s.parameters().get("precision"),
                            (Integer) s.parameters().get("scale"));
            case "ARRAY" -> new SqlType.Array(type(s.memberSchema()));
            case "MAP" -> new SqlType.Map(SqlType.Primitive.STRING, type(s.memberSchema()));
            case "STRUCT" ->
                    new SqlType.Struct(
                            s.fields().stream()
                                    .map(f -> new SqlType.Field(f.name(), type(f.schema())))
                                    .toList());
            default -> SqlType.Primitive.valueOf(s.type());
        };
    }
}
