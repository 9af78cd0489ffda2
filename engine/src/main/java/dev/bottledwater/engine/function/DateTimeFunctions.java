// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

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
            description = "The timestamp of so many milliseconds since 1970.")
    public static Instant fromUnixTime(long epochMilli) {
        return Instant.ofEpochMilli(epochMilli);
    }

    @ScalarFunction(name = "UNIX_TIMESTAMP", description = "The milliseconds from 1970 to now.")
    public static long unixTimestamp() {
        return System.currentTimeMillis();
    }

    @ScalarFunction(
            name = "UNIX_TIMESTAMP",
            description = "The milliseconds from 1970 to the timestamp.")
    public static long unixTimestamp(Instant timestamp) {
        return timestamp.toEpochMilli();
    }

    @ScalarFunction(name = "FROM_DAYS", description = "The date of so many days since 1970.")
    public static LocalDate fromDays(int days) {
        return LocalDate.ofEpochDay(days);
    }

    @ScalarFunction(name = "UNIX_DATE", description = "The days from 1970 to today, in UTC.")
    public static int unixDate() {
        return (int) LocalDate.now(ZoneOffset.UTC).toEpochDay();
    }

    @ScalarFunction(name = "UNIX_DATE", description = "The days from 1970 to the date.")
    public static int unixDate(LocalDate date) {
        return (int) date.toEpochDay();
    }

    @ScalarFunction(name = "DATEADD", description = "The date so much later.")
    public static LocalDate dateAdd(ChronoUnit unit, int interval, LocalDate date) {
        return plus(date, unit, interval);
    }

    @ScalarFunction(name = "DATESUB", description = "The date so much earlier.")
    public static LocalDate dateSub(ChronoUnit unit, int interval, LocalDate date) {
        return plus(date, unit, -(long) interval);
    }

    private static LocalDate plus(LocalDate date, ChronoUnit unit, long interval) {
        return unit.isDateBased()
                ? date.plus(interval, unit)
                : date.atStartOfDay().plus(interval, unit).toLocalDate();
    }

    @ScalarFunction(name = "TIMEADD", description = "The time so much later, past midnight too.")
    public static LocalTime timeAdd(ChronoUnit unit, int interval, LocalTime time) {
        return plus(time, unit, interval);
    }

    @ScalarFunction(name = "TIMESUB", description = "The time so much earlier, past midnight too.")
    public static LocalTime timeSub(ChronoUnit unit, int interval, LocalTime time) {
        return plus(time, unit, -(long) interval);
    }

    private static LocalTime plus(LocalTime time, ChronoUnit unit, long interval) {
        return unit.isDateBased() ? time : time.plus(interval, unit);
    }

    @ScalarFunction(name = "TIMESTAMPADD", description = "The timestamp so much later.")
    public static Instant timestampAdd(ChronoUnit unit, int interval, Instant timestamp) {
        return plus(timestamp, unit, interval);
    }

    @ScalarFunction(name = "TIMESTAMPSUB", description = "The timestamp so much earlier.")
    public static Instant timestampSub(ChronoUnit unit, int interval, Instant timestamp) {
        return plus(timestamp, unit, -(long) interval);
    }

    private static Instant plus(Instant timestamp, ChronoUnit unit, long interval) {
        return timestamp.atOffset(ZoneOffset.UTC).plus(interval, unit).toInstant();
    }

    @ScalarFunction(
            name = "CONVERT_TZ",
            description = "What clocks show in one zone, as they show it in another.")
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
