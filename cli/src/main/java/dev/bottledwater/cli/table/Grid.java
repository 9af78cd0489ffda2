// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.table;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A finished list of rows.
 *
 * @param names the columns' names
 * @param rows one text per column each; a text may have several lines
 */
public record Grid(List<String> names, List<List<String>> rows) {
    private static final String SEPARATOR = " | ";

    /** Copies the rows and checks their lengths. */
    public Grid {
        names = List.copyOf(names);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != names.size()) {
                throw new IllegalArgumentException(
                        "A row of %d cells doesn't fit under %d names"
                                .formatted(row.size(), names.size()));
            }
        }
    }

    /** Returns a grid of a single column and row. */
    public static Grid ofOne(String name, String cell) {
        return new Grid(List.of(name), List.of(List.of(cell)));
    }

    /**
     * Returns the lines of the list: names, a rule, rows, a rule.
     *
     * @param ruleWidth the greatest width of the rules; at 0 they are empty lines, as KSQL's
     *     command line has them where there is no terminal
     */
    public List<String> lines(int ruleWidth) {
        int[] widths =
                IntStream.range(0, names.size())
                        .map(
                                i ->
                                        Stream.concat(Stream.of(names), rows.stream())
                                                .flatMap(row -> cellLines(row.get(i)).stream())
                                                .mapToInt(CellText::width)
                                                .max()
                                                .orElse(0))
                        .toArray();
        int whole = IntStream.of(widths).sum() + SEPARATOR.length() * (widths.length - 1) + 2;
        String rule = "-".repeat(Math.min(whole, ruleWidth));
        return Stream.of(
                        Stream.of(line(names, widths)),
                        Stream.of(rule),
                        rows.stream().flatMap(row -> rowLines(row, widths)),
                        Stream.of(rule))
                .flatMap(lines -> lines)
                .toList();
    }

    private static Stream<String> rowLines(List<String> row, int[] widths) {
        List<List<String>> cells = row.stream().map(Grid::cellLines).toList();
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, height)
                .mapToObj(
                        i ->
                                line(
                                        cells.stream()
                                                .map(lines -> i < lines.size() ? lines.get(i) : "")
                                                .toList(),
                                        widths));
    }

    private static List<String> cellLines(String cell) {
        return cell.isEmpty() ? List.of("") : cell.lines().map(CellText::printable).toList();
    }

    private static String line(List<String> cells, int[] widths) {
        return " "
                + String.join(
                        SEPARATOR,
                        IntStream.range(0, widths.length)
                                .mapToObj(i -> CellText.pad(cells.get(i), widths[i]))
                                .toList())
                + " ";
    }
}
