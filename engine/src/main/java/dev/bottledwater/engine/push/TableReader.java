// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.memory.MemoryPipeline;
import dev.bottledwater.engine.memory.StateBudget;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.row.RowWeight;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pull query on a table: reads the table's topic to the end that it has at the start, keeps the
 * last row of every key that the query wants, and emits those, each partition's by the bytes of
 * their keys. Every partition is seen, whichever process owns it.
 */
final class TableReader implements TailedRows.Reader {
    private final MemoryPipeline pipeline;
    private final ResultRows result;
    private final EventQueue queue;
    private final StateBudget budget;
    private final long limit;
    private final Map<Place, Row> rows = new TreeMap<>();
    private @Nullable Place place;

    /** Where a row has its place among the others: as in the stores of a query, by bytes. */
    private record Place(int partition, byte[] key) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition != 0 ? byPartition : Arrays.compareUnsigned(key, other.key);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place place && compareTo(place) == 0;
        }

        @Override
        public int hashCode() {
            return 31 * partition + Arrays.hashCode(key);
        }
    }

    /**
     * @param limit negative for none
     */
    TableReader(
            Step root,
            QueryScope scope,
            ResultRows result,
            EventQueue queue,
            StateBudget budget,
            long limit) {
        this.result = result;
        this.queue = queue;
        this.budget = budget;
        this.limit = limit;
        this.pipeline = new MemoryPipeline(root, scope, budget, this::keep);
    }

    MemoryPipeline pipeline() {
        return pipeline;
    }

    @Override
    public boolean accept(ConsumerRecord<byte[], byte[]> record) {
        place = record.key() == null ? null : new Place(record.partition(), record.key());
        pipeline.accept(record);
        return true;
    }

    @Override
    public boolean caughtUp() throws InterruptedException {
        long count = 0;
        for (var row : rows.values()) {
            if (count++ == limit || !queue.put(result.row(row))) {
                break;
            }
        }
        queue.end(new Event.End(null), false);
        return false;
    }

    private void keep(@Nullable Object key, @Nullable Row row, long timestamp) {
        var at = place;
        if (at == null) {
            return;
        }
        if (row == null) {
            var gone = rows.remove(at);
            if (gone != null) {
                budget.giveBack(at.key().length + RowWeight.of(gone));
            }
            return;
        }
        var before = rows.get(at);
        if (before == null) {
            budget.take(at.key().length + RowWeight.of(row));
        } else {
            budget.resize(RowWeight.of(row) - RowWeight.of(before));
        }
        rows.put(at, row);
    }
}
