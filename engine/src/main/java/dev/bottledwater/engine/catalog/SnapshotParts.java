// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts snapshots together that are in several records. One whose writer died before the last, or
 * whose first ones are deleted, never becomes whole and is forgotten. Used by one thread.
 */
final class SnapshotParts {
    /** Instances that may write at the same time; what is left over from one that died goes. */
    private static final int MOST = 4;

    /**
     * A snapshot that is whole.
     *
     * @param timestamp of its oldest record
     */
    record Whole(CatalogSnapshot snapshot, long timestamp) {}

    private static final class Gathered {
        private final Map<Integer, SnapshotPart> parts = new TreeMap<>();
        private long oldest = Long.MAX_VALUE;
    }

    private final Map<String, Gathered> gathered =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Gathered> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * Takes a part.
     *
     * @param timestamp the record's
     * @return the snapshot, when this part makes it whole
     */
    Optional<Whole> take(SnapshotPart part, long timestamp) {
        var snapshot = gathered.computeIfAbsent(part.id(), _ -> new Gathered());
        snapshot.parts.put(part.index(), part);
        snapshot.oldest = Math.min(snapshot.oldest, timestamp);
        if (snapshot.parts.size() < part.count()) {
            return Optional.empty();
        }
        gathered.clear();
        List<CatalogChange> changes = new ArrayList<>();
        List<CatalogEntry.Command> commands = new ArrayList<>();
        for (var each : snapshot.parts.values()) {
            changes.addAll(each.changes());
            commands.addAll(each.commands());
        }
        return Optional.of(
                new Whole(
                        new CatalogSnapshot(
                                part.id(),
                                part.writer(),
                                part.timestampMillis(),
                                part.readTo(),
                                CatalogState.fromNothing(part.version(), changes),
                                commands),
                        snapshot.oldest));
    }
}
