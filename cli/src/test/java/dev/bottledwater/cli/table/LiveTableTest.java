// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.cli.table.LiveTable.Surface;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

class LiveTableTest {
    private static final Surface TERMINAL = new Surface(true, 80, 24);

    private final LiveTable table = new LiveTable(List.of("REGION", "ORDERS", "AMOUNT"), 1);

    @Test
    void rowsAreReplacedAndRemovedByKeyAndSorted() {
        table.update(List.of("north"), List.of(1, new BigDecimal("10.50")));
        table.update(List.of("east"), List.of(2, new BigDecimal("3.00")));
        table.update(List.of("north"), List.of(2, new BigDecimal("20.00")));
        table.update(List.of("west"), Arrays.asList(null, null));
        assertThat(table.remove(List.of("east"))).isTrue();
        assertThat(table.remove(List.of("east"))).isFalse();

        assertThat(painted(Surface.PLAIN, "p50 3 ms"))
                .isEqualTo(
                        """
                        +--------+--------+--------+
                        | REGION | ORDERS | AMOUNT |
                        +--------+--------+--------+
                        | north  | 2      | 20.00  |
                        | west   | null   | null   |
                        +--------+--------+--------+
                        p50 3 ms
                        """);
    }

    @Test
    void numbersAreSortedByValueWhateverTheirClass() {
        LiveTable numbers = new LiveTable(List.of("N"), 1);
        for (Object n : List.of(10L, 9, new BigDecimal("9.5"), 9L)) {
            numbers.update(List.of(n), List.of());
        }
        assertThat(numbers.size()).isEqualTo(3);
        assertThat(paint(numbers, Surface.PLAIN)).containsSubsequence("| 9 ", "| 9.5", "| 10");
    }

    @Test
    void aTerminalIsPaintedOverWithChangedRowsInBold() {
        table.update(List.of("north"), List.of(1, 1));
        table.update(List.of("south"), List.of(1, 1));
        assertThat(painted(TERMINAL)).doesNotContain("\u001b[6A");
        table.update(List.of("south"), List.of(2, 2));
        assertThat(painted(TERMINAL))
                .startsWith("\u001b[6A\r\u001b[J")
                .contains("\u001b[1m| south  | 2 ")
                .doesNotContain("\u001b[1m| north");
        table.release();
        assertThat(painted(TERMINAL)).doesNotContain("\u001b[6A");
    }

    @Test
    void elsewhereNothingIsPrintedUntilSomethingChanges() {
        table.update(List.of("north"), List.of(1, 1));
        assertThat(painted(Surface.PLAIN)).isNotEmpty().doesNotContain("\u001b");
        assertThat(painted(Surface.PLAIN)).isEmpty();
        assertThat(painted(Surface.PLAIN, "a new footer")).contains("north", "a new footer");
    }

    @Test
    void aSmallTerminalClipsLinesAndCountsRowsLeftOut() {
        for (int i = 0; i < 10; i++) {
            table.update(List.of("region " + i), List.of(i, i));
        }
        String text = painted(new Surface(true, 20, 10));
        assertThat(text).contains("… rows left out: 6");
        assertThat(text.lines()).allMatch(line -> CellText.width(line) <= 46).hasSizeLessThan(10);
        assertThat(text.lines().limit(3))
                .allMatch(line -> line.length() == 20 && line.endsWith("…"));
    }

    @Test
    void dataCannotDriveTheTerminal() {
        table.update(List.of("\u001b[2J\n"), List.of(1, 1));
        assertThat(painted(Surface.PLAIN)).contains("␛[2J␊").doesNotContain("\u001b");
    }

    @Test
    void wrongShapesAreRefused() {
        assertThatThrownBy(() -> table.update(List.of("a", "b"), List.of(1)))
                .hasMessageContaining("doesn't fit");
        assertThatThrownBy(() -> new LiveTable(List.of("A"), 0)).hasMessageContaining("key of 0");
    }

    private String painted(Surface surface, String... footer) {
        return paint(table, surface, footer);
    }

    private static String paint(LiveTable table, Surface surface, String... footer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        table.render(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), surface, List.of(footer));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
