// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import java.util.List;
import java.util.SequencedMap;

/** The answer of {@code GET /clusterStatus}: the instances by {@code host:port}. */
public record ClusterStatus(SequencedMap<String, Host> clusterStatus) {

    /**
     * One instance.
     *
     * @param lastStatusUpdateMs when it was heard last, in milliseconds since 1970
     * @param activeStandbyPerQuery what it has of each query, by the query's id
     */
    public record Host(
            boolean hostAlive,
            long lastStatusUpdateMs,
            SequencedMap<String, QueryStores> activeStandbyPerQuery,
            StoreLags hostStoreLags) {}

    /** The parts of a query on one instance. */
    public record QueryStores(
            List<String> activeStores,
            List<Partition> activePartitions,
            List<String> standByStores,
            List<Partition> standByPartitions) {}

    /** A partition of a topic. */
    public record Partition(String topic, int partition) {}

    /**
     * How far the stores of an instance are behind.
     *
     * @param stateStoreLags by {@code <application id>#<store>}
     */
    public record StoreLags(SequencedMap<String, StoreLag> stateStoreLags, long updateTimeMs) {}

    /**
     * How far a store is behind.
     *
     * @param lagByPartition by the partition's number
     * @param size how many partitions there are in it
     */
    public record StoreLag(SequencedMap<String, Lag> lagByPartition, int size) {}

    /** How far a partition of a store is behind. */
    public record Lag(long currentOffsetPosition, long endOffsetPosition, long offsetLag) {}
}
