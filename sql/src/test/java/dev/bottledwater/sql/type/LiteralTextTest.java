// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;

class LiteralTextTest {

    @ParameterizedTest
    @CsvSource({
        "2018, 2018-01-01T00:00:00Z",
        "2018-02-28T24, 2018-03-01T00:00:00Z",
        "2018-02, 2018-02-01T00:00:00Z",
        "2018-02-03, 2018-02-03T00:00:00Z",
        "2018-02-03T04, 2018-02-03T04:00:00Z",
        "2018-02-03T04:05, 2018-02-03T04:05:00Z",
        "2018-02-03 04:05:06, 2018-02-03T04:05:06Z",
        "2018-02-03T04:05:06.789, 2018-02-03T04:05:06.789Z",
        "2018-02-03T04:05:06.7891234, 2018-02-03T04:05:06.789Z",
        "2019-01-01T00:00:00+0445, 2018-12-31T19:15:00Z",
        "2019-01-01T00:00:00-03:30, 2019-01-01T03:30:00Z",
        "2019-01-01T00:00:00Z, 2019-01-01T00:00:00Z"
    })
    void timestampsMayBePartialAndHaveAZone(String text, Instant instant) {
        assertThat(LiteralText.timestamp(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2018-13",
                "2018-02-30",
                "2018-02-03T25",
                "2018-02-03T24:01",
                "18",
                "2018-01-01x"
            })
    void otherTextsAreNoTimestamps(String text) {
        assertThat(LiteralText.timestamp(text)).isEmpty();
    }

    @Test
    void datesTimesBooleansAndNumbers() {
        assertThat(LiteralText.date("2026-02-28")).contains(LocalDate.of(2026, 2, 28));
        assertThat(LiteralText.time("23:59:58.5")).contains(LocalTime.of(23, 59, 58, 500_000_000));
        assertThat(LiteralText.time("25:00:00")).isEmpty();
        assertThat(LiteralText.bool("fAl")).contains(false);
        assertThat(LiteralText.bool("y")).contains(true);
        assertThat(LiteralText.bool("tru!")).isEmpty();
        assertThat(LiteralText.bool("")).isEmpty();
        assertThat(LiteralText.number(" -1.5e3 "))
                .hasValueSatisfying(n -> assertThat(n).isEqualByComparingTo("-1500"));
        assertThat(LiteralText.number("1.2.3")).isEmpty();
    }
}
