// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.table;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A table drawn row by row before its last row is known: all columns have the same width, and
 * longer values go on in the next line.
 *
 * @param columns how many
 * @param columnWidth of each, at least 1
 */
public record Box(int columns, int columnWidth) {
    /** KSQL's command line makes no column narrower. */
    static final int NARROWEST = 5;

    /** Returns a box that fills a screen. */
    public static Box across(int columns, int screenWidth) {
        int borders = columns + 1;
        return new Box(
                columns, Math.max(NARROWEST, (screenWidth - borders) / Math.max(1, columns)));
    }

    /** Returns the line between header and rows. */
    public String rule() {
        return "+" + ("-".repeat(columnWidth) + "+").repeat(columns);
    }

    /** Returns the lines of a row. */
    public List<String> row(List<String> cells) {
        List<List<String>> pieces =
                cells.stream().map(cell -> CellText.pieces(cell, columnWidth)).toList();
        int height = pieces.stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, height)
                .mapToObj(
                        line ->
                                pieces.stream()
                                        .map(cell -> line < cell.size() ? cell.get(line) : "")
                                        .map(text -> CellText.pad(text, columnWidth) + "|")
                                        .reduce("|", String::concat))
                .toList();
    }
}
