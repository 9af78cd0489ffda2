// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.server.web.RefusedException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

class HourlyBandwidthTest {
    private static final String PULL = "ksql.query.pull.max.hourly.bandwidth.megabytes";

    private Instant now = Instant.parse("2026-11-24T12:00:30Z");

    @Test
    void refusesQueriesOfAKindWhoseHourIsFull() {
        var bandwidth = new HourlyBandwidth(Map.of(PULL, "2"), () -> now);
        bandwidth.sent(Kind.PULL_TABLE, 1 << 20);
        now = now.plus(Duration.ofMinutes(30));
        bandwidth.admit(Kind.PULL_STREAM);
        bandwidth.sent(Kind.PULL_STREAM, 1 << 20);

        var refused =
                catchThrowableOfType(
                        RefusedException.class, () -> bandwidth.admit(Kind.PULL_TABLE));
        assertThat(refused.error().errorCode()).isEqualTo(42900);
        assertThat(refused)
                .hasMessage(
                        "This server has sent 2 MB of such rows within an hour, which is the most that it may (%s). Try again later.",
                        PULL);
        assertThatCode(() -> bandwidth.admit(Kind.PUSH)).doesNotThrowAnyException();

        now = now.plus(Duration.ofMinutes(30));
        bandwidth.admit(Kind.PULL_TABLE);
        bandwidth.sent(Kind.PULL_TABLE, 1 << 20);
        assertThatThrownBy(() -> bandwidth.admit(Kind.PULL_TABLE))
                .isInstanceOf(RefusedException.class);
        now = now.plus(Duration.ofDays(300));
        bandwidth.admit(Kind.PULL_TABLE);
    }

    @Test
    void hasNoLimitUnlessOneIsSet() {
        var bandwidth = HourlyBandwidth.unlimited();
        bandwidth.sent(Kind.PUSH, Long.MAX_VALUE);
        assertThatCode(() -> bandwidth.admit(Kind.PUSH)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new HourlyBandwidth(Map.of(PULL, "much"), () -> now))
                .hasMessage(PULL + " is 'much', but must be a whole number");
    }
}
