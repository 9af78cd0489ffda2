// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.execution;

import dev.bottledwater.sql.statement.TopicFacts;
import dev.bottledwater.sql.statement.TopicSpec;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The topics of a case, in memory: partition 0 of each holds all data. */
public final class TopicStore implements TopicFacts {
    /** What a topic has that nothing else is said of. */
    public static final int DEFAULT_PARTITIONS = 4;

    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final Map<String, List<LoggedRecord>> logs = new LinkedHashMap<>();
    private final List<@Nullable Appended> history = new ArrayList<>();

    /** A record with its topic. */
    record Appended(String topic, LoggedRecord record) {}

    /** Adds a topic unless there is one of this name. */
    public void add(String name, int partitions, int replicas) {
        topics.putIfAbsent(name, new Topic(partitions, replicas, null));
    }

    /** Adds what a statement needs. */
    void add(TopicSpec spec) {
        var partitions = spec.partitions();
        var replicas = spec.replicas();
        add(
                spec.name(),
                partitions == null ? DEFAULT_PARTITIONS : partitions,
                replicas == null ? 1 : replicas);
    }

    void delete(String name) {
        topics.remove(name);
        logs.remove(name);
        history.replaceAll(a -> a != null && a.topic().equals(name) ? null : a);
    }

    @Override
    public Optional<Topic> find(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    /** Cases list the topics that their statements make, too, and not always with a shape. */
    @Override
    public boolean shapesMustFit() {
        return false;
    }

    /** All names. */
    public Set<String> names() {
        return Collections.unmodifiableSet(topics.keySet());
    }

    void append(String topic, LoggedRecord record) {
        logs.computeIfAbsent(topic, _ -> new ArrayList<>()).add(record);
        history.add(new Appended(topic, record));
    }

    /** The records of all topics in the order in which they came; null for deleted ones. */
    List<@Nullable Appended> history() {
        return history;
    }

    /** All records of a topic in their order. */
    public List<LoggedRecord> log(String topic) {
        return List.copyOf(logs.getOrDefault(topic, List.of()));
    }
}
