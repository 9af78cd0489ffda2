// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.retention;

import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Walks the stores of a task and writes entries anew before retention deletes their records in the
 * changelogs, and with them the rows of the query's table. It runs in the task's own thread: only
 * the owner of a partition writes, in order with the query's own writes and in its transactions.
 *
 * <p>The entry's time becomes that of the refresh. Brokers delete by the time of records, so an
 * entry that kept its own would be deleted all the same.
 */
final class StoreRefresher implements Processor<Object, Object, Object, Row> {
    private final List<String> names;
    private final @Nullable TableView view;
    private final RefreshPace pace;
    private final Map<String, DatedStore<?>> stores = new LinkedHashMap<>();
    private @Nullable ProcessorContext<Object, Row> context;
    private int current;
    private @Nullable Object position;
    private long restUntil;

    /**
     * @param names the stores; those that expire by themselves are left alone
     * @param view the table that the query writes, whose rows go on to the sink; null for none
     */
    StoreRefresher(List<String> names, @Nullable TableView view, RefreshPace pace) {
        this.names = names;
        this.view = view;
        this.pace = pace;
    }

    @Override
    public void init(ProcessorContext<Object, Row> newContext) {
        context = newContext;
        for (var name : names) {
            var store = DatedStore.of(newContext.getStateStore(name));
            if (store != null) {
                stores.put(name, store);
            }
        }
        if (!stores.isEmpty()) {
            newContext.schedule(RefreshPace.TICK, PunctuationType.WALL_CLOCK_TIME, this::walk);
        }
    }

    /** Hears what its parent emits, and has no use for it. */
    @Override
    public void process(Record<Object, Object> record) {}

    /** Walks a slice of a store. */
    private void walk(long now) {
        if (now < restUntil) {
            return;
        }
        var slice = List.copyOf(stores.values()).get(current).refresh(position, now, pace);
        slice.written().forEach(key -> emit(key, now));
        position = slice.next();
        if (position == null) {
            current++;
            if (current == stores.size()) {
                current = 0;
                restUntil = now + pace.restMillis();
            }
        }
    }

    private void emit(Object key, long now) {
        if (view == null) {
            return;
        }
        var row = view.rows().apply(key, this::row);
        if (row != null) {
            Objects.requireNonNull(context).forward(new Record<>(key, row, now));
        }
    }

    private @Nullable Row row(String store, Object key) {
        return (Row) Objects.requireNonNull(stores.get(store)).value(key);
    }
}
