// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.RowStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

class PullLimitsTest {
    private static final String RATE = "ksql.query.pull.max.qps";
    private static final String CONCURRENCY = "ksql.query.pull.max.concurrent.requests";

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void startsSoManyASecond() {
        var limits = new PullLimits(Map.of(RATE, "4"), now::get);
        for (int i = 0; i < 4; i++) {
            limits.start(this::rows);
        }
        assertThatThrownBy(() -> limits.start(this::rows))
                .isInstanceOf(PullLimits.ReachedException.class)
                .hasMessage("This server starts at most 4 pull queries a second (" + RATE + ").");
        now.addAndGet(Duration.ofMillis(250).toNanos());
        limits.start(this::rows);
        assertThatThrownBy(() -> limits.start(this::rows))
                .isInstanceOf(PullLimits.ReachedException.class);
        now.addAndGet(Duration.ofHours(1).toNanos());
        for (int i = 0; i < 4; i++) {
            limits.start(this::rows);
        }
        assertThatThrownBy(() -> limits.start(this::rows))
                .isInstanceOf(PullLimits.ReachedException.class);
    }

    @Test
    void runsSoManyAtATime() {
        var limits = new PullLimits(Map.of(CONCURRENCY, "2"), now::get);
        var first = limits.start(this::rows);
        limits.start(this::rows);
        assertThatThrownBy(() -> limits.start(this::rows))
                .hasMessage(
                        "This server runs at most 2 pull queries at a time (" + CONCURRENCY + ").");
        first.close();
        first.close();
        assertThat(closed).hasValue(1);
        limits.start(this::rows);
        assertThatThrownBy(() -> limits.start(this::rows))
                .isInstanceOf(PullLimits.ReachedException.class);
    }

    @Test
    void makesRoomAgainWhereAQueryDoesNotStart() {
        var limits = new PullLimits(Map.of(CONCURRENCY, "1"), now::get);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(
                            () ->
                                    limits.start(
                                            () -> {
                                                throw new IllegalStateException("no");
                                            }))
                    .hasMessage("no");
        }
        limits.start(this::rows);
    }

    @Test
    void turnsPullQueriesOff() {
        assertThatThrownBy(() -> new PullLimits(Map.of(RATE, "0")).start(this::rows))
                .isInstanceOf(PullLimits.ReachedException.class);
    }

    @Test
    void addsNothingWhereNoLimitIsSet() {
        var rows = rows();
        assertThat(new PullLimits(Map.of()).start(() -> rows)).isSameAs(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "many", "99999999999"})
    void refusesWhatIsNoLimit(String value) {
        assertThatThrownBy(() -> new PullLimits(Map.of(RATE, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(RATE + " is '" + value + "'");
    }

    private RowStream rows() {
        return new RowStream() {
            @Override
            public String queryId() {
                return "q";
            }

            @Override
            public Kind kind() {
                return Kind.PULL_TABLE;
            }

            @Override
            public List<ResultColumn> columns() {
                return List.of();
            }

            @Override
            public Optional<Event> next(Duration timeout) {
                return Optional.of(new Event.End(null));
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }
}
