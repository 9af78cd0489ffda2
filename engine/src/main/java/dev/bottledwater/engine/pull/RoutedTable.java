// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.schema.KeyWindow;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A table whose partitions are shared by instances. Each partition is read where its store is, and
 * only there: its owner says so when it doesn't have it any more, and the owners are looked up
 * again until the patience ends. No row is handed on before all that come from others are there.
 * Not thread-safe.
 */
final class RoutedTable implements TableRows {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final StoredTable table;
    private final Partitions partitions;
    private final PullSettings settings;

    RoutedTable(StoredTable table, Partitions partitions, PullSettings settings) {
        this.table = table;
        this.partitions = partitions;
        this.settings = settings;
    }

    @Override
    public boolean canBeScanned() {
        var window = table.window();
        return window == null || window.type() != KeyWindow.Type.SESSION;
    }

    @Override
    public void scan(Reader reader) throws InterruptedException {
        var all = new TreeSet<Integer>();
        for (int i = 0; i < partitions.count(); i++) {
            all.add(i);
        }
        for (var part : tryingAgain(() -> open(all, null)).values()) {
            if (!part.scan(reader)) {
                return;
            }
        }
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
        for (var entry : open(partitionsOf(keys), keys).entrySet()) {
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
                if (isLasting(e) || System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static boolean isLasting(InvalidStateStoreException e) {
        return e instanceof UnreadableTableException u && u.isLasting();
    }

    /** Rows of one partition, wherever they come from. */
    private interface Part {
        /** False when the reader wants no more. */
        boolean scan(Reader reader) throws InterruptedException;

        void lookUp(List<Row> keys, Reader reader) throws InterruptedException;
    }

    private record Here(LocalTable rows) implements Part {
        @Override
        public boolean scan(Reader reader) throws InterruptedException {
            var wanted = new boolean[] {true};
            rows.scan(
                    (key, row, time) -> {
                        wanted[0] = reader.accept(key, row, time);
                        return wanted[0];
                    });
            return wanted[0];
        }

        @Override
        public void lookUp(List<Row> keys, Reader reader) throws InterruptedException {
            rows.lookUp(keys, reader);
        }
    }

    /** The rows are those of the keys already. */
    private record Elsewhere(List<FoundRow> rows) implements Part {
        @Override
        public boolean scan(Reader reader) throws InterruptedException {
            for (var found : rows) {
                if (!reader.accept(found.key(), found.row(), found.timestamp())) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void lookUp(List<Row> keys, Reader reader) throws InterruptedException {
            scan(reader);
        }
    }

    /** Opens stores that are here, and has read those that aren't. */
    private SortedMap<Integer, Part> open(Collection<Integer> wanted, @Nullable List<Row> keys)
            throws InterruptedException {
        var actives = new TreeMap<Integer, String>();
        var standbys = new HashMap<Integer, List<String>>();
        for (int partition : wanted) {
            var owners = partitions.owners(partition);
            actives.put(partition, owners.active());
            standbys.put(partition, owners.standbys());
        }
        var failures = new ConcurrentHashMap<Integer, InvalidStateStoreException>();
        var parts = new TreeMap<Integer, Part>(read(actives, keys, false, failures));
        if (settings.standbys() && !failures.isEmpty()) {
            var copies = new TreeMap<Integer, String>();
            for (int partition : failures.keySet()) {
                var some = standbys.getOrDefault(partition, List.of());
                if (!some.isEmpty()) {
                    copies.put(partition, some.getFirst());
                }
            }
            failures.keySet().removeAll(copies.keySet());
            parts.putAll(read(copies, keys, true, failures));
        }
        var failure = failures.values().stream().max(Comparator.comparing(RoutedTable::isLasting));
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (!parts.keySet().containsAll(wanted)) {
            throw new UnreadableTableException("not all partitions have answered", false);
        }
        return parts;
    }

    private Map<Integer, Part> read(
            SortedMap<Integer, String> places,
            @Nullable List<Row> keys,
            boolean standby,
            Map<Integer, InvalidStateStoreException> failures)
            throws InterruptedException {
        var parts = new ConcurrentHashMap<Integer, Part>();
        var byOwner = new TreeMap<String, List<Integer>>();
        places.forEach(
                (partition, owner) ->
                        byOwner.computeIfAbsent(owner, _ -> new ArrayList<>()).add(partition));
        var own = byOwner.remove(partitions.self());
        if (own != null) {
            for (int partition : own) {
                try {
                    var store = partitions.local(partition, standby);
                    parts.put(partition, new Here(new LocalTable(table, List.of(store))));
                } catch (InvalidStateStoreException e) {
                    failures.put(partition, e);
                }
            }
        }
        if (failures.isEmpty() || standby || settings.standbys()) {
            askAll(byOwner, keys, standby, parts, failures);
        }
        return parts;
    }

    private void askAll(
            Map<String, List<Integer>> byOwner,
            @Nullable List<Row> keys,
            boolean standby,
            Map<Integer, Part> parts,
            Map<Integer, InvalidStateStoreException> failures)
            throws InterruptedException {
        var unexpected = new AtomicReference<@Nullable RuntimeException>();
        var threads = new ArrayList<Thread>();
        byOwner.forEach(
                (owner, some) ->
                        threads.add(
                                Thread.ofVirtual()
                                        .name("rows-of-" + owner)
                                        .start(
                                                () -> {
                                                    try {
                                                        parts.putAll(
                                                                ask(owner, some, keys, standby));
                                                    } catch (InvalidStateStoreException e) {
                                                        some.forEach(p -> failures.put(p, e));
                                                    } catch (InterruptedException _) {
                                                        Thread.currentThread().interrupt();
                                                    } catch (RuntimeException e) {
                                                        unexpected.set(e);
                                                    }
                                                })));
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            throw e;
        }
        var failure = unexpected.get();
        if (failure != null) {
            throw failure;
        }
    }

    private Map<Integer, Part> ask(
            String owner, List<Integer> some, @Nullable List<Row> keys, boolean standby)
            throws InterruptedException {
        var rows = new TreeMap<Integer, List<FoundRow>>();
        some.forEach(p -> rows.put(p, new ArrayList<>()));
        for (var found : partitions.ask(owner, some, keys, standby)) {
            var part = rows.get(found.partition());
            if (part == null) {
                throw new UnreadableTableException(
                        owner + " answered with rows of another partition", true);
            }
            part.add(found);
        }
        var parts = new HashMap<Integer, Part>();
        rows.forEach((p, found) -> parts.put(p, new Elsewhere(found)));
        return parts;
    }
}
