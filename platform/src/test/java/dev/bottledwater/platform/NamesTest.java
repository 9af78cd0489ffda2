// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names plain = new Names("", "default");
    private final Names shared = new Names("boulder-1.", "blue");

    @Test
    void leavesNamesAloneOnADedicatedCluster() {
        assertThat(plain.physicalTopic("orders")).isEqualTo("orders");
        assertThat(plain.logicalTopic("orders")).isEqualTo("orders");
        assertThat(plain.physicalGroup("g")).isEqualTo("g");
    }

    @Test
    void putsThePrefixOnOnce() {
        assertThat(shared.physicalTopic("orders")).isEqualTo("boulder-1.orders");
        assertThat(shared.physicalTopic(shared.physicalTopic("orders")))
                .isEqualTo("boulder-1.orders");
        assertThat(shared.logicalTopic("boulder-1.orders")).isEqualTo("orders");
        assertThat(shared.logicalTopic(shared.logicalTopic("boulder-1.orders")))
                .isEqualTo("orders");
        assertThat(shared.physicalGroup(shared.physicalGroup("g"))).isEqualTo("boulder-1.g");
        assertThat(shared.logicalGroup("boulder-1.g")).isEqualTo("g");
    }

    @Test
    void namesItsOwnTopicsAndGroups() {
        assertThat(plain.serviceId()).isEqualTo("default_");
        assertThat(plain.connectGroup()).isEqualTo("bottled-water-default-connect");
        assertThat(plain.connectConfigTopic()).isEqualTo("_bottled-water-default-connect-configs");
        assertThat(plain.connectOffsetTopic()).isEqualTo("_bottled-water-default-connect-offsets");
        assertThat(plain.connectStatusTopic()).isEqualTo("_bottled-water-default-connect-status");
        assertThat(plain.catalogTopic()).isEqualTo("_bottled-water-default-catalog");
    }

    @Test
    void putsThePrefixOnItsOwnTopicsAndGroupsButNotOnTheServiceId() {
        assertThat(shared.serviceId()).isEqualTo("blue_");
        assertThat(shared.connectGroup()).isEqualTo("boulder-1.bottled-water-blue-connect");
        assertThat(shared.catalogTopic()).isEqualTo("boulder-1._bottled-water-blue-catalog");
        assertThat(shared.physicalTopic(shared.catalogTopic())).isEqualTo(shared.catalogTopic());
    }

    @Test
    void knowsTopicsThatUsersMustNotTouch() {
        assertThat(shared.isOwnTopic(shared.connectOffsetTopic())).isTrue();
        assertThat(shared.isOwnTopic("_bottled-water-blue-catalog")).isTrue();
        assertThat(shared.isOwnTopic("orders")).isFalse();
    }
}
