// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * A record of the catalog log.
 *
 * @param id unique; tells a writer its own entry
 * @param base the version of the catalog that the changes were checked against
 * @param writer the instance that wrote it
 * @param timestampMillis when, by the writer's clock
 * @param command what clients are told of it
 * @param changes applied together, in order
 */
public record CatalogEntry(
        String id,
        long base,
        String writer,
        long timestampMillis,
        Command command,
        List<CatalogChange> changes)
        implements LogRecord {
    public CatalogEntry {
        Objects.requireNonNull(id);
        Objects.requireNonNull(writer);
        Objects.requireNonNull(command);
        changes = List.copyOf(changes);
    }

    /**
     * The command of KSQL's REST API that an entry carries out.
     *
     * @param id such as {@code stream/`ORDERS`/create}
     * @param message such as "Stream created"
     * @param queryId the persistent query that was created, null if none
     */
    public record Command(String id, String message, @Nullable String queryId) {
        public Command {
            Objects.requireNonNull(id);
            Objects.requireNonNull(message);
        }
    }
}
