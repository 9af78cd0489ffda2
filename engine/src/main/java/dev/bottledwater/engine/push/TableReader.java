// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A pull query on a table: reads the table's topic to the end that it has at the start, keeps the
 * last row of every key that the query wants, and emits those. Every partition is seen, whichever
 * process owns it.
 */
final class TableReader implements TailedRows.Reader {
    private final MemoryPipeline pipeline;
    private final ResultRows result;
    private final EventQueue queue;
    private final StateBudget budget;
    private final long limit;
    private final Map<Object, Row> rows = new LinkedHashMap<>();

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
        if (key == null) {
            return;
        }
        if (row == null) {
            if (rows.remove(key) != null) {
                budget.giveBack(1);
            }
        } else if (rows.put(key, row) == null) {
            budget.take();
        }
    }
}
