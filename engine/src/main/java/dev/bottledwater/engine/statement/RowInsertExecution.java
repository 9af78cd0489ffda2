// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.RowInserts;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.insert.ClientRow;
import dev.bottledwater.engine.insert.UnfitRowException;
import dev.bottledwater.engine.statement.InsertValuesExecution.RecordsOf;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.statement.InsertTarget;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Rows that clients send without statements, by the rules of INSERT INTO … VALUES. */
record RowInsertExecution(CatalogLog log, InsertValuesExecution inserts, RecordWriter records) {

    /**
     * Opens a stream or table for rows.
     *
     * @param target its name, in any case or quoted
     * @throws StatementFailedException when it takes none
     */
    RowInserts open(String target) {
        try {
            var source = InsertTarget.of(target, log.state().catalog());
            inserts.checkTarget(source, SourceSpan.NONE);
            return new Inserts(source, inserts.writer(source));
        } catch (SqlException e) {
            throw failure(e.message(), e);
        } catch (UnusableSchemaException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    private static RuntimeException translated(RuntimeException e) {
        var failure = Failures.of(e, "", List.of());
        return failure == null ? e : failure;
    }

    private static StatementFailedException failure(String message, @Nullable Throwable cause) {
        return new StatementFailedException(
                Code.BAD_REQUEST, message, null, List.of(), null, null, cause);
    }

    private final class Inserts implements RowInserts {
        private final Source target;
        private final RecordsOf rows;

        Inserts(Source target, RecordsOf rows) {
            this.target = target;
            this.rows = rows;
        }

        @Override
        public CompletableFuture<Void> insert(Map<String, ? extends @Nullable Object> columns) {
            try {
                var row = ClientRow.of(columns, target);
                return records.send(rows.record(row.values(), row.rowtime()))
                        .exceptionallyCompose(
                                e ->
                                        CompletableFuture.failedFuture(
                                                e instanceof RuntimeException known
                                                                && !(e
                                                                        instanceof
                                                                        CompletionException)
                                                        ? translated(known)
                                                        : e));
            } catch (UnfitRowException | RowFormatException | UnusableSchemaException e) {
                throw failure(
                        "Failed to insert values into '%s'. %s"
                                .formatted(target.name(), e.getMessage()),
                        e);
            }
        }
    }
}
