// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.time;

import dev.bottledwater.engine.eval.FunctionException;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalField;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * Patterns of {@link DateTimeFormatter}. Parsing takes names in any case and any part of a date:
 * the parts that the pattern lacks are those of 1970-01-01T00:00.
 */
final class DateTimePatterns {
    private DateTimePatterns() {}

    static DateTimeFormatter formatter(String pattern) {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .toFormatter(Locale.US);
        } catch (IllegalArgumentException e) {
            throw new FunctionException(
                    "the format pattern is not one of java.time.format.DateTimeFormatter", e);
        }
    }

    static ZoneId zone(String name) {
        try {
            return ZoneId.of(name, ZoneId.SHORT_IDS);
        } catch (DateTimeException e) {
            throw new FunctionException("there is no such time zone", e);
        }
    }

    static String format(TemporalAccessor value, DateTimeFormatter formatter) {
        try {
            return formatter.format(value);
        } catch (DateTimeException e) {
            throw new FunctionException("the format pattern asks for what the value lacks", e);
        }
    }

    /** The date that a text begins with; KSQL ignores what follows the pattern (observed). */
    static LocalDate parseDate(String text, String pattern) {
        var formatter = formatter(pattern);
        try {
            return date(formatter.parse(text, new ParsePosition(0)));
        } catch (DateTimeParseException e) {
            throw noMatch(e);
        }
    }

    static LocalTime parseTime(String text, String pattern) {
        return time(parse(text, pattern));
    }

    /** The instant to the millisecond; a zone in the text goes before {@code zone}. */
    static Instant parseTimestamp(String text, String pattern, ZoneId zone) {
        var parsed = parse(text, pattern);
        Instant instant;
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            instant = Instant.from(parsed);
        } else {
            var written = parsed.query(TemporalQueries.zone());
            instant =
                    date(parsed)
                            .atTime(time(parsed))
                            .atZone(written == null ? zone : written)
                            .toInstant();
        }
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }

    private static TemporalAccessor parse(String text, String pattern) {
        var formatter = formatter(pattern);
        try {
            return formatter.parse(text);
        } catch (DateTimeParseException e) {
            throw noMatch(e);
        }
    }

    private static FunctionException noMatch(DateTimeParseException e) {
        return new FunctionException("the text doesn't match the format pattern", e);
    }

    private static LocalDate date(TemporalAccessor parsed) {
        var date = parsed.query(TemporalQueries.localDate());
        if (date != null) {
            return date;
        }
        int year = get(parsed, ChronoField.YEAR, get(parsed, ChronoField.YEAR_OF_ERA, 1970));
        try {
            return LocalDate.of(
                    year,
                    get(parsed, ChronoField.MONTH_OF_YEAR, 1),
                    get(parsed, ChronoField.DAY_OF_MONTH, 1));
        } catch (DateTimeException e) {
            throw new FunctionException("there is no such day", e);
        }
    }

    private static LocalTime time(TemporalAccessor parsed) {
        var time = parsed.query(TemporalQueries.localTime());
        if (time != null) {
            return time.truncatedTo(ChronoUnit.MILLIS);
        }
        return LocalTime.of(get(parsed, ChronoField.HOUR_OF_DAY, 0), 0);
    }

    private static int get(TemporalAccessor parsed, TemporalField field, int missing) {
        return parsed.isSupported(field) ? parsed.get(field) : missing;
    }
}
