// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.console.Screen;
import dev.bottledwater.cli.table.Box;
import dev.bottledwater.cli.table.CellText;
import dev.bottledwater.wire.row.QueryHeader;
import dev.bottledwater.wire.row.ResultColumn;
import dev.bottledwater.wire.row.ResultRow;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Rows in a box as wide as the screen. */
public final class BoxRows implements RowPrinter {
    /** What a deleted row of a table shows in place of its values. */
    static final String TOMBSTONE = "<TOMBSTONE>";

    private final Screen screen;
    private final int columnWidth;
    private final boolean wrap;
    private @Nullable Box box;

    /**
     * @param columnWidth of each column; 0 shares the screen's width
     * @param wrap whether long values go on in the next line, or else are clipped
     */
    public BoxRows(Screen screen, int columnWidth, boolean wrap) {
        this.screen = screen;
        this.columnWidth = columnWidth;
        this.wrap = wrap;
    }

    @Override
    public void header(QueryHeader header) {
        int columns = header.columns().size();
        Box made =
                columnWidth > 0
                        ? new Box(columns, columnWidth)
                        : Box.across(columns, screen.width());
        box = made;
        screen.out().println(made.rule());
        print(
                made,
                header.columns().stream()
                        .map(ResultColumn::name)
                        .map(CellText::printable)
                        .toList());
        screen.out().println(made.rule());
    }

    @Override
    public void row(ResultRow row) {
        if (box == null) {
            throw new IllegalStateException("A row came before the header");
        }
        print(box, cells(row));
    }

    @Override
    public void end(String reason) {
        if (!reason.isEmpty()) {
            screen.out().println(reason);
        }
        screen.out().println("Query terminated");
        screen.out().flush();
    }

    /** The texts of a row; those of a deleted row say so, but for its key. */
    static List<String> cells(ResultRow row) {
        return row.values().stream()
                .map(value -> value == null && row.tombstone() ? TOMBSTONE : CellText.of(value))
                .toList();
    }

    private void print(Box shape, List<String> cells) {
        List<String> fitting =
                wrap
                        ? cells
                        : cells.stream()
                                .map(cell -> CellText.clip(cell, shape.columnWidth()))
                                .toList();
        shape.row(fitting).forEach(screen.out()::println);
        screen.out().flush();
    }
}
