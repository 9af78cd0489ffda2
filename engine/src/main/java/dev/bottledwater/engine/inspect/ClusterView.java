// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import dev.bottledwater.engine.inspect.RunningQueries.PushQuery;
import dev.bottledwater.engine.inspect.RunningQueries.Status;
import dev.bottledwater.engine.result.QueryActivity;
import dev.bottledwater.engine.result.QueryActivity.Task;
import dev.bottledwater.engine.result.QueryMetrics.Traffic;
import dev.bottledwater.engine.result.Restoration;
import dev.bottledwater.engine.result.StatementResult.QueryError;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How queries are on all instances at one moment.
 *
 * @param instances by name; empty for one that doesn't answer
 */
public record ClusterView(SequencedMap<String, Optional<InstanceStatus>> instances) {
    private static final String UNRESPONSIVE = "UNRESPONSIVE";

    /** What is told for all instances together when any has it, first to last. */
    private static final List<String> WORST_FIRST =
            List.of(
                    "ERROR",
                    UNRESPONSIVE,
                    "PENDING_SHUTDOWN",
                    "NOT_RUNNING",
                    "CREATED",
                    "REBALANCING",
                    "PAUSED",
                    "RUNNING");

    /** The state of a persistent query by instance. */
    SequencedMap<String, String> states(String queryId) {
        var states = new TreeMap<String, String>();
        instances.forEach(
                (name, status) ->
                        states.put(
                                name,
                                status.map(s -> s.queries().get(queryId))
                                        .map(Status::state)
                                        .orElse(status.isEmpty() ? UNRESPONSIVE : "NOT_RUNNING")));
        return states;
    }

    /** How many instances have a persistent query in each state. */
    SequencedMap<String, Integer> counts(String queryId) {
        var found = new LinkedHashMap<String, Integer>();
        states(queryId).values().forEach(s -> found.merge(s, 1, Integer::sum));
        var counts = new LinkedHashMap<String, Integer>();
        found.keySet().stream()
                .sorted(Comparator.comparing(WORST_FIRST::indexOf).reversed())
                .forEach(s -> counts.put(s, found.get(s)));
        return counts;
    }

    /** The one state of all instances together: an error anywhere is an error. */
    String state(String queryId) {
        return counts(queryId).lastEntry().getKey();
    }

    /** What the instances together restore of a persistent query's state; null for nothing. */
    @Nullable Restoration restoration(String queryId) {
        Restoration all = null;
        for (var instance : instances.values()) {
            var status = instance.map(s -> s.queries().get(queryId)).orElse(null);
            all = Restoration.sum(all, status == null ? null : status.restoration());
        }
        return all;
    }

    /** The last failures of a persistent query, oldest first. */
    List<QueryError> errors(String queryId) {
        var errors = new ArrayList<QueryError>();
        for (var instance : instances.values()) {
            instance.map(s -> s.queries().get(queryId)).ifPresent(s -> errors.addAll(s.errors()));
        }
        errors.sort(Comparator.comparing(QueryError::timestampMillis));
        return errors;
    }

    /** What each instance's queries together read of a topic; without instances that read none. */
    SequencedMap<String, Traffic> consumed(String topic) {
        return traffic(activity -> activity.consumed().get(topic));
    }

    /**
     * What each instance's queries together wrote to a topic; without instances that wrote none.
     */
    SequencedMap<String, Traffic> produced(String topic) {
        return traffic(activity -> activity.produced().get(topic));
    }

    private SequencedMap<String, Traffic> traffic(
            Function<QueryActivity, @Nullable Traffic> ofQuery) {
        var all = new TreeMap<String, Traffic>();
        instances.forEach(
                (name, instance) ->
                        instance.stream()
                                .flatMap(s -> s.queries().values().stream())
                                .map(s -> ofQuery.apply(s.activity()))
                                .filter(Objects::nonNull)
                                .reduce(Traffic::plus)
                                .ifPresent(sum -> all.put(name, sum)));
        return all;
    }

    /** The tasks of a persistent query on all instances. */
    List<Task> tasks(String queryId) {
        return instances.values().stream()
                .flatMap(Optional::stream)
                .flatMap(s -> Stream.ofNullable(s.queries().get(queryId)))
                .flatMap(s -> s.activity().tasks().stream())
                .sorted(Comparator.comparing(Task::id))
                .toList();
    }

    /** The push queries of all instances. */
    public List<PushQuery> pushQueries() {
        return instances.values().stream()
                .flatMap(Optional::stream)
                .flatMap(s -> s.pushQueries().stream())
                .toList();
    }

    /** One instance alone. */
    public static ClusterView of(String name, InstanceStatus status) {
        return new ClusterView(new TreeMap<>(Map.of(name, Optional.of(status))));
    }
}
