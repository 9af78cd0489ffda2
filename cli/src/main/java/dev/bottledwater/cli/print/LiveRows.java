// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.cli.console.Screen;
import dev.bottledwater.cli.table.LiveTable;
import dev.bottledwater.cli.table.LiveTable.Surface;
import dev.bottledwater.wire.row.QueryHeader;
import dev.bottledwater.wire.row.ResultColumn;
import dev.bottledwater.wire.row.ResultRow;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Changes of a table's rows, shown as the table itself: repainted in place on a terminal. */
public final class LiveRows implements RowPrinter {
    private static final long MILLIS_BETWEEN_PAINTINGS = 100;

    private final Screen screen;
    private final List<Integer> keyColumns;
    private final List<Integer> valueColumns = new ArrayList<>();
    private final AtomicLong changes = new AtomicLong();
    private final ScheduledExecutorService painter =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("live-table").factory());
    private @Nullable LiveTable table;
    private volatile long painted = -1;

    /**
     * @param keyColumns the indices of the columns that are the table's key, at least one
     */
    public LiveRows(Screen screen, List<Integer> keyColumns) {
        this.screen = screen;
        this.keyColumns = List.copyOf(keyColumns);
    }

    @Override
    public void header(QueryHeader header) {
        IntStream.range(0, header.columns().size())
                .filter(i -> !keyColumns.contains(i))
                .forEach(valueColumns::add);
        List<Integer> order = new ArrayList<>(keyColumns);
        order.addAll(valueColumns);
        List<String> names =
                order.stream().map(header.columns()::get).map(ResultColumn::name).toList();
        LiveTable made = new LiveTable(names, keyColumns.size());
        table = made;
        painter.scheduleWithFixedDelay(
                () -> paint(made), 0, MILLIS_BETWEEN_PAINTINGS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void row(ResultRow row) {
        if (table == null) {
            throw new IllegalStateException("A row came before the header");
        }
        List<@Nullable Object> key = pick(row, keyColumns);
        if (row.tombstone()) {
            table.remove(key);
        } else {
            table.update(key, pick(row, valueColumns));
        }
        changes.incrementAndGet();
    }

    @Override
    public void end(String reason) {
        painter.shutdown();
        try {
            if (!painter.awaitTermination(1, TimeUnit.SECONDS)) {
                painter.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (table != null) {
            paint(table);
        }
        if (!reason.isEmpty()) {
            screen.out().println(reason);
        }
        screen.out().println("Query terminated");
        screen.out().flush();
    }

    @Override
    public void close() {
        painter.shutdownNow();
    }

    private void paint(LiveTable made) {
        long count = changes.get();
        if (count == painted) {
            return;
        }
        painted = count;
        made.render(
                screen.out(),
                new Surface(screen.terminal(), screen.width(), screen.height()),
                List.of("%d rows, %d changes; Ctrl-C ends".formatted(made.size(), count)));
    }

    private static List<@Nullable Object> pick(ResultRow row, List<Integer> columns) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int column : columns) {
            values.add(row.values().get(column));
        }
        return values;
    }
}
