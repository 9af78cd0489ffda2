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

    /** In rows they come last. */
    @Test
    void putsHeadersBehindTheValue() {
        assertThat(
                        SchemaText.columns(
                                "`K` INTEGER KEY, `H` BYTES HEADER('a, `)'), `ALL` ARRAY<STRUCT<`KEY` STRING, `VALUE` BYTES>> HEADERS, `HEADERS` STRING"))
                .containsExactly(
                        new ResultColumn("K", "INTEGER", true),
                        new ResultColumn("HEADERS", "STRING", false),
                        new ResultColumn("H", "BYTES", false),
                        new ResultColumn(
                                "ALL", "ARRAY<STRUCT<`KEY` STRING, `VALUE` BYTES>>", false));
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
