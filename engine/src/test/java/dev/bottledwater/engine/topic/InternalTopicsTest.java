// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.TopicNames;

import org.junit.jupiter.api.Test;

import java.util.Map;

class InternalTopicsTest {
    private static final TopicNames PREFIXED =
            new TopicNames() {
                @Override
                public String physicalTopic(String logical) {
                    return logical.startsWith("foo.") ? logical : "foo." + logical;
                }

                @Override
                public String logicalTopic(String physical) {
                    return physical.startsWith("foo.") ? physical.substring(4) : physical;
                }

                @Override
                public String physicalGroup(String logical) {
                    return physicalTopic(logical);
                }
            };

    @Test
    void aTopicIsClosedByEitherOfItsNames() {
        var internal = new InternalTopics(Map.of(), "my-catalog", PREFIXED);
        assertThat(internal.isClosed("_bottled-water-app-connect-configs")).isTrue();
        assertThat(internal.isClosed("foo._bottled-water-app-connect-configs")).isTrue();
        assertThat(internal.isClosed("foo.my-catalog")).isTrue();
        assertThat(internal.isHidden("foo.my-catalog")).isTrue();
        assertThat(internal.isClosed("foo.orders")).isFalse();
    }
}
