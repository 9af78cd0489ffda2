// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Waits until queries have processed all that is in the topics that they read, their repartition
 * topics among them, and committed that.
 */
final class Drain implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POLLS = 5;

    private final Admin admin;
    private final Consumer<byte[], byte[]> probe;

    /** The client may see all groups and topics. */
    Drain(Map<String, Object> client) {
        this.admin = Admin.create(client);
        this.probe = Records.consumer(client);
    }

    /** Where a group is in a partition, and where that ends. */
    private record Place(String group, TopicPartition partition, long committed, long end) {
        boolean reached() {
            return committed >= end;
        }
    }

    /**
     * @throws IllegalStateException when nothing moves for so long
     */
    void await(List<Run> runs, Duration patience) throws InterruptedException {
        Set<Place> before = Set.of();
        long moved = System.nanoTime();
        while (true) {
            var places = places(runs);
            // The same twice: what was read but not written on yet shows in one of two looks.
            if (!places.isEmpty() && places.equals(before)) {
                var open = places.stream().filter(p -> !p.reached() && hasRecords(p)).toList();
                if (open.isEmpty()) {
                    return;
                }
                if (System.nanoTime() - moved > patience.toNanos()) {
                    throw new IllegalStateException("nothing moves any more, though " + open);
                }
            } else {
                moved = System.nanoTime();
            }
            before = places;
            Thread.sleep(LOOK_EVERY);
        }
    }

    private Set<Place> places(List<Run> runs) throws InterruptedException {
        try {
            var groups =
                    admin.listGroups().all().get().stream()
                            .map(g -> g.groupId())
                            .collect(Collectors.toSet());
            var topics = admin.listTopics().names().get();
            var reads = new HashMap<String, Set<String>>();
            for (var run : runs) {
                for (var scenario : run.scenarios()) {
                    for (var query : scenario.topics(run.name()).entrySet()) {
                        var group = group(groups, run.groups() + query.getKey());
                        if (group.isEmpty()) {
                            return Set.of();
                        }
                        var read = new HashSet<>(query.getValue());
                        topics.stream()
                                .filter(t -> t.startsWith(group + "-"))
                                .filter(t -> !t.endsWith("-changelog"))
                                .forEach(read::add);
                        reads.put(group, read);
                    }
                }
            }
            return places(reads);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka doesn't tell how far groups are", e);
        }
    }

    private static String group(Set<String> groups, String prefix) {
        return groups.stream().filter(g -> g.startsWith(prefix)).findFirst().orElse("");
    }

    private Set<Place> places(Map<String, Set<String>> reads)
            throws InterruptedException, ExecutionException {
        var committed =
                admin.listConsumerGroupOffsets(
                                reads.keySet().stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Function.identity(),
                                                        _ -> new ListConsumerGroupOffsetsSpec())))
                        .all()
                        .get();
        var topics = reads.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        var partitions =
                admin.describeTopics(topics).allTopicNames().get().values().stream()
                        .flatMap(
                                t ->
                                        t.partitions().stream()
                                                .map(
                                                        p ->
                                                                new TopicPartition(
                                                                        t.name(), p.partition())))
                        .toList();
        var ends =
                admin.listOffsets(
                                partitions.stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Function.identity(),
                                                        _ -> OffsetSpec.latest())))
                        .all()
                        .get();
        var places = new HashSet<Place>();
        reads.forEach(
                (group, read) -> {
                    var offsets = committed.getOrDefault(group, Map.of());
                    ends.forEach(
                            (partition, end) -> {
                                if (read.contains(partition.topic())) {
                                    places.add(
                                            new Place(
                                                    group,
                                                    partition,
                                                    offset(offsets.get(partition)),
                                                    end.offset()));
                                }
                            });
                });
        return places;
    }

    private static long offset(@Nullable OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    /** Whether there is more than marks of transactions and what was aborted. */
    private boolean hasRecords(Place place) {
        probe.assign(List.of(place.partition()));
        probe.seek(place.partition(), place.committed());
        for (int i = 0; i < POLLS; i++) {
            if (!probe.poll(POLL).isEmpty()) {
                return true;
            }
            if (probe.position(place.partition()) >= place.end()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        probe.close();
        admin.close();
    }
}
