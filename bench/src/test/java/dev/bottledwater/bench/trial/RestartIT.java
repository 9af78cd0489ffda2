// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

/**
 * Every kind of join, window and aggregation keeps its results across restarts with and without its
 * state, and across a second instance that joins and leaves again.
 */
class RestartIT {
    private static final long SEED = 20261129;
    private static final int ROUNDS = 3;
    private static final int PER_ROUND = 150;

    private static List<Outcome> outcomes;

    @BeforeAll
    static void play(@TempDir Path directory) throws Exception {
        try (var kafka = EmbeddedKafka.launch(Trial.broker())) {
            outcomes =
                    new Trial(kafka, directory, System.out)
                            .play(
                                    Scenarios.ALL,
                                    Scenarios.SOME,
                                    Workload.of(SEED, ROUNDS, PER_ROUND));
        }
    }

    @ParameterizedTest
    @EnumSource(Guarantee.class)
    void everyScenarioEndsAsUndisturbed(Guarantee guarantee) {
        var ours = outcomes.stream().filter(o -> o.guarantee() == guarantee).toList();
        assertThat(ours)
                .extracting(Outcome::scenario)
                .isEqualTo(guarantee == Guarantee.AT_LEAST_ONCE ? Scenarios.ALL : Scenarios.SOME);
        assertThat(ours)
                .allSatisfy(o -> assertThat(o.comparison().equal()).as(o.line()).isGreaterThan(4));
        assertThat(ours).allSatisfy(o -> assertThat(o.holds()).as(o.line()).isTrue());
    }
}
