// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The units of {@code SIZE 1 HOUR}, {@code WITHIN 10 SECONDS} and of the date functions; written in
 * singular or plural.
 */
public enum TimeUnitName {
    MILLISECONDS(Duration.ofMillis(1)),
    SECONDS(Duration.ofSeconds(1)),
    MINUTES(Duration.ofMinutes(1)),
    HOURS(Duration.ofHours(1)),
    DAYS(Duration.ofDays(1)),
    /** Thirty days: a window has a fixed length, so it can't follow the calendar. */
    MONTHS(Duration.ofDays(30)),
    /** 365 days, for the same reason. */
    YEARS(Duration.ofDays(365));

    private final Duration length;

    TimeUnitName(Duration length) {
        this.length = length;
    }

    /** How long one of it is. */
    public Duration length() {
        return length;
    }

    /** The unit of that name in any case, singular or plural. */
    public static Optional<TimeUnitName> of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        String plural = upper.endsWith("S") ? upper : upper + "S";
        for (TimeUnitName unit : values()) {
            if (unit.name().equals(plural)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }
}
