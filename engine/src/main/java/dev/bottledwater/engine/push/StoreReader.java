// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.memory.MemoryPipeline;
import dev.bottledwater.engine.memory.StateBudget;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.pull.KeyLookup;
import dev.bottledwater.engine.pull.PullLimits;
import dev.bottledwater.engine.pull.TableRows;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A pull query on a table whose rows are in stores, of this process or of others: asks them for the
 * keys that the condition names, or reads all.
 */
final class StoreReader implements RowStream {
    private static final Logger LOG = LoggerFactory.getLogger(StoreReader.class);

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final String queryId;
    private final ResultRows result;
    private final EventQueue queue;
    private final long limit;

    /** How many rows of the table are enough; negative where a condition decides that. */
    private final long most;

    private final MemoryPipeline pipeline;
    private final ArrayDeque<Event> ready = new ArrayDeque<>();
    private final Supplier<RowStream> instead;
    private final TableRows table;
    private final @Nullable List<Row> keys;

    /** Reads the table; null while the one who takes the rows is to read it. */
    private @Nullable Thread thread;

    private boolean begun;
    private long count;

    private StoreReader(
            Step root,
            TableRows table,
            @Nullable List<Row> keys,
            QueryScope scope,
            ResultRows result,
            EventQueue queue,
            StateBudget budget,
            long limit,
            Supplier<RowStream> instead) {
        this.instead = instead;
        this.table = table;
        this.keys = keys;
        this.queryId = scope.queryId();
        this.result = result;
        this.queue = queue;
        this.limit = limit;
        this.most = takesAll(root) ? limit : -1;
        this.pipeline =
                new MemoryPipeline(
                        root,
                        scope,
                        budget,
                        (_, row, _) -> {
                            if (row != null) {
                                ready.addLast(result.row(row));
                            }
                        });
    }

    /**
     * Starts to read.
     *
     * @param root the query's last step
     * @param limit negative for none
     * @param keys what {@link KeyLookup} says
     * @param instead starts to read the table elsewhere, where a store is lost before it gave a row
     * @return empty when the stores can't answer this query
     */
    static Optional<RowStream> start(
            Step root,
            TableRows table,
            @Nullable List<Row> keys,
            QueryScope scope,
            ResultRows result,
            EventQueue queue,
            StateBudget budget,
            long limit,
            Supplier<RowStream> instead) {
        if (keys == null && !table.canBeScanned()) {
            return Optional.empty();
        }
        var reader =
                new StoreReader(root, table, keys, scope, result, queue, budget, limit, instead);
        if (!reader.fitsTheQueue()) {
            reader.startReading(reader::read);
        }
        return Optional.of(reader);
    }

    /** Whether each row of the table is one of the result. */
    private static boolean takesAll(Step step) {
        return step instanceof Step.TableSource
                || step instanceof Step.Project project && takesAll(project.input());
    }

    /** One row a key at most: they are read when they are asked for, without another thread. */
    private boolean fitsTheQueue() {
        return keys != null && keys.size() <= queue.capacity() && !pipeline.isWindowed();
    }

    private synchronized void startReading(Runnable read) {
        begun = true;
        thread = Thread.ofVirtual().name("rows-" + queryId).start(read);
    }

    private void read() {
        try {
            try {
                readStores();
            } catch (InvalidStateStoreException e) {
                LOG.debug("Query {} lost a store", queryId, e);
                if (count == 0) {
                    startReading(this::readInstead);
                } else {
                    queue.end(
                            new Event.Failed(
                                    "The table has moved to another process while it was read. Run the query again."),
                            false);
                }
            }
        } catch (InterruptedException _) {
            queue.end(new Event.End(null), true);
        } catch (RuntimeException e) {
            LOG.warn("Query {} failed", queryId, e);
            queue.end(FailedQuery.because(e), false);
        }
    }

    private void readStores() throws InterruptedException {
        if (limit != 0) {
            if (keys == null) {
                table.scan(most, this::take);
            } else {
                table.lookUp(keys, this::take);
            }
        }
        queue.end(new Event.End(null), false);
    }

    private void readInstead() {
        try {
            copyInstead();
        } catch (InterruptedException _) {
            queue.end(new Event.End(null), true);
        } catch (PullLimits.ReachedException e) {
            queue.end(new Event.Failed(e.getMessage() + " Try again in a moment."), false);
        } catch (RuntimeException e) {
            LOG.warn("Query {} failed", queryId, e);
            queue.end(FailedQuery.because(e), false);
        }
    }

    private void copyInstead() throws InterruptedException {
        try (var rows = instead.get()) {
            while (true) {
                var event = rows.next(PATIENCE);
                if (event.isEmpty()) {
                    continue;
                }
                if (event.get() instanceof Event.End || event.get() instanceof Event.Failed) {
                    queue.end(event.get(), false);
                    return;
                }
                if (!queue.put(event.get())) {
                    return;
                }
            }
        }
    }

    private boolean take(Object key, Row row, long timestamp) throws InterruptedException {
        pipeline.accept(key, row, timestamp);
        for (var event = ready.pollFirst(); event != null; event = ready.pollFirst()) {
            count++;
            if (!queue.put(event) || count == limit) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String queryId() {
        return queryId;
    }

    @Override
    public Kind kind() {
        return Kind.PULL_TABLE;
    }

    @Override
    public List<ResultColumn> columns() {
        return result.columns(true);
    }

    @Override
    public Optional<Event> next(Duration timeout) throws InterruptedException {
        if (!begun) {
            begun = true;
            read();
        }
        return queue.next(timeout);
    }

    @Override
    public synchronized void close() {
        queue.end(new Event.End(null), true);
        if (thread != null) {
            thread.interrupt();
        }
    }
}
