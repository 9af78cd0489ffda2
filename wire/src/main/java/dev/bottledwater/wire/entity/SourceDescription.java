// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * DESCRIBE of one source.
 *
 * @param windowType TUMBLING, HOPPING or SESSION; null without a window
 * @param type STREAM or TABLE
 * @param timestamp the column that tells a record's time; empty when the record itself does
 * @param statistics counts for people; empty when none are kept
 * @param errorStats as {@code statistics}, of failures
 * @param sourceConstraints the sources that must be dropped before this one
 */
public record SourceDescription(
        String name,
        @Nullable String windowType,
        List<RunningQuery> readQueries,
        List<RunningQuery> writeQueries,
        List<FieldInfo> fields,
        String type,
        String timestamp,
        String statistics,
        String errorStats,
        boolean extended,
        String keyFormat,
        String valueFormat,
        String topic,
        int partitions,
        int replication,
        String statement,
        List<QueryOffsetSummary> queryOffsetSummaries,
        List<String> sourceConstraints,
        List<HostStatistic> clusterStatistics,
        List<HostStatistic> clusterErrorStats) {

    /** How far the consumer group of a query has read. */
    public record QueryOffsetSummary(String groupId, List<TopicSummary> topicSummaries) {}

    /** How far a consumer group has read one topic. */
    public record TopicSummary(String kafkaTopic, List<PartitionOffsets> offsets) {}

    /** How far a consumer group has read one partition. */
    public record PartitionOffsets(
            int partition, long logStartOffset, long logEndOffset, long consumerOffset) {}

    /** A number that one instance counts; {@code timestamp} in milliseconds since 1970. */
    public record HostStatistic(String name, String host, double value, long timestamp) {}
}
