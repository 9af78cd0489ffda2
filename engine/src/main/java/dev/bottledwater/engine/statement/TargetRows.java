// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.RowInserts;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.insert.ClientRow;
import dev.bottledwater.engine.insert.UnfitRowException;
import dev.bottledwater.engine.statement.InsertValuesExecution.RecordsOf;
import dev.bottledwater.sql.catalog.Source;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Stores the rows that a client sends for one stream or table. */
record TargetRows(Source target, RecordsOf rows, RecordWriter records) implements RowInserts {

    @Override
    public CompletableFuture<Void> insert(Map<String, ? extends @Nullable Object> columns) {
        try {
            var row = ClientRow.of(columns, target);
            return told(records.send(rows.record(row.values(), row.rowtime())));
        } catch (UnfitRowException | RowFormatException | UnusableSchemaException e) {
            throw RowInsertExecution.failure(
                    "Failed to insert values into '%s'. %s"
                            .formatted(target.name(), e.getMessage()),
                    e);
        } catch (RuntimeException e) {
            throw RowInsertExecution.translated(e);
        }
    }

    /**
     * Completes with the failure that clients are told of, not with one that wraps it, as the
     * stages that {@code exceptionallyCompose} makes would.
     */
    private static CompletableFuture<Void> told(CompletableFuture<Void> stored) {
        var told = new CompletableFuture<Void>();
        stored.whenComplete(
                (_, failure) -> {
                    if (failure == null) {
                        told.complete(null);
                    } else {
                        told.completeExceptionally(
                                failure instanceof RuntimeException known
                                        ? RowInsertExecution.translated(known)
                                        : failure);
                    }
                });
        return told;
    }
}
