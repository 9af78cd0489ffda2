// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.time;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import java.time.Instant;
import java.time.LocalDate;

/** Dates and timestamps as numbers, as they were before there were types for them. */
@FunctionCategory("DATE / TIME")
public final class LegacyDateTimeFunctions {
    private LegacyDateTimeFunctions() {}

    @ScalarFunction(
            name = "DATETOSTRING",
            description =
                    "Days after 1970-01-01 as text of a pattern. Deprecated: use FORMAT_DATE and"
                            + " DATE.")
    @Example(sql = "DATETOSTRING(20000, 'yyyy-MM-dd')", result = "'2024-10-04'")
    public static String formatDate(int epochDays, String formatPattern) {
        return DateTimeFormatFunctions.formatDate(LocalDate.ofEpochDay(epochDays), formatPattern);
    }

    @ScalarFunction(
            name = "STRINGTODATE",
            description =
                    "The days from 1970-01-01 to the date in a text of a pattern. Deprecated: use"
                            + " PARSE_DATE.")
    @Example(sql = "STRINGTODATE('2026-02-28', 'yyyy-MM-dd')", result = "20512")
    public static int parseDate(String formattedDate, String formatPattern) {
        return Math.toIntExact(
                DateTimeFormatFunctions.parseDate(formattedDate, formatPattern).toEpochDay());
    }

    @ScalarFunction(
            name = "TIMESTAMPTOSTRING",
            description =
                    "Milliseconds after 1970 as text of a pattern, in UTC. Deprecated: use"
                            + " FORMAT_TIMESTAMP and TIMESTAMP.")
    @Example(
            sql = "TIMESTAMPTOSTRING(1700000000123, 'yyyy-MM-dd HH:mm:ss.SSS')",
            result = "'2023-11-14 22:13:20.123'")
    public static String formatTimestamp(long epochMilli, String formatPattern) {
        return DateTimeFormatFunctions.formatTimestamp(
                Instant.ofEpochMilli(epochMilli), formatPattern);
    }

    @ScalarFunction(
            name = "TIMESTAMPTOSTRING",
            description =
                    "Milliseconds after 1970 as text of a pattern, in a time zone. Deprecated: use"
                            + " FORMAT_TIMESTAMP and TIMESTAMP.")
    @Example(
            sql = "TIMESTAMPTOSTRING(1700000000123, 'HH:mm zzz', 'Europe/Oslo')",
            result = "'23:13 CET'")
    public static String formatTimestamp(long epochMilli, String formatPattern, String timeZone) {
        return DateTimeFormatFunctions.formatTimestamp(
                Instant.ofEpochMilli(epochMilli), formatPattern, timeZone);
    }

    @ScalarFunction(
            name = "STRINGTOTIMESTAMP",
            description =
                    "The milliseconds from 1970 to the time in a text of a pattern,"
                            + " in UTC if it has"
                            + " no zone. Deprecated: use PARSE_TIMESTAMP.")
    @Example(sql = "STRINGTOTIMESTAMP('2026-02-28 10', 'yyyy-MM-dd HH')", result = "1772272800000")
    public static long parseTimestamp(String formattedTimestamp, String formatPattern) {
        return DateTimeFormatFunctions.parseTimestamp(formattedTimestamp, formatPattern)
                .toEpochMilli();
    }

    @ScalarFunction(
            name = "STRINGTOTIMESTAMP",
            description =
                    "The milliseconds from 1970 to the time in a text of a pattern,"
                            + " in the zone if it"
                            + " has none. Deprecated: use PARSE_TIMESTAMP.")
    @Example(
            sql = "STRINGTOTIMESTAMP('2026-02-28 10', 'yyyy-MM-dd HH', 'Asia/Tokyo')",
            result = "1772240400000")
    public static long parseTimestamp(
            String formattedTimestamp, String formatPattern, String timeZone) {
        return DateTimeFormatFunctions.parseTimestamp(formattedTimestamp, formatPattern, timeZone)
                .toEpochMilli();
    }
}
