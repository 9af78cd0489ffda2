// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.type;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of string literals where a statement needs another type (language reference, section 2.1).
 * Every method is empty for a text that isn't such a value.
 */
public final class LiteralText {
    private static final Pattern DATE_TIME =
            Pattern.compile(
                    "(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2})"
                            + "(?:[T ](?:(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?)?)?)?)?"
                            + "(Z|[+-]\\d{2}:?\\d{2}|\\[?[A-Za-z]+/[A-Za-z_/]+\\]?)?");
    private static final Pattern TIME =
            Pattern.compile("(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?)?");
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?\\s*");

    private LiteralText() {}

    /** {@code true}, {@code yes}, {@code false}, {@code no} or a beginning of one, in any case. */
    public static Optional<Boolean> bool(String text) {
        var lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return Optional.empty();
        }
        if ("true".startsWith(lower) || "yes".startsWith(lower)) {
            return Optional.of(true);
        }
        return "false".startsWith(lower) || "no".startsWith(lower)
                ? Optional.of(false)
                : Optional.empty();
    }

    /** A number in decimal or scientific form. */
    public static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text.strip()))
                : Optional.empty();
    }

    /**
     * An ISO-8601 date and time whose missing parts are the smallest ({@code 2018} is the start of
     * that year), in UTC unless a zone follows; to the millisecond. Hour 24 ends a day.
     */
    public static Optional<Instant> timestamp(String text) {
        var m = DATE_TIME.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            int hour = part(m, 4, 0);
            boolean dayEnds =
                    hour == 24
                            && part(m, 5, 0) == 0
                            && part(m, 6, 0) == 0
                            && nanos(m.group(7)) == 0;
            var local =
                    LocalDateTime.of(
                                    part(m, 1, 0),
                                    part(m, 2, 1),
                                    part(m, 3, 1),
                                    dayEnds ? 0 : hour,
                                    part(m, 5, 0),
                                    part(m, 6, 0),
                                    nanos(m.group(7)))
                            .plusDays(dayEnds ? 1 : 0);
            return Optional.of(
                    local.atZone(zone(m.group(8))).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** {@code yyyy-MM-dd}; also {@code yyyy-MM} and {@code yyyy}. */
    public static Optional<LocalDate> date(String text) {
        return timestamp(text).map(i -> i.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    /** {@code HH:mm:ss.SSS}; minutes, seconds and fraction may be left out. */
    public static Optional<LocalTime> time(String text) {
        var m = TIME.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalTime.of(part(m, 1, 0), part(m, 2, 0), part(m, 3, 0), nanos(m.group(4)))
                            .truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int part(Matcher m, int group, int missing) {
        var text = m.group(group);
        return text == null ? missing : Integer.parseInt(text);
    }

    private static int nanos(@org.jspecify.annotations.Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
    }

    private static ZoneId zone(@org.jspecify.annotations.Nullable String text) {
        return text == null ? ZoneOffset.UTC : ZoneId.of(text.replace("[", "").replace("]", ""));
    }
}
