// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.time;

import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Arithmetic with dates and times, and their numbers. */
@FunctionCategory("DATE / TIME")
public final class DateTimeFunctions {
    private DateTimeFunctions() {}

    @ScalarFunction(
            name = "FROM_UNIXTIME",
            description = "The timestamp that is so many milliseconds after 1970-01-01T00:00 UTC.")
    @Example(sql = "FROM_UNIXTIME(1700000000000)", result = "'2023-11-14T22:13:20.000'")
    public static Instant fromUnixTime(long epochMilli) {
        return Instant.ofEpochMilli(epochMilli);
    }

    @ScalarFunction(name = "UNIX_TIMESTAMP", description = "The milliseconds from 1970 to now.")
    @Example(sql = "UNIX_TIMESTAMP() > 1700000000000", result = "true")
    public static long unixTimestamp() {
        return System.currentTimeMillis();
    }

    @ScalarFunction(
            name = "UNIX_TIMESTAMP",
            description = "The milliseconds from 1970 to the timestamp.")
    @Example(sql = "UNIX_TIMESTAMP(FROM_UNIXTIME(1700000000000))", result = "1700000000000")
    public static long unixTimestamp(Instant timestamp) {
        return timestamp.toEpochMilli();
    }

    @ScalarFunction(
            name = "FROM_DAYS",
            description = "The date that is so many days after 1970-01-01.")
    @Example(sql = "FROM_DAYS(20000)", result = "'2024-10-04'")
    public static LocalDate fromDays(int days) {
        return LocalDate.ofEpochDay(days);
    }

    @ScalarFunction(name = "UNIX_DATE", description = "The days from 1970 to today, in UTC.")
    @Example(sql = "UNIX_DATE() > 20000", result = "true")
    public static int unixDate() {
        return (int) LocalDate.now(ZoneOffset.UTC).toEpochDay();
    }

    @ScalarFunction(name = "UNIX_DATE", description = "The days from 1970 to the date.")
    @Example(sql = "UNIX_DATE(FROM_DAYS(20000))", result = "20000")
    public static int unixDate(LocalDate date) {
        return (int) date.toEpochDay();
    }

    @ScalarFunction(
            name = "DATEADD",
            description = "The date so many units later, earlier for a negative number.")
    @Example(sql = "DATEADD(DAYS, 1, '2026-02-28')", result = "'2026-03-01'")
    public static LocalDate dateAdd(ChronoUnit unit, int interval, LocalDate date) {
        return plus(date, unit, interval);
    }

    @ScalarFunction(
            name = "DATESUB",
            description = "The date so many units earlier, later for a negative number.")
    @Example(sql = "DATESUB(DAYS, 60, '2026-02-28')", result = "'2025-12-30'")
    public static LocalDate dateSub(ChronoUnit unit, int interval, LocalDate date) {
        return plus(date, unit, -(long) interval);
    }

    private static LocalDate plus(LocalDate date, ChronoUnit unit, long interval) {
        return unit.isDateBased()
                ? date.plus(interval, unit)
                : date.atStartOfDay().plus(interval, unit).toLocalDate();
    }

    @ScalarFunction(
            name = "TIMEADD",
            description = "The time so many units later, past midnight too.")
    @Example(sql = "TIMEADD(SECONDS, 5, '23:59:58')", result = "'00:00:03'")
    public static LocalTime timeAdd(ChronoUnit unit, int interval, LocalTime time) {
        return plus(time, unit, interval);
    }

    @ScalarFunction(
            name = "TIMESUB",
            description = "The time so many units earlier, past midnight too.")
    @Example(sql = "TIMESUB(HOURS, 30, '23:59:58')", result = "'17:59:58'")
    public static LocalTime timeSub(ChronoUnit unit, int interval, LocalTime time) {
        return plus(time, unit, -(long) interval);
    }

    private static LocalTime plus(LocalTime time, ChronoUnit unit, long interval) {
        return unit.isDateBased() ? time : time.plus(interval, unit);
    }

    @ScalarFunction(
            name = "TIMESTAMPADD",
            description = "The timestamp so many units later, earlier for a negative number.")
    @Example(
            sql = "TIMESTAMPADD(MINUTES, 90, '2026-02-28T23:00:00')",
            result = "'2026-03-01T00:30:00.000'")
    public static Instant timestampAdd(ChronoUnit unit, int interval, Instant timestamp) {
        return plus(timestamp, unit, interval);
    }

    @ScalarFunction(
            name = "TIMESTAMPSUB",
            description = "The timestamp so many units earlier, later for a negative number.")
    @Example(
            sql = "TIMESTAMPSUB(MILLISECONDS, 1, '2026-02-28T00:00:00')",
            result = "'2026-02-27T23:59:59.999'")
    public static Instant timestampSub(ChronoUnit unit, int interval, Instant timestamp) {
        return plus(timestamp, unit, -(long) interval);
    }

    private static Instant plus(Instant timestamp, ChronoUnit unit, long interval) {
        return timestamp.atOffset(ZoneOffset.UTC).plus(interval, unit).toInstant();
    }

    @ScalarFunction(
            name = "CONVERT_TZ",
            description = "What clocks show in one zone, as they show it in another.")
    @Example(
            sql = "CONVERT_TZ('2026-02-28T23:59:58', 'UTC', 'America/Los_Angeles')",
            result = "'2026-02-28T15:59:58.000'")
    public static Instant convertZone(Instant timestamp, String fromTimeZone, String toTimeZone) {
        return timestamp
                .atOffset(ZoneOffset.UTC)
                .toLocalDateTime()
                .atZone(DateTimePatterns.zone(fromTimeZone))
                .withZoneSameInstant(DateTimePatterns.zone(toTimeZone))
                .toLocalDateTime()
                .toInstant(ZoneOffset.UTC);
    }
}
