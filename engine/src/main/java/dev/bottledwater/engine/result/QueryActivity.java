// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.result;

import dev.bottledwater.engine.result.QueryMetrics.Traffic;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What a persistent query has done on one instance since it was last started there.
 *
 * @param consumed what it read, by topic
 * @param produced what it wrote, by topic
 * @param tasks how far its tasks there have come
 */
public record QueryActivity(
        Map<String, Traffic> consumed, Map<String, Traffic> produced, List<Task> tasks) {
    /** That of a query that doesn't run. */
    public static final QueryActivity NONE = new QueryActivity(Map.of(), Map.of(), List.of());

    public QueryActivity {
        consumed = Map.copyOf(consumed);
        produced = Map.copyOf(produced);
        tasks = List.copyOf(tasks);
    }

    /**
     * A task of Kafka Streams.
     *
     * @param id such as {@code 0_1}: part of the topology and partition
     * @param idlingSince in milliseconds, while it waits for another topic's records; else null
     */
    public record Task(String id, List<Progress> progress, @Nullable Long idlingSince) {
        public Task {
            progress = List.copyOf(progress);
        }
    }

    /**
     * How far a task has come in one partition.
     *
     * @param end the highest offset that it knows of; -1 for none
     * @param committed where it would begin after a restart; -1 for nowhere yet
     */
    public record Progress(String topic, int partition, long end, long committed) {}
}
