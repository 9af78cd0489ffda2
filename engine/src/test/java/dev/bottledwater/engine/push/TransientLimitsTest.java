// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class TransientLimitsTest {
    @Test
    void theHeapDecidesHowManyBytesThereAre() {
        var limits = TransientLimits.of(Map.of());
        assertThat(limits.stateEntries()).isEqualTo(100_000);
        assertThat(limits.stateBytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 4);
        assertThat(TransientLimits.of(Map.of(TransientLimits.STATE_BYTES, " 70 ")).stateBytes())
                .isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TransientLimits.STATE,
                TransientLimits.STATE_BYTES,
                TransientLimits.TOPIC_READS
            })
    void aPropertyThatIsNoNumberIsNamed(String name) {
        assertThatThrownBy(() -> TransientLimits.of(Map.of(name, "many")))
                .hasMessageStartingWith(name + " is 'many', but must be a whole number from 0 to");
        assertThatThrownBy(() -> TransientLimits.of(Map.of(name, "")))
                .hasMessageStartingWith(name + " is ''");
    }
}
