// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import java.util.List;

/** Follows the catalog; called on the log's own thread, in the order of the log. */
public interface CatalogListener {

    /**
     * The log is read from a snapshot on, which {@link #replayed} tells nothing of.
     *
     * @param commands the last ones that led to it, oldest first; all that are known
     */
    default void startedFrom(List<CatalogEntry.Command> commands) {}

    /** An entry was applied before {@link #caughtUp}. */
    void replayed(CatalogEntry entry);

    /** The log was read up to the end that it had at the start. Called once. */
    void caughtUp(CatalogState state);

    /** An entry was applied after {@link #caughtUp}. Must not wait for the log. */
    void changed(CatalogState before, CatalogState after, CatalogEntry entry);

    /**
     * The log told more again after it couldn't be followed for a while; {@link #replayed} has told
     * of the entries between. Must not wait for the log.
     */
    void healed(CatalogState before, CatalogState after);

    /** The log can't be read now; it is tried again. The last known catalog stays. */
    void unreadable(String reason);

    /**
     * The log can be read, but not followed any further; it is tried again. The last known catalog
     * stays.
     */
    default void halted(String reason) {
        unreadable(reason);
    }

    /** The log can be read and followed again after {@link #unreadable} or {@link #halted}. */
    void readable();
}
