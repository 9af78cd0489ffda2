// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.eval;

import dev.bottledwater.sql.type.LiteralText;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** DATE, TIME and TIMESTAMP from and as text; the texts are those of literals. */
final class DateTimeText {
    static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private DateTimeText() {}

    static LocalDate date(String text) {
        return LiteralText.date(text)
                .orElseThrow(
                        () -> new EvaluationException("the text is not a date such as 2026-02-28"));
    }

    static LocalTime time(String text) {
        return LiteralText.time(text)
                .orElseThrow(
                        () -> new EvaluationException("the text is not a time such as 23:59:58"));
    }

    static Instant timestamp(String text) {
        return LiteralText.timestamp(text)
                .orElseThrow(
                        () ->
                                new EvaluationException(
                                        "the text is not a timestamp such as 2026-02-28T23:59:58.987"));
    }
}
