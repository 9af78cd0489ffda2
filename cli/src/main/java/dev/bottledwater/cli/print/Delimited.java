// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.table.CellText;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Lines of formats that other programs read. */
final class Delimited {
    private Delimited() {}

    /** A line of RFC 4180. */
    static String csv(List<String> cells) {
        return cells.stream().map(Delimited::csvCell).collect(Collectors.joining(","));
    }

    /**
     * A value as a cell of RFC 4180. An empty text is quoted, so that it differs from no value.
     *
     * @param absent what stands for null
     */
    static String csvCell(@Nullable Object value, String absent) {
        return switch (value) {
            case null -> absent;
            case String text -> text.isEmpty() ? "\"\"" : csvCell(text);
            case List<?> _, Map<?, ?> _ -> csvCell(WireJson.write(value));
            default -> csvCell(CellText.of(value));
        };
    }

    private static String csvCell(String cell) {
        boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }

    /** A line of a Markdown table. */
    static String markdown(List<String> cells) {
        return cells.stream()
                .map(
                        cell ->
                                CellText.printable(
                                        cell.replace("\\", "\\\\")
                                                .replace("|", "\\|")
                                                .replace("\n", "<br>")))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** The line under a Markdown table's header. */
    static String markdownRule(int columns) {
        return "|" + " --- |".repeat(columns);
    }

    /** The lines of a row that stands by itself. */
    static List<String> vertical(long number, List<String> names, List<String> cells) {
        int width = names.stream().mapToInt(CellText::width).max().orElse(0);
        List<String> lines = new java.util.ArrayList<>();
        lines.add("*** row %d ***".formatted(number));
        for (int i = 0; i < names.size(); i++) {
            lines.add(CellText.pad(names.get(i), width) + " : " + cells.get(i));
        }
        return lines;
    }
}
