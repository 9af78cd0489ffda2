// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.time;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Dates and times from and as text of a pattern. */
@FunctionCategory("DATE / TIME")
public final class DateTimeFormatFunctions {
    private DateTimeFormatFunctions() {}

    @ScalarFunction(name = "FORMAT_DATE", description = "The date as text of a pattern.")
    @Example(sql = "FORMAT_DATE('2026-02-28', 'dd/MM/yyyy')", result = "'28/02/2026'")
    public static String formatDate(LocalDate date, String formatPattern) {
        return DateTimePatterns.format(date, DateTimePatterns.formatter(formatPattern));
    }

    @ScalarFunction(name = "FORMAT_TIME", description = "The time as text of a pattern.")
    @Example(sql = "FORMAT_TIME('23:59:58', 'HH-mm')", result = "'23-59'")
    public static String formatTime(LocalTime time, String formatPattern) {
        return DateTimePatterns.format(time, DateTimePatterns.formatter(formatPattern));
    }

    @ScalarFunction(
            name = "FORMAT_TIMESTAMP",
            description = "The timestamp as text of a pattern, in UTC.")
    @Example(
            sql = "FORMAT_TIMESTAMP('2026-02-28T23:59:58', 'yyyy-MM-dd HH:mm')",
            result = "'2026-02-28 23:59'")
    public static String formatTimestamp(Instant timestamp, String formatPattern) {
        return formatTimestamp(timestamp, formatPattern, "UTC");
    }

    @ScalarFunction(
            name = "FORMAT_TIMESTAMP",
            description = "The timestamp as text of a pattern, in a time zone.")
    @Example(
            sql = "FORMAT_TIMESTAMP('2026-02-28T23:59:58', 'yyyy-MM-dd HH:mm z', 'Europe/Oslo')",
            result = "'2026-03-01 00:59 CET'")
    public static String formatTimestamp(Instant timestamp, String formatPattern, String timeZone) {
        return DateTimePatterns.format(
                timestamp.atZone(DateTimePatterns.zone(timeZone)),
                DateTimePatterns.formatter(formatPattern));
    }

    @ScalarFunction(name = "PARSE_DATE", description = "The date in a text of a pattern.")
    @Example(sql = "PARSE_DATE('28/02/2026', 'dd/MM/yyyy')", result = "'2026-02-28'")
    public static LocalDate parseDate(String formattedDate, String formatPattern) {
        return DateTimePatterns.parseDate(formattedDate, formatPattern);
    }

    @ScalarFunction(name = "PARSE_TIME", description = "The time in a text of a pattern.")
    @Example(sql = "PARSE_TIME('05 06', 'HH mm')", result = "'05:06'")
    public static LocalTime parseTime(String formattedTime, String formatPattern) {
        return DateTimePatterns.parseTime(formattedTime, formatPattern);
    }

    @ScalarFunction(
            name = "PARSE_TIMESTAMP",
            description = "The timestamp in a text of a pattern, in UTC if it has no zone.")
    @Example(
            sql = "PARSE_TIMESTAMP('2026-02-28 01', 'yyyy-MM-dd HH')",
            result = "'2026-02-28T01:00:00.000'")
    public static Instant parseTimestamp(String formattedTimestamp, String formatPattern) {
        return DateTimePatterns.parseTimestamp(formattedTimestamp, formatPattern, ZoneOffset.UTC);
    }

    @ScalarFunction(
            name = "PARSE_TIMESTAMP",
            description = "The timestamp in a text of a pattern, in the zone if it has none.")
    @Example(
            sql = "PARSE_TIMESTAMP('2026-02-28 01', 'yyyy-MM-dd HH', 'Asia/Tokyo')",
            result = "'2026-02-27T16:00:00.000'")
    public static Instant parseTimestamp(
            String formattedTimestamp, String formatPattern, String timeZone) {
        return DateTimePatterns.parseTimestamp(
                formattedTimestamp, formatPattern, DateTimePatterns.zone(timeZone));
    }
}
