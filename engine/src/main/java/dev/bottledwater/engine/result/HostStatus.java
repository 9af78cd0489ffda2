// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.result;

import java.util.List;
import java.util.SequencedMap;

/**
 * One instance and what it keeps of the state of persistent queries.
 *
 * @param alive whether it has answered now; else the rest is what it said last
 * @param heardAt when it answered last, in milliseconds since 1970; 0 for never
 * @param queries by id, those of which it has a part
 */
public record HostStatus(boolean alive, long heardAt, SequencedMap<String, QueryStores> queries) {

    /**
     * The parts of a query that an instance has.
     *
     * @param applicationId the query's, as its internal topics are named by
     * @param lags how far its copies of stores are behind, by store and partition
     */
    public record QueryStores(
            String applicationId,
            Tasks active,
            Tasks standby,
            SequencedMap<String, SequencedMap<Integer, Lag>> lags) {}

    /**
     * Tasks of one kind.
     *
     * @param stores their stores' names
     * @param partitions what they read, or would read
     */
    public record Tasks(List<String> stores, List<Partition> partitions) {
        public Tasks {
            stores = List.copyOf(stores);
            partitions = List.copyOf(partitions);
        }
    }

    /** A partition of a topic. */
    public record Partition(String topic, int partition) {}

    /** Where a store is in its changelog, and where that ends. */
    public record Lag(long position, long end) {

        /** How many records are missing. */
        public long records() {
            return Math.max(0, end - position);
        }
    }
}
