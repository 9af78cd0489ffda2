// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Where a reader of the catalog log may begin, the latest place first: a snapshot is somewhere
 * behind it if an instance ran within that time. Where there is none the reader goes further back,
 * in the end to the log's beginning, so that reading takes as long as what there is and not as what
 * there ever was.
 */
final class LogStarts {
    /** In which snapshots are written while an instance runs, with a margin. */
    private static final int FIRST = 2;

    private static final int GROWTH = 8;
    private static final int TRIES = 3;

    private final Consumer<?, ?> consumer;
    private final TopicPartition log;
    private final Queue<Long> offsets = new ArrayDeque<>();

    /**
     * @param every how often an instance that runs writes the catalog anew
     */
    LogStarts(Consumer<?, ?> consumer, TopicPartition log, Duration every) {
        this.consumer = consumer;
        this.log = log;
        long first = consumer.beginningOffsets(List.of(log)).getOrDefault(log, 0L);
        long now = System.currentTimeMillis();
        long span = FIRST * every.toMillis();
        for (int i = 0; i < TRIES; i++) {
            var found = consumer.offsetsForTimes(Map.of(log, Math.max(0, now - span))).get(log);
            if (found != null && found.offset() > first && !offsets.contains(found.offset())) {
                offsets.add(found.offset());
            }
            span *= GROWTH;
        }
        offsets.add(first);
    }

    /** Whether there is a place further back. */
    boolean hasNext() {
        return !offsets.isEmpty();
    }

    /** Goes to the next place. */
    CatalogReplay next() {
        long start = offsets.remove();
        consumer.seek(log, start);
        return new CatalogReplay(log.topic(), start);
    }
}
