// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DATE, TIME and TIMESTAMP from ISO-8601 text. Parts may be left out from the right, as in {@code
 * 2026-02} or {@code 23:59}; missing ones are 1 or 0. A timestamp may end in a zone, else it is
 * UTC.
 */
final class DateTimeText {
    static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String DATE_PART = "([+-]?\\d{4,9})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?";
    private static final String TIME_PART =
            "(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?";
    private static final Pattern DATE_TEXT = Pattern.compile(DATE_PART);
    private static final Pattern TIME_TEXT = Pattern.compile(TIME_PART);
    private static final Pattern TIMESTAMP_TEXT =
            Pattern.compile(
                    DATE_PART
                            + "(?:[Tt ](?:"
                            + TIME_PART
                            + ")?)?\\s*(Z|z|[+-]\\d{2}:?(?:\\d{2})?|[A-Z][A-Za-z_]*(?:/[A-Za-z_]+)*)?");

    private DateTimeText() {}

    static LocalDate date(String text) {
        var m = DATE_TEXT.matcher(text.strip());
        try {
            if (m.matches()) {
                return date(m, 1);
            }
        } catch (DateTimeException e) {
            throw new EvaluationException("the text is not a date of the calendar");
        }
        throw new EvaluationException("the text is not a date such as 2026-02-28");
    }

    static LocalTime time(String text) {
        var m = TIME_TEXT.matcher(text.strip());
        try {
            if (m.matches()) {
                return time(m, 1);
            }
        } catch (DateTimeException e) {
            throw new EvaluationException("the text is not a time of the day");
        }
        throw new EvaluationException("the text is not a time such as 23:59:58");
    }

    static Instant timestamp(String text) {
        var m = TIMESTAMP_TEXT.matcher(text.strip());
        try {
            if (m.matches()) {
                return LocalDateTime.of(date(m, 1), m.group(4) == null ? LocalTime.MIN : time(m, 4))
                        .atZone(zone(m.group(8)))
                        .toInstant();
            }
        } catch (DateTimeException e) {
            throw new EvaluationException("the text is not a time of the calendar");
        }
        throw new EvaluationException(
                "the text is not a timestamp such as 2026-02-28T23:59:58.987");
    }

    private static ZoneId zone(@Nullable String text) {
        return text == null || text.equals("z") ? ZoneOffset.UTC : ZoneId.of(text);
    }

    private static LocalDate date(Matcher m, int group) {
        return LocalDate.of(
                Integer.parseInt(m.group(group)),
                or(m.group(group + 1), 1),
                or(m.group(group + 2), 1));
    }

    private static LocalTime time(Matcher m, int group) {
        var fraction = m.group(group + 3);
        // values are exact to the millisecond
        int millis = fraction == null ? 0 : Integer.parseInt((fraction + "00").substring(0, 3));
        return LocalTime.of(
                Integer.parseInt(m.group(group)),
                or(m.group(group + 1), 0),
                or(m.group(group + 2), 0),
                millis * 1_000_000);
    }

    private static int or(@Nullable String digits, int missing) {
        return digits == null ? missing : Integer.parseInt(digits);
    }
}
