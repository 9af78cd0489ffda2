// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.memory.MemoryPipeline;
import dev.bottledwater.engine.memory.StateBudget;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.row.RowWeight;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/**
 * Emits every row of a plan as it comes, and for a table a tombstone when a row that was emitted is
 * gone. Over a stream it can also end where the topic ended at the start, which is a pull query.
 */
final class PushReader implements TailedRows.Reader {
    private final MemoryPipeline pipeline;
    private final ResultRows result;
    private final EventQueue queue;
    private final long limit;
    private final boolean pull;
    private final boolean table;

    /** Keys of the rows that were emitted, where a row can vanish without having been there. */
    private final @Nullable Set<Object> emitted;

    private final StateBudget budget;
    private final ArrayDeque<Event> ready = new ArrayDeque<>();
    private long count;

    /**
     * @param limit negative for none
     * @param pull whether to end at the end that the topic has now
     */
    PushReader(
            Step root,
            QueryScope scope,
            ResultRows result,
            EventQueue queue,
            StateBudget budget,
            long limit,
            boolean pull) {
        this.result = result;
        this.queue = queue;
        this.limit = limit;
        this.pull = pull;
        this.budget = budget;
        this.table = root.kind() == SourceKind.TABLE;
        this.emitted = table && filters(root) ? new HashSet<>() : null;
        this.pipeline = new MemoryPipeline(root, scope, budget, this::emit);
    }

    MemoryPipeline pipeline() {
        return pipeline;
    }

    @Override
    public boolean accept(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        pipeline.accept(record);
        return flush();
    }

    @Override
    public boolean caughtUp() throws InterruptedException {
        pipeline.goLive();
        if (!flush()) {
            return false;
        }
        if (pull) {
            queue.end(new Event.End("Query Completed"), false);
        }
        return !pull;
    }

    /** Stages can't wait, so rows are handed on after each record. */
    private boolean flush() throws InterruptedException {
        for (var event = ready.pollFirst(); event != null; event = ready.pollFirst()) {
            if (!queue.put(event)) {
                return false;
            }
            if (++count == limit) {
                queue.end(new Event.End("Limit Reached"), false);
                return false;
            }
        }
        return true;
    }

    private void emit(@Nullable Object key, @Nullable Row row, long timestamp) {
        if (row != null) {
            if (emitted != null && key != null && emitted.add(key)) {
                budget.take(RowWeight.of(key));
            }
            ready.addLast(result.row(row));
        } else if (table && key != null) {
            if (emitted == null) {
                ready.addLast(result.tombstone(key));
            } else if (emitted.remove(key)) {
                budget.giveBack(RowWeight.of(key));
                ready.addLast(result.tombstone(key));
            }
        }
    }

    private static boolean filters(Step step) {
        return switch (step) {
            case Step.Filter s -> s.kind() == SourceKind.TABLE || filters(s.input());
            case Step.Project s -> filters(s.input());
            case Step.StreamSource _,
                    Step.TableSource _,
                    Step.Repartition _,
                    Step.FlatMap _,
                    Step.StreamAggregate _,
                    Step.WindowedAggregate _,
                    Step.TableAggregate _,
                    Step.Join _ ->
                    false;
        };
    }
}
