// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.query;

import dev.bottledwater.engine.result.Restoration;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Tells how a query gets its state back from its changelogs: a line now and then while it does, and
 * one with the records of each store when it is done. A query that finds its state in place has no
 * line. Kafka Streams calls it from several threads.
 */
final class RestoreProgress implements StateRestoreListener {
    private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();

    private final String queryId;
    private final LongSupplier nanoTime;
    private final Consumer<String> lines;

    // all below under this object's lock
    private final Map<Part, Long> left = new HashMap<>();
    private final Map<String, Long> restored = new TreeMap<>();
    private long begun;
    private long lastLine;

    private record Part(TopicPartition partition, String store) {}

    /**
     * @param nanoTime a clock such as {@link System#nanoTime()}
     * @param lines where the lines go
     */
    RestoreProgress(String queryId, LongSupplier nanoTime, Consumer<String> lines) {
        this.queryId = queryId;
        this.nanoTime = nanoTime;
        this.lines = lines;
    }

    @Override
    public synchronized void onRestoreStart(
            TopicPartition partition, String store, long startingOffset, long endingOffset) {
        if (left.isEmpty()) {
            begun = nanoTime.getAsLong();
            lastLine = begun;
            restored.clear();
        }
        left.put(new Part(partition, store), Math.max(0, endingOffset - startingOffset));
    }

    @Override
    public synchronized void onBatchRestored(
            TopicPartition partition, String store, long batchEndOffset, long records) {
        restored.merge(store, records, Long::sum);
        left.computeIfPresent(
                new Part(partition, store), (_, before) -> Math.max(0, before - records));
        long now = nanoTime.getAsLong();
        if (now - lastLine >= LINE_EVERY) {
            lastLine = now;
            // offsets, which transactions and compaction leave gaps in
            lines.accept(
                    "Query %s is restoring its state: %,d records so far, at most %,d left"
                            .formatted(queryId, sum(restored), sum(left)));
        }
    }

    @Override
    public synchronized void onRestoreEnd(
            TopicPartition partition, String store, long totalRestored) {
        ended(partition, store);
    }

    @Override
    public synchronized void onRestoreSuspended(
            TopicPartition partition, String store, long totalRestored) {
        ended(partition, store);
    }

    /** How far it is; null when there is nothing left to restore. */
    synchronized @Nullable Restoration now() {
        long remaining = sum(left);
        return remaining == 0 ? null : new Restoration(sum(restored), remaining);
    }

    private void ended(TopicPartition partition, String store) {
        if (left.remove(new Part(partition, store)) == null || !left.isEmpty()) {
            return;
        }
        if (sum(restored) > 0) {
            lines.accept(
                    "Query %s restored its state in %.1f s: %s"
                            .formatted(
                                    queryId,
                                    (nanoTime.getAsLong() - begun) / 1e9,
                                    restored.entrySet().stream()
                                            .map(
                                                    e ->
                                                            "%s %,d records"
                                                                    .formatted(
                                                                            e.getKey(),
                                                                            e.getValue()))
                                            .collect(Collectors.joining(", "))));
        }
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
