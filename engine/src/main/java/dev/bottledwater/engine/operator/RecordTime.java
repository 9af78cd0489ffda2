// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.operator;

import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.TimestampColumn;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Reads a record's time from a column (WITH TIMESTAMP): BIGINT milliseconds, TIMESTAMP, or STRING
 * in a java.time pattern. Text without a zone is UTC, text without a time of day its first moment.
 */
public final class RecordTime {
    private final Column column;
    private final @Nullable DateTimeFormatter formatter;

    private RecordTime(Column column, @Nullable DateTimeFormatter formatter) {
        this.column = column;
        this.formatter = formatter;
    }

    /**
     * @param column the column of {@code timestamp}, with its type
     * @throws IllegalArgumentException for a type or pattern that can't hold a time
     */
    public static RecordTime of(TimestampColumn timestamp, Column column) {
        var format = timestamp.format();
        if (column.type() == Primitive.STRING && format != null) {
            return new RecordTime(column, DateTimeFormatter.ofPattern(format, Locale.ROOT));
        }
        if (column.type() == Primitive.BIGINT || column.type() == Primitive.TIMESTAMP) {
            return new RecordTime(column, null);
        }
        throw new IllegalArgumentException(
                "The TIMESTAMP column %s has type %s: BIGINT, TIMESTAMP, or STRING with TIMESTAMP_FORMAT is needed"
                        .formatted(column.name(), column.type()));
    }

    /** The column's name. */
    public String column() {
        return column.name();
    }

    /**
     * The time in milliseconds.
     *
     * @throws IllegalArgumentException for null, text that doesn't follow the pattern, and times
     *     before 1970; the message is a sentence without data
     */
    public long millis(@Nullable Object value) {
        long millis =
                switch (value) {
                    case Long number -> number;
                    case Instant instant -> instant.toEpochMilli();
                    case String text -> parse(text);
                    case null -> throw bad("is null");
                    default -> throw bad("is of no type that holds a time");
                };
        if (millis < 0) {
            throw bad("is before 1970");
        }
        return millis;
    }

    private long parse(String text) {
        if (formatter == null) {
            throw bad("is text");
        }
        try {
            var parsed =
                    formatter.parseBest(
                            text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            return switch (parsed) {
                case ZonedDateTime zoned -> zoned.toInstant().toEpochMilli();
                case LocalDateTime local -> local.toInstant(ZoneOffset.UTC).toEpochMilli();
                case LocalDate date -> date.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
                default -> throw bad("does not follow TIMESTAMP_FORMAT");
            };
        } catch (DateTimeException _) {
            throw bad("does not follow TIMESTAMP_FORMAT");
        }
    }

    private IllegalArgumentException bad(String why) {
        return new IllegalArgumentException(
                "The TIMESTAMP column `%s` %s; the record is skipped"
                        .formatted(column.name(), why));
    }
}
