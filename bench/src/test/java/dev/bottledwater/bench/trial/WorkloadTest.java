// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class WorkloadTest {
    private static List<String> texts(Workload workload) {
        return workload.steps().stream()
                .flatMap(s -> s.records().stream())
                .map(r -> r.topic() + r.timestamp() + Arrays.toString(r.value()))
                .toList();
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertThat(texts(Workload.of(7, 2, 50))).isEqualTo(texts(Workload.of(7, 2, 50)));
        assertThat(texts(Workload.of(7, 2, 50))).isNotEqualTo(texts(Workload.of(8, 2, 50)));
    }

    /** What the scenarios rely on: nothing in a step is late, and windows close between steps. */
    @Test
    void aStepLastsAMinuteAndTenMinutesPassToTheNextOfItsKind() {
        var steps = Workload.of(7, 3, 200).steps();
        for (int i = 0; i < steps.size(); i++) {
            var times =
                    steps.get(i).records().stream()
                            .mapToLong(r -> r.timestamp())
                            .summaryStatistics();
            assertThat(times.getMax() - times.getMin()).isLessThan(60_000);
            if (i % 2 == 1 && i + 2 < steps.size()) {
                var next = steps.get(i + 2).records().getFirst().timestamp();
                assertThat(next - times.getMax()).isGreaterThan(8 * 60_000);
            }
        }
    }

    @Test
    void tablesAndStreamsTakeTurns() {
        var steps = Workload.of(7, 2, 50).steps();
        assertThat(steps.get(0).records())
                .extracting(r -> r.topic())
                .containsOnly(Source.USERS.topic(), Source.ACCOUNTS.topic(), Source.PLANS.topic());
        assertThat(steps.get(1).records())
                .extracting(r -> r.topic())
                .containsOnly(Source.CLICKS.topic(), Source.VIEWS.topic(), Source.PLANS.topic());
        assertThat(steps).hasSize(6);
    }

    /** Or else the results of an inner foreign-key join would depend on who is first. */
    @Test
    void plansAreDeletedWhileNoUserChanges() {
        for (var step : Workload.of(7, 3, 200).steps()) {
            boolean users =
                    step.records().stream().anyMatch(r -> r.topic().equals(Source.USERS.topic()));
            boolean deleted =
                    step.records().stream()
                            .anyMatch(
                                    r ->
                                            r.topic().equals(Source.PLANS.topic())
                                                    && r.value() == null);
            assertThat(users && deleted).isFalse();
        }
        assertThat(Workload.of(7, 3, 200).steps().get(1).records())
                .anyMatch(r -> r.topic().equals(Source.PLANS.topic()) && r.value() == null);
    }
}
