// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import java.util.List;
import java.util.Objects;

/**
 * The whole catalog, written anew before the topic's retention deletes the entries that led to it.
 * It changes nothing for whoever knows the catalog; whoever finds the log without its beginning
 * starts from it.
 *
 * @param id unique
 * @param writer the instance that wrote it
 * @param timestampMillis when, by the writer's clock
 * @param readTo the offset up to which the writer had read: an entry between it and the snapshot
 *     isn't in the state
 * @param state the catalog
 * @param commands the last ones that led to it, oldest first; none in snapshots of older programs
 */
record CatalogSnapshot(
        String id,
        String writer,
        long timestampMillis,
        long readTo,
        CatalogState state,
        List<CatalogEntry.Command> commands)
        implements LogRecord {
    CatalogSnapshot {
        Objects.requireNonNull(id);
        Objects.requireNonNull(writer);
        Objects.requireNonNull(state);
        commands = List.copyOf(commands);
    }
}
