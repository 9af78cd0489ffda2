// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanUsageTest {
    @Test
    void countsReplicasAgainstThePlan() {
        PlanUsage fits = new PlanUsage(10, 30, 2, 10, 40, 120, true);
        assertThat(fits.excess()).isEmpty();
        assertThat(fits)
                .hasToString(
                        "10 topics with 30 partitions are there, and 2 topics with 10 partitions missing; with them 120"
                                + " of the plan's 120 replicas of partitions and 12 of its 40 topics");
        assertThat(new PlanUsage(10, 30, 2, 11, 40, 120, true).excess().orElseThrow().message())
                .isEqualTo(
                        "The app would have 123 replicas of partitions, and the plan allows 120 replicas (3 of each partition).");
        assertThat(new PlanUsage(39, 1, 2, 2, 40, 120, true).excess().orElseThrow().message())
                .isEqualTo("The app would have 41 topics, and the plan allows 40 topics.");
    }

    @Test
    void namesThePublishedLimitsWhereHerokuWasNotAsked() {
        PlanUsage shared = new PlanUsage(1, 1, 1, 500, 0, 0, true);
        assertThat(shared.excess()).as("which plan it is isn't known").isEmpty();
        assertThat(shared.toString())
                .startsWith(
                        "1 topic with 1 partition are there, and 1 topic with 500 partitions missing")
                .endsWith("240 on basic-0, 480 on basic-1 and 960 on basic-2");
        assertThat(new PlanUsage(1, 1, 0, 0, 0, 0, false).toString()).endsWith("missing");
    }
}
