// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.result.QueryActivity;
import dev.bottledwater.engine.result.QueryActivity.Progress;
import dev.bottledwater.engine.result.QueryActivity.Task;
import dev.bottledwater.engine.result.QueryMetrics.Traffic;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the queries of this process do, with the users' names of topics.
 *
 * @param runtime runs them
 */
public record QueryActivities(QueryRuntime runtime, TopicNames names) {

    /** What a query does, from what Kafka Streams keeps anyway; nothing while it doesn't run. */
    public QueryActivity of(String queryId) {
        return runtime.streams(queryId).map(this::of).orElse(QueryActivity.NONE);
    }

    private QueryActivity of(KafkaStreams streams) {
        var sums = QueryMeasures.sum(streams.metrics());
        return new QueryActivity(
                logical(sums.consumed()), logical(sums.produced()), tasks(streams));
    }

    private Map<String, Traffic> logical(Map<String, Traffic> physical) {
        var logical = new HashMap<String, Traffic>();
        physical.forEach((topic, traffic) -> logical.put(names.logicalTopic(topic), traffic));
        return logical;
    }

    private List<Task> tasks(KafkaStreams streams) {
        try {
            return streams.metadataForLocalThreads().stream()
                    .flatMap(thread -> thread.activeTasks().stream())
                    .sorted(Comparator.comparing(TaskMetadata::taskId))
                    .map(this::task)
                    .toList();
        } catch (IllegalStateException _) {
            // It is being started or ended: it has no tasks now.
            return List.of();
        }
    }

    private Task task(TaskMetadata task) {
        var ends = task.endOffsets();
        var committed = task.committedOffsets();
        return new Task(
                task.taskId().toString(),
                task.topicPartitions().stream()
                        .sorted(
                                Comparator.comparing(TopicPartition::topic)
                                        .thenComparing(TopicPartition::partition))
                        .map(
                                p ->
                                        new Progress(
                                                names.logicalTopic(p.topic()),
                                                p.partition(),
                                                ends.getOrDefault(p, -1L),
                                                committed.getOrDefault(p, -1L)))
                        .toList(),
                task.timeCurrentIdlingStarted().orElse(null));
    }
}
