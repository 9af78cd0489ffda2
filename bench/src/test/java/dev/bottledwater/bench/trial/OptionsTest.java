// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

class OptionsTest {
    private static Options options(String... arguments) {
        return Options.of(List.of(arguments), Set.of("times", "for", "scenario", "guarantee"));
    }

    @Test
    void readsValuesAndHasDefaults() {
        var given = options("--times", "3", "--scenario", "session", "tumbling", "--for", "90s");
        assertThat(given.number("times", 10)).isEqualTo(3);
        assertThat(given.duration("for", Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(90));
        assertThat(given.scenarios("scenario"))
                .extracting(Scenario::name)
                .containsExactly("tumbling", "session");
        assertThat(options().number("times", 10)).isEqualTo(10);
        assertThat(options().scenarios("scenario")).isEqualTo(Scenarios.ALL);
        assertThat(options("--guarantee", "exactly_once_v2").guarantees("guarantee"))
                .containsExactly(Guarantee.EXACTLY_ONCE);
    }

    @Test
    void choosesAmongWords() {
        var parts = List.of("2", "3");
        assertThat(options("--times", "3").choices("times", parts)).containsExactly("3");
        assertThat(options().choices("times", parts)).isEqualTo(parts);
        assertThatThrownBy(() -> options("--times", "4").choices("times", parts))
                .hasMessage("There is no choice for --times '4'; there are 2, 3.");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> options("--time", "3"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "'--time' isn't an option here; there are [--for, --guarantee, --scenario, --times].");
        assertThatThrownBy(() -> options("--times", "none").number("times", 1))
                .hasMessage("--times is 'none', but must be a whole number from 1 on.");
        assertThatThrownBy(() -> options("--times").number("times", 1))
                .hasMessage("--times takes one value.");
        assertThatThrownBy(() -> options("--for", "90").duration("for", Duration.ZERO))
                .hasMessage("--for is '90', but must be a duration such as 90s, 30m or 2h.");
        assertThatThrownBy(() -> options("--scenario", "x").scenarios("scenario"))
                .hasMessageStartingWith(
                        "There is no scenario 'x'; there are stream-stream-inner, ");
    }
}
