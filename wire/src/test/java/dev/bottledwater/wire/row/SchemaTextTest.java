// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SchemaTextTest {
    @Test
    void splitsColumnsButNotTypes() {
        assertThat(
                        SchemaText.columns(
                                "`ID` BIGINT KEY, `D` DECIMAL(10, 2), `S` STRUCT<`A` STRING, `b,<` INTEGER>, `q``x` MAP<STRING, INTEGER>"))
                .containsExactly(
                        new ResultColumn("ID", "BIGINT", true),
                        new ResultColumn("D", "DECIMAL(10, 2)", false),
                        new ResultColumn("S", "STRUCT<`A` STRING, `b,<` INTEGER>", false),
                        new ResultColumn("q`x", "MAP<STRING, INTEGER>", false));
    }

    @Test
    void readsAnEmptySchema() {
        assertThat(SchemaText.columns("")).isEmpty();
    }

    @Test
    void refusesOtherText() {
        assertThatThrownBy(() -> SchemaText.columns("ID BIGINT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ID BIGINT");
    }
}
