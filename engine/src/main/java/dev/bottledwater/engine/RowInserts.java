// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Takes rows of one stream or table from a client, as many as it has. */
public interface RowInserts {

    /**
     * Writes a row. Rows of one caller are written in the order of the calls.
     *
     * @param columns values by name, as JSON has them: text, numbers, booleans, lists, maps and
     *     nulls; names in any case, or in back-quotes as they are. Columns that are left out are
     *     null
     * @return completes when the row is stored, or exceptionally with a {@link
     *     StatementFailedException}
     * @throws StatementFailedException when the row doesn't fit; nothing is written then
     */
    CompletableFuture<Void> insert(Map<String, ? extends @Nullable Object> columns);
}
