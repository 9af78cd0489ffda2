// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.connect.failure.Backoff;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class RestartsTest {
    private static final Instant START = Instant.EPOCH;
    private static final String REFUSED = "PSQLException: Connection to db:5432 refused.";

    private final Restarts restarts =
            new Restarts(new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(60)));

    private static ConnectorFacts connector(String state, String trace) {
        return new ConnectorFacts(
                "c",
                true,
                new ConnectorFacts.Part(ConnectorProblem.NO_TASK, "RUNNING", "w", ""),
                List.of(new ConnectorFacts.Part(0, state, "w", trace)));
    }

    /** The seconds at which a connector that stays failed is restarted. */
    private List<Integer> restarted(String trace, int seconds) {
        List<Integer> moments = new ArrayList<>();
        for (int i = 0; i <= seconds; i++) {
            if (restarts.due(connector("FAILED", trace), START.plusSeconds(i))) {
                moments.add(i);
            }
        }
        return moments;
    }

    @Test
    void whatMayPassIsTriedAgainWithGrowingPauses() {
        assertThat(restarted(REFUSED, 280)).containsExactly(5, 16, 37, 78, 139, 200, 261);
        assertThat(restarts.of("c").restarts()).isEqualTo(7);
        assertThat(restarts.of("c").next()).isEqualTo(START.plusSeconds(322));
    }

    @Test
    void whatIsNotKnownIsTriedAFewTimes() {
        assertThat(restarted("NullPointerException", 3600)).hasSize(Restarts.ATTEMPTS);
        assertThat(restarts.of("c").next()).isNull();
        assertThat(restarts.of("c").restarts()).isEqualTo(Restarts.ATTEMPTS);
    }

    @Test
    void whatSomebodyMustMendIsLeftAlone() {
        assertThat(restarted("ConfigException: wrong", 3600)).isEmpty();
        assertThat(restarts.of("c")).isEqualTo(Restarts.Attempts.NONE);
    }

    @Test
    void onlyOneThatWorkedForLongBeginsAnew() {
        restarted(REFUSED, 20);
        assertThat(restarts.of("c").restarts()).isEqualTo(2);
        restarts.due(connector("RUNNING", ""), START.plusSeconds(40));
        assertThat(restarts.of("c").restarts()).as("it may fail again at once").isEqualTo(2);
        assertThat(restarts.of("c").next()).isNull();
        restarts.due(connector("RUNNING", ""), START.plusSeconds(77));
        assertThat(restarts.of("c")).isEqualTo(Restarts.Attempts.NONE);
    }

    @Test
    void deletedConnectorsAreForgotten() {
        restarted(REFUSED, 20);
        restarts.keep(Set.of("other"));
        assertThat(restarts.of("c")).isEqualTo(Restarts.Attempts.NONE);
    }

    @Test
    void nothingIsRestartedWhereItIsOff() {
        var off = new Restarts(null);
        assertThat(off.due(connector("FAILED", REFUSED), START.plusSeconds(1_000_000))).isFalse();
        assertThat(off.of("c").next()).isNull();
    }
}
