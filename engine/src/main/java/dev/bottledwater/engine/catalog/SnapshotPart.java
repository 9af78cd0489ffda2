// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import java.util.List;
import java.util.Objects;

/**
 * A part of a snapshot that is too large for one record. It means nothing without the others.
 *
 * @param id the snapshot's
 * @param writer the instance that wrote it
 * @param timestampMillis when the snapshot was made, by the writer's clock
 * @param readTo as of the snapshot
 * @param version of the catalog
 * @param index from 0
 * @param count of all parts
 * @param changes some of those that make the catalog of nothing
 * @param commands some of the snapshot's
 */
record SnapshotPart(
        String id,
        String writer,
        long timestampMillis,
        long readTo,
        long version,
        int index,
        int count,
        List<CatalogChange> changes,
        List<CatalogEntry.Command> commands)
        implements LogRecord {
    SnapshotPart {
        Objects.requireNonNull(id);
        Objects.requireNonNull(writer);
        changes = List.copyOf(changes);
        commands = List.copyOf(commands);
        if (index < 0 || index >= count) {
            throw new IllegalArgumentException("there is no part %d of %d".formatted(index, count));
        }
    }
}
