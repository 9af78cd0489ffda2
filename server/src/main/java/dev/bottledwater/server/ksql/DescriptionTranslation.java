// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import dev.bottledwater.engine.result.QueryActivity;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.result.StatementResult.GroupOffsets;
import dev.bottledwater.engine.result.StatementResult.QuerySummary;
import dev.bottledwater.engine.result.StatementResult.TopicStatistic;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.QueryDescription;
import dev.bottledwater.wire.entity.QueryDescription.TaskMetadata;
import dev.bottledwater.wire.entity.QueryDescription.TopicOffset;
import dev.bottledwater.wire.entity.QueryDescription.TopicPartition;
import dev.bottledwater.wire.entity.Restoration;
import dev.bottledwater.wire.entity.RunningQuery;
import dev.bottledwater.wire.entity.SourceDescription;
import dev.bottledwater.wire.entity.SourceDescription.HostStatistic;
import dev.bottledwater.wire.entity.SourceDescription.PartitionOffsets;
import dev.bottledwater.wire.entity.SourceDescription.QueryOffsetSummary;
import dev.bottledwater.wire.entity.SourceDescription.TopicSummary;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns descriptions of sources and queries into the API's documents. */
final class DescriptionTranslation {
    private DescriptionTranslation() {}

    static KsqlEntity sources(StatementResult.SourceDescriptions result) {
        List<SourceDescription> sources =
                result.sources().stream().map(DescriptionTranslation::source).toList();
        return result.list() || sources.size() != 1
                ? new KsqlEntity.SourceDescriptionList(result.statementText(), sources, List.of())
                : new KsqlEntity.SourceDescriptionEntity(
                        result.statementText(), sources.getFirst(), List.of());
    }

    static SourceDescription source(StatementResult.SourceDescription source) {
        return new SourceDescription(
                source.name(),
                source.windowType(),
                source.readQueries().stream().map(DescriptionTranslation::query).toList(),
                source.writeQueries().stream().map(DescriptionTranslation::query).toList(),
                SchemaTranslation.fields(source.fields()),
                source.kind().name(),
                source.timestampColumn() == null ? "" : source.timestampColumn(),
                source.extended() ? StatisticsText.of(source.statistics()) : "",
                "",
                source.extended(),
                source.keyFormat(),
                source.valueFormat(),
                source.topic(),
                source.partitions(),
                source.replication(),
                source.statement(),
                offsets(source.groupOffsets()),
                source.sourceConstraints(),
                source.statistics().stream().map(DescriptionTranslation::statistic).toList(),
                List.of());
    }

    /**
     * Clients expect a time, which is when it was counted where the newest record's isn't known.
     */
    private static HostStatistic statistic(TopicStatistic statistic) {
        return new HostStatistic(
                statistic.name(),
                statistic.instance(),
                statistic.value(),
                statistic.at() == null ? System.currentTimeMillis() : statistic.at());
    }

    /** One entry per group; its topics in the order they come. */
    private static List<QueryOffsetSummary> offsets(List<GroupOffsets> offsets) {
        Map<String, List<GroupOffsets>> byGroup =
                offsets.stream()
                        .collect(
                                Collectors.groupingBy(
                                        GroupOffsets::groupId,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return byGroup.entrySet().stream()
                .map(
                        group ->
                                new QueryOffsetSummary(
                                        group.getKey(),
                                        group.getValue().stream()
                                                .map(DescriptionTranslation::topic)
                                                .toList()))
                .toList();
    }

    private static TopicSummary topic(GroupOffsets topic) {
        return new TopicSummary(
                topic.topic(),
                topic.partitions().stream()
                        .map(
                                partition ->
                                        new PartitionOffsets(
                                                partition.partition(),
                                                partition.logStartOffset(),
                                                partition.logEndOffset(),
                                                partition.consumerOffset()))
                        .toList());
    }

    static RunningQuery query(QuerySummary query) {
        return new RunningQuery(
                query.statement(),
                query.sinks(),
                query.sinkTopics(),
                query.id(),
                query.statusCount(),
                query.queryType(),
                query.state(),
                restoration(query.restoration()));
    }

    private static @Nullable Restoration restoration(
            dev.bottledwater.engine.result.@Nullable Restoration told) {
        return told == null ? null : new Restoration(told.restored(), told.remaining());
    }

    static KsqlEntity queries(StatementResult.QueryDescriptions result) {
        List<QueryDescription> queries =
                result.queries().stream().map(DescriptionTranslation::description).toList();
        return result.list() || queries.size() != 1
                ? new KsqlEntity.QueryDescriptionList(result.statementText(), queries, List.of())
                : new KsqlEntity.QueryDescriptionEntity(
                        result.statementText(), queries.getFirst(), List.of());
    }

    private static QueryDescription description(StatementResult.QueryDescription query) {
        return new QueryDescription(
                query.id(),
                query.statement(),
                query.windowType(),
                SchemaTranslation.fields(query.fields()),
                query.sources(),
                query.sinks(),
                query.topology(),
                query.executionPlan(),
                query.overriddenProperties(),
                query.hostStatus(),
                query.queryType(),
                query.errors().stream()
                        .map(
                                error ->
                                        new QueryDescription.QueryError(
                                                error.timestampMillis(),
                                                error.message(),
                                                error.type()))
                        .toList(),
                query.tasks().stream().map(DescriptionTranslation::task).toList(),
                query.consumerGroup(),
                state(query.hostStatus()),
                restoration(query.restoration()));
    }

    private static TaskMetadata task(QueryActivity.Task task) {
        return new TaskMetadata(
                task.id(),
                task.progress().stream()
                        .map(
                                p ->
                                        new TopicOffset(
                                                new TopicPartition(p.topic(), p.partition()),
                                                p.end(),
                                                p.committed()))
                        .toList(),
                task.idlingSince());
    }

    /** One word when all hosts agree; null when no host runs the query. */
    private static @Nullable String state(SequencedMap<String, String> hostStatus) {
        return hostStatus.isEmpty() ? null : String.join(", ", new TreeSet<>(hostStatus.values()));
    }
}
