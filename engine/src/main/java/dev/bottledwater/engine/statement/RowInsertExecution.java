// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.RowInserts;
import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.statement.InsertTarget;

import org.jspecify.annotations.Nullable;

import java.util.List;

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
            return new TargetRows(source, inserts.writer(source), records);
        } catch (SqlException e) {
            throw failure(e.message(), e);
        } catch (UnusableSchemaException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    static StatementFailedException failure(String message, @Nullable Throwable cause) {
        return new StatementFailedException(
                Code.BAD_REQUEST, message, null, List.of(), null, null, cause);
    }

    /** What clients are told of a failure; the failure itself where it is none that they know. */
    static RuntimeException translated(RuntimeException e) {
        var failure = Failures.of(e, "", List.of());
        return failure == null ? e : failure;
    }
}
