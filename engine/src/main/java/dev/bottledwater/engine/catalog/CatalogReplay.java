// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * What the records of a catalog log come to, read in their order. A log whose first entries are
 * gone tells the catalog from its first valid snapshot on. Used by one thread.
 */
final class CatalogReplay {
    private final String topic;
    private final CommandHistory history = new CommandHistory();
    private final SnapshotParts parts = new SnapshotParts();
    private @Nullable CatalogState state;
    private long lastEntry;
    private int gap;
    private @Nullable Long safeSince;

    /**
     * @param topic for messages
     * @param start the log's first offset
     */
    CatalogReplay(String topic, long start) {
        this.topic = topic;
        this.state = start == 0 ? CatalogState.EMPTY : null;
        this.lastEntry = start - 1;
    }

    /** Whether the catalog is known. */
    boolean isKnown() {
        return state != null;
    }

    /**
     * The catalog.
     *
     * @throws CatalogLogException when it isn't known, since its entries are gone
     */
    CatalogState state() {
        var known = state;
        if (known == null) {
            throw lost("it begins at offset %d, without a snapshot".formatted(lastEntry + 1));
        }
        return known;
    }

    /** The last commands that led to the catalog, oldest first. */
    List<CatalogEntry.Command> commands() {
        return history.commands();
    }

    /**
     * The time of the oldest record that a new reader needs, by the topic's clock; null while there
     * is none.
     */
    @Nullable Long safeSince() {
        return safeSince;
    }

    /**
     * Takes an entry.
     *
     * @param timestamp the record's, by which retention deletes it
     * @return whether it is part of the catalog
     * @throws CatalogLogException when entries before it are gone
     */
    boolean take(CatalogEntry entry, long offset, long timestamp) {
        lastEntry = offset;
        var before = state;
        if (before == null) {
            return false;
        }
        if (entry.base() > before.version() && entry.base() - before.version() <= gap) {
            // What was skipped had taken effect for this entry's writer: only its changes are lost.
            before = new CatalogState(entry.base(), before.catalog(), before.queries());
        }
        if (entry.base() > before.version()) {
            // No race can lead here: what the entry is based on is gone, and going on would start
            // an empty catalog.
            throw lost(
                    "the entry at offset %d is based on version %d and only %d are there"
                            .formatted(offset, entry.base(), before.version()));
        }
        if (!before.accepts(entry)) {
            return false;
        }
        state = before.apply(entry);
        history.applied(entry);
        gap = 0;
        if (safeSince == null) {
            safeSince = timestamp;
        }
        return true;
    }

    /** Passes over a record that can't be read, which may have been an entry. */
    void skip(long offset) {
        lastEntry = offset;
        gap++;
    }

    /**
     * Takes a snapshot. Valid is one that nothing came before that it doesn't hold.
     *
     * @param timestamp of its oldest record, by which retention deletes it
     * @return the snapshot, when the catalog and its commands are known from it
     */
    Optional<CatalogSnapshot> take(CatalogSnapshot snapshot, long timestamp) {
        var known = state;
        boolean heals = known == null || gap > 0 && snapshot.state().version() >= known.version();
        if (heals && lastEntry < snapshot.readTo()) {
            state = snapshot.state();
            history.startFrom(snapshot.commands());
            gap = 0;
            safeSince = timestamp;
            return Optional.of(snapshot);
        }
        if (known != null
                && lastEntry < snapshot.readTo()
                && snapshot.state().version() == known.version()) {
            safeSince = timestamp;
        }
        return Optional.empty();
    }

    /**
     * Takes a part of a snapshot, which counts when it is whole.
     *
     * @param timestamp the record's
     * @return the snapshot, when the catalog is known from it
     */
    Optional<CatalogSnapshot> take(SnapshotPart part, long timestamp) {
        return parts.take(part, timestamp)
                .flatMap(whole -> take(whole.snapshot(), whole.timestamp()));
    }

    private CatalogLogException lost(String how) {
        return new CatalogLogException(
                "The catalog log, topic '%s', has lost its beginning: %s. Let the topic keep its records for ever (retention.ms=-1), or longer than the app ever stands still; to begin anew, create the topic again."
                        .formatted(topic, how),
                null);
    }

    @Override
    public String toString() {
        return "CatalogReplay["
                + (state == null ? "unknown" : String.valueOf(state.version()))
                + "]";
    }
}
