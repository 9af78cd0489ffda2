// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.table.CellText;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.row.QueryHeader;
import dev.bottledwater.wire.row.ResultColumn;
import dev.bottledwater.wire.row.ResultRow;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows in the formats that aren't boxes. */
public final class PlainRows implements RowPrinter {
    private final PrintStream out;
    private final OutputFormat format;
    private List<String> names = List.of();
    private long count;

    /**
     * @param format TABULAR isn't one of these: see {@link BoxRows}
     */
    public PlainRows(PrintStream out, OutputFormat format) {
        if (format == OutputFormat.TABULAR) {
            throw new IllegalArgumentException("TABULAR rows are printed in a box");
        }
        this.out = out;
        this.format = format;
    }

    @Override
    public void header(QueryHeader header) {
        names = header.columns().stream().map(ResultColumn::name).toList();
        switch (format) {
            case JSON -> json(jsonHeader(header));
            case CSV -> out.println(Delimited.csv(names));
            case MARKDOWN -> {
                out.println(Delimited.markdown(names));
                out.println(Delimited.markdownRule(names.size()));
            }
            case VERTICAL, TABULAR -> {}
        }
    }

    @Override
    public void row(ResultRow row) {
        count++;
        switch (format) {
            case JSON -> json(jsonRow(row));
            case CSV -> out.println(String.join(",", csvCells(row)));
            case MARKDOWN -> out.println(Delimited.markdown(BoxRows.cells(row)));
            case VERTICAL, TABULAR ->
                    Delimited.vertical(
                                    count,
                                    names.stream().map(CellText::printable).toList(),
                                    BoxRows.cells(row))
                            .forEach(out::println);
        }
        out.flush();
    }

    @Override
    public void end(String reason) {
        switch (format) {
            case JSON, VERTICAL, TABULAR -> {
                if (!reason.isEmpty()) {
                    out.println(reason);
                }
                out.println("Query terminated");
            }
            case CSV, MARKDOWN -> {}
        }
        out.flush();
    }

    private void json(Map<String, ?> document) {
        out.println(JsonText.indented(WireJson.write(document)));
    }

    private static Map<String, Object> jsonHeader(QueryHeader header) {
        Map<String, Object> document = new LinkedHashMap<>();
        if (header.queryId() != null) {
            document.put("queryId", header.queryId());
        }
        document.put(
                "schema",
                header.columns().stream()
                        .map(
                                column ->
                                        "`%s` %s%s"
                                                .formatted(
                                                        column.name().replace("`", "``"),
                                                        column.type(),
                                                        column.key() ? " KEY" : ""))
                        .collect(Collectors.joining(", ")));
        return document;
    }

    private static Map<String, Object> jsonRow(ResultRow row) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("columns", row.values());
        if (row.tombstone()) {
            document.put("tombstone", true);
        }
        return document;
    }

    /**
     * Spreadsheets know an empty cell, and no {@code null}; values keep their control characters,
     * and what has parts is JSON, which programs can take apart again.
     */
    private static List<String> csvCells(ResultRow row) {
        return row.values().stream()
                .map(value -> Delimited.csvCell(value, row.tombstone() ? BoxRows.TOMBSTONE : ""))
                .toList();
    }
}
