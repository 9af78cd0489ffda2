// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.pull.TableRows.Reader;
import dev.bottledwater.engine.pull.WantedRows.Position;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.topology.Keys;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One attempt to read partitions of a table, each where its store is: from its owner, or from a
 * copy where that will do. Not thread-safe.
 */
final class PartitionReads {
    private final StoredTable table;
    private final Partitions partitions;
    private final PullSettings settings;

    PartitionReads(StoredTable table, Partitions partitions, PullSettings settings) {
        this.table = table;
        this.partitions = partitions;
        this.settings = settings;
    }

    /** Rows of one partition, wherever they come from. */
    interface Part {
        /** False when the reader wants no more. */
        boolean scan(Reader reader) throws InterruptedException;

        /** False where a scan has to go on after {@link #last}. */
        boolean isComplete();

        /** Where the rows end; null where there are none. */
        @Nullable Position last();

        void lookUp(List<Row> keys, Reader reader) throws InterruptedException;
    }

    private record Here(LocalTable rows, @Nullable Position after) implements Part {
        @Override
        public boolean scan(Reader reader) throws InterruptedException {
            return rows.scan(after, reader);
        }

        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public @Nullable Position last() {
            return null;
        }

        @Override
        public void lookUp(List<Row> keys, Reader reader) throws InterruptedException {
            rows.lookUp(keys, reader);
        }
    }

    /** The rows are those of the keys already. */
    private record Elsewhere(List<FoundRow> rows, boolean isComplete) implements Part {
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
        public @Nullable Position last() {
            if (rows.isEmpty()) {
                return null;
            }
            var key = rows.getLast().key();
            return new Position(
                    Objects.requireNonNull(Keys.row(key)),
                    key instanceof Row ? 0 : Keys.windowStart(key));
        }

        @Override
        public void lookUp(List<Row> keys, Reader reader) throws InterruptedException {
            scan(reader);
        }
    }

    /** Opens stores that are here, and has read those that aren't. */
    SortedMap<Integer, Part> open(Collection<Integer> some, WantedRows wanted)
            throws InterruptedException {
        var actives = new TreeMap<Integer, String>();
        var standbys = new HashMap<Integer, List<String>>();
        for (int partition : some) {
            var owners = partitions.owners(partition);
            actives.put(partition, owners.active());
            standbys.put(partition, owners.standbys());
        }
        var failures = new ConcurrentHashMap<Integer, InvalidStateStoreException>();
        var parts = new TreeMap<Integer, Part>(read(actives, wanted, false, failures));
        for (int i = 0; settings.standbys() && !failures.isEmpty(); i++) {
            var copies = new TreeMap<Integer, String>();
            for (int partition : failures.keySet()) {
                var hosts = standbys.getOrDefault(partition, List.of());
                if (i < hosts.size()) {
                    copies.put(partition, hosts.get(i));
                }
            }
            if (copies.isEmpty()) {
                break;
            }
            failures.keySet().removeAll(copies.keySet());
            parts.putAll(read(copies, wanted, true, failures));
        }
        var failure =
                failures.values().stream().max(Comparator.comparing(PartitionReads::isLasting));
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (!parts.keySet().containsAll(some)) {
            throw new UnreadableTableException("not all partitions have answered", false);
        }
        return parts;
    }

    private Map<Integer, Part> read(
            SortedMap<Integer, String> places,
            WantedRows wanted,
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
                    parts.put(
                            partition,
                            new Here(new LocalTable(table, List.of(store)), wanted.after()));
                } catch (InvalidStateStoreException e) {
                    failures.put(partition, e);
                }
            }
        }
        if (failures.isEmpty() || standby || settings.standbys()) {
            askAll(byOwner, wanted, standby, parts, failures);
        }
        return parts;
    }

    private void askAll(
            Map<String, List<Integer>> byOwner,
            WantedRows wanted,
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
                                                                ask(owner, some, wanted, standby));
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
            String owner, List<Integer> some, WantedRows wanted, boolean standby)
            throws InterruptedException {
        var rows = new TreeMap<Integer, List<FoundRow>>();
        some.forEach(p -> rows.put(p, new ArrayList<>()));
        var answer = partitions.ask(owner, some, wanted, standby);
        for (var found : answer.rows()) {
            var part = rows.get(found.partition());
            if (part == null) {
                throw new UnreadableTableException(
                        owner + " answered with rows of another partition", true);
            }
            part.add(found);
        }
        var parts = new HashMap<Integer, Part>();
        for (int i = 0; i < some.size(); i++) {
            int partition = some.get(i);
            parts.put(
                    partition,
                    new Elsewhere(rows.getOrDefault(partition, List.of()), i < answer.complete()));
        }
        return parts;
    }

    static boolean isLasting(InvalidStateStoreException e) {
        return e instanceof UnreadableTableException u && u.isLasting();
    }
}
