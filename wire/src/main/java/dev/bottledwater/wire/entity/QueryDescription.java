// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/**
 * EXPLAIN of one query.
 *
 * @param windowType TUMBLING, HOPPING or SESSION; null without a window
 * @param topology Kafka Streams' description
 * @param executionPlan the steps as an indented text
 * @param ksqlHostQueryStatus the query's state by {@code host:port}
 * @param queryType PERSISTENT or PUSH
 * @param consumerGroupId null when the query has no group
 * @param state null when the query isn't running
 * @param restoration null while no instance restores its state
 */
public record QueryDescription(
        String id,
        String statementText,
        @Nullable String windowType,
        List<FieldInfo> fields,
        List<String> sources,
        List<String> sinks,
        String topology,
        String executionPlan,
        SequencedMap<String, String> overriddenProperties,
        SequencedMap<String, String> ksqlHostQueryStatus,
        String queryType,
        List<QueryError> queryErrors,
        List<TaskMetadata> tasksMetadata,
        @Nullable String consumerGroupId,
        @Nullable String state,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Restoration restoration) {

    /** A failure; {@code timestamp} in milliseconds since 1970, {@code type} USER, SYSTEM … */
    public record QueryError(long timestamp, String errorMessage, String type) {}

    /** A task of the query's topology. */
    public record TaskMetadata(
            String taskId,
            List<TopicOffset> topicOffsets,
            @Nullable Long timeCurrentIdlingStarted) {}

    /** How far a task has come in one partition. */
    public record TopicOffset(
            TopicPartition topicPartitionEntity, long endOffset, long committedOffset) {}

    /** A partition. */
    public record TopicPartition(String topic, int partition) {}
}
