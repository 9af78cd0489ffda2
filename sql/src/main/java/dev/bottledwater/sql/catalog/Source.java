// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.catalog;

import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.HeaderColumn;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.schema.TimestampColumn;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A registered stream or table.
 *
 * @param name stored (case-folded) name
 * @param schema key columns, then value columns; no header columns and no pseudo columns
 * @param headers columns that are read from the headers of records
 * @param topic logical topic name, without the platform's prefix
 * @param window the window of the topic's keys, null if there is none
 * @param timestamp null: the record's own time
 * @param readOnly declared as SOURCE
 * @param statement the canonical text of the statement that made it
 * @param createdBy id of the persistent query that writes it (C*AS), null for a declared source
 */
public record Source(
        String name,
        SourceKind kind,
        RowSchema schema,
        List<HeaderColumn> headers,
        String topic,
        FormatSpec keyFormat,
        FormatSpec valueFormat,
        @Nullable KeyWindow window,
        @Nullable TimestampColumn timestamp,
        boolean readOnly,
        String statement,
        @Nullable String createdBy) {
    public Source {
        Objects.requireNonNull(name);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(schema);
        headers = List.copyOf(headers);
        Objects.requireNonNull(topic);
        Objects.requireNonNull(keyFormat);
        Objects.requireNonNull(valueFormat);
        Objects.requireNonNull(statement);
    }

    /** A source without header columns. */
    public Source(
            String name,
            SourceKind kind,
            RowSchema schema,
            String topic,
            FormatSpec keyFormat,
            FormatSpec valueFormat,
            @Nullable KeyWindow window,
            @Nullable TimestampColumn timestamp,
            boolean readOnly,
            String statement,
            @Nullable String createdBy) {
        this(
                name,
                kind,
                schema,
                List.of(),
                topic,
                keyFormat,
                valueFormat,
                window,
                timestamp,
                readOnly,
                statement,
                createdBy);
    }

    /** The same source, written by the persistent query of this id. */
    public Source writtenBy(String queryId) {
        return new Source(
                name,
                kind,
                schema,
                headers,
                topic,
                keyFormat,
                valueFormat,
                window,
                timestamp,
                readOnly,
                statement,
                queryId);
    }

    /** The same source with other columns. */
    public Source withSchema(RowSchema changed) {
        return new Source(
                name,
                kind,
                changed,
                headers,
                topic,
                keyFormat,
                valueFormat,
                window,
                timestamp,
                readOnly,
                statement,
                createdBy);
    }

    public boolean isWindowed() {
        return window != null;
    }

    /** Whether there is a column of this name, pseudo columns aside. */
    public boolean hasColumn(String column) {
        return schema.indexOf(column) >= 0
                || headers.stream().anyMatch(h -> h.name().equals(column));
    }

    public Optional<String> createdByQuery() {
        return Optional.ofNullable(createdBy);
    }
}
