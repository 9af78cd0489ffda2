// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.function.collection.TableFunctions;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

class TableFunctionsTest {

    @Test
    void cubeCombinesValuesWithNullTheFirstColumnLast() {
        assertThat(TableFunctions.cubeExplode(List.of("a", "b")))
                .containsExactly(
                        Arrays.asList(null, null),
                        Arrays.asList(null, "b"),
                        Arrays.asList("a", null),
                        Arrays.asList("a", "b"));
    }

    @Test
    void cubeLeavesNullsNull() {
        assertThat(TableFunctions.cubeExplode(Arrays.asList(1, null, 3)))
                .containsExactly(
                        Arrays.asList(null, null, null),
                        Arrays.asList(null, null, 3),
                        Arrays.asList(1, null, null),
                        Arrays.asList(1, null, 3));
        assertThat(TableFunctions.cubeExplode(Arrays.asList(null, null)))
                .containsExactly(Arrays.asList(null, null));
    }

    @Test
    void cubeOfTooManyValuesIsRefusedAndOfManyMadeStepByStep() {
        assertThat(TableFunctions.cubeExplode(Collections.nCopies(20, 1))).hasSize(1 << 20);
        assertThatThrownBy(() -> TableFunctions.cubeExplode(Collections.nCopies(21, 1)))
                .hasMessageContaining("the most are 20");
    }
}
