// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.Names;

import org.junit.jupiter.api.Test;

import java.util.List;

class UnchosenClusterTest {

    @Test
    void refusesToBeginAnewBesideTopicsOfAnotherName() {
        assertThat(
                        UnchosenCluster.problem(
                                new Names("", "my-pipeline"),
                                List.of(
                                        "orders",
                                        "_bottled-water-default-connect-configs",
                                        "_bottled-water-default-catalog")))
                .contains(
                        new Finding(
                                Severity.ERROR,
                                "BW_CLUSTER",
                                "BW_CLUSTER isn't set, so this app is called 'my-pipeline', of which Kafka has no topics, while it has those of 'default'.",
                                "To go on with their catalog and connectors: heroku config:set BW_CLUSTER=default; if they are another app's, begin anew: heroku config:set BW_CLUSTER=my-pipeline."));
    }

    @Test
    void looksBehindThePrefixOfASharedPlan() {
        assertThat(
                        UnchosenCluster.problem(
                                new Names("boulder-1.", "new"),
                                List.of(
                                        "_bottled-water-alien-catalog",
                                        "boulder-1._bottled-water-old-name-connect-configs")))
                .get()
                .extracting(Finding::message)
                .asString()
                .endsWith("it has those of 'old-name'.");
    }

    @Test
    void goesOnWhereItsOwnTopicsAreThereOrNobodyHasAny() {
        Names names = new Names("", "shop");
        assertThat(
                        UnchosenCluster.problem(
                                names,
                                List.of(
                                        "_bottled-water-shop-connect-configs",
                                        "_bottled-water-default-catalog")))
                .isEmpty();
        assertThat(UnchosenCluster.problem(names, List.of("orders", "_bottled-water-x-peers")))
                .isEmpty();
    }
}
