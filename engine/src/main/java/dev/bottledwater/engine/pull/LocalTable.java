// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.pull.WantedRows.Position;
import dev.bottledwater.engine.row.Row;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ReadOnlySessionStore;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/** All partitions of a table, read from the stores of this process. Not thread-safe. */
final class LocalTable implements TableRows {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private final StoredTable table;
    private final List<Partition> partitions;

    LocalTable(StoredTable table, List<Partition> partitions) {
        this.table = table;
        this.partitions = List.copyOf(partitions);
    }

    /** The store of one partition. */
    sealed interface Partition {
        record Plain(ReadOnlyKeyValueStore<Row, ValueAndTimestamp<Row>> store)
                implements Partition {}

        record Windows(ReadOnlyWindowStore<Row, ValueAndTimestamp<Row>> store)
                implements Partition {}

        record Sessions(ReadOnlySessionStore<Row, Row> store) implements Partition {}
    }

    @Override
    public boolean canBeScanned() {
        return partitions.stream().noneMatch(Partition.Sessions.class::isInstance);
    }

    @Override
    public void scan(long most, Reader reader) throws InterruptedException {
        scan(null, reader);
    }

    /**
     * Reads all rows that come after a position.
     *
     * @param after in the first of the partitions; null to begin at its beginning
     * @return false when the reader wants no more
     * @throws UnreadableTableException when a window's row that the position names is gone
     */
    boolean scan(@Nullable Position after, Reader reader) throws InterruptedException {
        var first = after;
        for (var partition : partitions) {
            boolean wanted =
                    switch (partition) {
                        case Partition.Plain(var store) -> {
                            try (var rows =
                                    first == null ? store.all() : store.range(first.key(), null)) {
                                yield plain(rows, first, reader);
                            }
                        }
                        case Partition.Windows(var store) -> {
                            try (var rows = store.all()) {
                                skip(rows, first);
                                yield windows(rows, reader);
                            }
                        }
                        case Partition.Sessions _ ->
                                throw new IllegalStateException("sessions are read by key");
                    };
            if (!wanted) {
                return false;
            }
            first = null;
        }
        return true;
    }

    /** Windows come by segments of time, which can't be begun in the middle of. */
    private static void skip(
            Iterator<? extends KeyValue<Windowed<Row>, ?>> rows, @Nullable Position after) {
        while (after != null) {
            if (!rows.hasNext()) {
                throw new UnreadableTableException(
                        "the window that the reading has come to is gone", true);
            }
            var key = rows.next().key;
            if (key.window().start() == after.start() && key.key().equals(after.key())) {
                return;
            }
        }
    }

    @Override
    public void lookUp(List<Row> keys, Reader reader) throws InterruptedException {
        for (var key : keys) {
            for (var partition : partitions) {
                boolean wanted =
                        switch (partition) {
                            case Partition.Plain(var store) -> {
                                var found = store.get(key);
                                yield found == null || accept(key, found, reader);
                            }
                            case Partition.Windows(var store) -> {
                                try (var rows = store.fetch(key, FIRST, LAST)) {
                                    yield windows(key, rows, reader);
                                }
                            }
                            case Partition.Sessions(var store) -> {
                                try (var rows = store.fetch(key)) {
                                    yield sessions(rows, reader);
                                }
                            }
                        };
                if (!wanted) {
                    return;
                }
            }
        }
    }

    private boolean plain(
            KeyValueIterator<Row, ValueAndTimestamp<Row>> rows,
            @Nullable Position after,
            Reader reader)
            throws InterruptedException {
        while (rows.hasNext()) {
            var next = rows.next();
            boolean known = after != null && next.key.equals(after.key());
            if (!known && !accept(next.key, next.value, reader)) {
                return false;
            }
        }
        return true;
    }

    private boolean windows(
            Iterator<KeyValue<Windowed<Row>, ValueAndTimestamp<Row>>> rows, Reader reader)
            throws InterruptedException {
        while (rows.hasNext()) {
            var next = rows.next();
            if (!accept(next.key, next.value, reader)) {
                return false;
            }
        }
        return true;
    }

    /** Of one key a store tells only when windows start. */
    private boolean windows(
            Row key, Iterator<KeyValue<Long, ValueAndTimestamp<Row>>> rows, Reader reader)
            throws InterruptedException {
        while (rows.hasNext()) {
            var next = rows.next();
            if (!accept(table.windowed(key, next.key), next.value, reader)) {
                return false;
            }
        }
        return true;
    }

    /** What KSQL calls the time of a session is its end. */
    private boolean sessions(Iterator<KeyValue<Windowed<Row>, Row>> rows, Reader reader)
            throws InterruptedException {
        while (rows.hasNext()) {
            var next = rows.next();
            if (next.value != null
                    && !accept(next.key, next.value, next.key.window().end(), reader)) {
                return false;
            }
        }
        return true;
    }

    private boolean accept(Object key, @Nullable ValueAndTimestamp<Row> stored, Reader reader)
            throws InterruptedException {
        return stored == null || accept(key, stored.value(), stored.timestamp(), reader);
    }

    private boolean accept(Object key, Row stored, long timestamp, Reader reader)
            throws InterruptedException {
        var row = table.rows().of(key, stored);
        return row == null || reader.accept(key, row, timestamp);
    }
}
