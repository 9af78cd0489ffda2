// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.property;

import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.error.Suggestions;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.TimestampColumn;
import dev.bottledwater.sql.type.SqlType.Primitive;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** TIMESTAMP and TIMESTAMP_FORMAT. */
public final class TimestampRules {
    private TimestampRules() {}

    /**
     * The column that a source takes its records' times from; empty when it takes Kafka's.
     *
     * @throws SqlException for a column that isn't there or can't be a time
     */
    public static Optional<TimestampColumn> of(WithClause with, RowSchema schema) {
        var format = with.string(PropertyName.TIMESTAMP_FORMAT);
        var written = with.string(PropertyName.TIMESTAMP);
        if (written.isEmpty()) {
            if (format.isPresent()) {
                throw new SqlException(
                        ErrorCode.INVALID_PROPERTY,
                        "TIMESTAMP_FORMAT is set but TIMESTAMP, the column it is for, is not",
                        with.span(PropertyName.TIMESTAMP_FORMAT),
                        null);
            }
            return Optional.empty();
        }
        var span = with.span(PropertyName.TIMESTAMP);
        var column = find(schema, written.get());
        if (column.isEmpty()) {
            var hint =
                    Suggestions.didYouMean(
                            written.get(), schema.columns().stream().map(Column::name).toList());
            throw new SqlException(
                    ErrorCode.UNKNOWN_COLUMN,
                    "The TIMESTAMP column set in the WITH clause does not exist in the schema: '%s'"
                            .formatted(name(written.get())),
                    span,
                    hint.isEmpty() ? null : hint);
        }
        var type = column.get().type();
        boolean fits =
                type == Primitive.STRING
                        ? format.isPresent()
                        : format.isEmpty()
                                && (type == Primitive.BIGINT || type == Primitive.TIMESTAMP);
        if (!fits) {
            throw new SqlException(
                    ErrorCode.TYPE_MISMATCH,
                    "Timestamp column, `%s`, should be LONG(INT64), TIMESTAMP, or a String with a timestamp_format specified"
                            .formatted(column.get().name()),
                    span,
                    null);
        }
        format.ifPresent(f -> checkPattern(f, with));
        return Optional.of(new TimestampColumn(column.get().name(), format.orElse(null)));
    }

    /** By the folded name, or by the one in back quotes. */
    private static Optional<Column> find(RowSchema schema, String written) {
        var name = name(written);
        return schema.columns().stream().filter(c -> c.name().equals(name)).findFirst();
    }

    private static String name(String written) {
        boolean quoted = written.length() > 1 && written.startsWith("`") && written.endsWith("`");
        return quoted
                ? written.substring(1, written.length() - 1)
                : written.toUpperCase(Locale.ROOT);
    }

    private static void checkPattern(String pattern, WithClause with) {
        try {
            var unused = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new SqlException(
                    ErrorCode.INVALID_PROPERTY,
                    "Invalid datetime format for config:TIMESTAMP_FORMAT, reason:" + e.getMessage(),
                    with.span(PropertyName.TIMESTAMP_FORMAT),
                    "Write a java.time pattern such as yyyy-MM-dd HH:mm:ss.SSS.");
        }
    }
}
