// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.pull.PartitionReads.Part;
import dev.bottledwater.engine.pull.WantedRows.Position;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.schema.KeyWindow;

import org.apache.kafka.streams.errors.InvalidStateStoreException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A table whose partitions are shared by instances. Each partition is read where its store is, and
 * only there: its owner says so when it doesn't have it any more, and the owners are looked up
 * again until the patience ends. No row is handed on before all others have answered; a scan of
 * much goes on page by page then. Not thread-safe.
 */
final class RoutedTable implements TableRows {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final StoredTable table;
    private final Partitions partitions;
    private final PullSettings settings;
    private final PartitionReads reads;

    RoutedTable(StoredTable table, Partitions partitions, PullSettings settings) {
        this.table = table;
        this.partitions = partitions;
        this.settings = settings;
        this.reads = new PartitionReads(table, partitions, settings);
    }

    @Override
    public boolean canBeScanned() {
        var window = table.window();
        return window == null || window.type() != KeyWindow.Type.SESSION;
    }

    @Override
    public void scan(long most, Reader reader) throws InterruptedException {
        var all = new TreeSet<Integer>();
        for (int i = 0; i < partitions.count(); i++) {
            all.add(i);
        }
        var wanted = WantedRows.all(most);
        var first = tryingAgain(() -> reads.open(all, wanted));
        for (var entry : first.entrySet()) {
            if (!scan(entry.getKey(), entry.getValue(), wanted, reader)) {
                return;
            }
        }
    }

    /** Page by page; the next one is asked for when the rows of the last one were taken. */
    private boolean scan(int partition, Part first, WantedRows wanted, Reader reader)
            throws InterruptedException {
        var only = List.of(partition);
        var part = first;
        Position after = null;
        while (part.scan(reader)) {
            if (part.isComplete()) {
                return true;
            }
            var last = part.last();
            after = last == null ? after : last;
            var rest = wanted.from(after);
            part = tryingAgain(() -> reads.open(only, rest)).get(partition);
            if (part == null) {
                throw new IllegalStateException("partition %d was opened".formatted(partition));
            }
        }
        return false;
    }

    /** As one store would answer: key by key, and of a key partition by partition. */
    @Override
    public void lookUp(List<Row> keys, Reader reader) throws InterruptedException {
        var order = new HashMap<Row, Integer>();
        keys.forEach(key -> order.putIfAbsent(key, order.size()));
        for (var found : tryingAgain(() -> lookUp(keys, order))) {
            if (!reader.accept(found.key(), found.row(), found.timestamp())) {
                return;
            }
        }
    }

    private List<FoundRow> lookUp(List<Row> keys, Map<Row, Integer> order)
            throws InterruptedException {
        var found = new ArrayList<FoundRow>();
        for (var entry : reads.open(partitionsOf(keys), WantedRows.of(keys)).entrySet()) {
            int partition = entry.getKey();
            entry.getValue()
                    .lookUp(
                            keys,
                            (key, row, time) -> found.add(new FoundRow(partition, key, row, time)));
        }
        found.sort(
                Comparator.comparing(
                        (FoundRow f) -> order.getOrDefault(Keys.row(f.key()), Integer.MAX_VALUE)));
        return found;
    }

    private TreeSet<Integer> partitionsOf(List<Row> keys) {
        var some = new TreeSet<Integer>();
        for (var key : keys) {
            var partition = table.partition(key, partitions.count());
            if (partition.isEmpty()) {
                for (int i = 0; i < partitions.count(); i++) {
                    some.add(i);
                }
                return some;
            }
            some.add(partition.getAsInt());
        }
        return some;
    }

    private interface Attempt<T> {
        T make() throws InterruptedException;
    }

    private <T> T tryingAgain(Attempt<T> attempt) throws InterruptedException {
        long end = System.nanoTime() + settings.patience().toNanos();
        while (true) {
            try {
                return attempt.make();
            } catch (InvalidStateStoreException e) {
                if (PartitionReads.isLasting(e) || System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }
}
