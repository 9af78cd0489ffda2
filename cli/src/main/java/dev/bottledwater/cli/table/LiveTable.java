// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.table;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table whose rows are replaced and removed by key while it is shown. On a terminal each {@link
 * #render} paints over the one before; elsewhere it prints the table below the one before, and only
 * when something has changed.
 *
 * <p>Rows stand in the order of their keys. Safe for one thread that feeds it and another that
 * renders it.
 */
public final class LiveTable {
    private static final String UP_AND_CLEAR = "\u001b[%dA\r\u001b[J";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    /**
     * Header, two rules around it, the rule at the end, the line of rows left out, and the prompt's
     * line.
     */
    private static final int LINES_AROUND_ROWS = 6;

    /**
     * What the table is painted on.
     *
     * @param ansi whether escape sequences move the cursor there; false for a file or a pipe
     * @param width columns; what is wider is clipped
     * @param height lines; rows beyond it are counted and left out. Without meaning when not {@code
     *     ansi}
     */
    public record Surface(boolean ansi, int width, int height) {
        /** A file or a pipe: nothing is clipped or left out. */
        public static final Surface PLAIN =
                new Surface(false, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    private final List<String> names;
    private final int keyCount;
    private final Map<List<@Nullable Object>, List<String>> rows =
            new TreeMap<>(LiveTable::compareKeys);
    private final Set<List<@Nullable Object>> changed = new TreeSet<>(LiveTable::compareKeys);
    private int paintedLines;
    private List<String> printed = List.of();

    /**
     * @param names the columns' names, those of the key first
     * @param keyCount how many of them are the key, at least one
     */
    public LiveTable(List<String> names, int keyCount) {
        if (keyCount < 1 || keyCount > names.size()) {
            throw new IllegalArgumentException(
                    "A live table of %d columns can't have a key of %d."
                            .formatted(names.size(), keyCount));
        }
        this.names = names.stream().map(CellText::printable).toList();
        this.keyCount = keyCount;
    }

    /**
     * Puts a row in, in the place of the one that has the same key.
     *
     * @param key one value per key column
     * @param values one value per other column
     */
    public synchronized void update(
            List<? extends @Nullable Object> key, List<? extends @Nullable Object> values) {
        if (key.size() != keyCount || key.size() + values.size() != names.size()) {
            throw new IllegalArgumentException(
                    "A row of %d and %d values doesn't fit into a table of %d and %d columns."
                            .formatted(
                                    key.size(), values.size(), keyCount, names.size() - keyCount));
        }
        List<String> texts =
                Stream.concat(key.stream(), values.stream()).map(CellText::of).toList();
        List<@Nullable Object> copy = copy(key);
        if (!texts.equals(rows.put(copy, texts))) {
            changed.add(copy);
        }
    }

    /**
     * Takes a row out.
     *
     * @return whether there was one
     */
    public synchronized boolean remove(List<? extends @Nullable Object> key) {
        List<@Nullable Object> copy = copy(key);
        changed.remove(copy);
        return rows.remove(copy) != null;
    }

    /** Returns how many rows there are. */
    public synchronized int size() {
        return rows.size();
    }

    /**
     * Paints the table.
     *
     * @param footer lines below the table
     */
    public synchronized void render(PrintStream out, Surface surface, List<String> footer) {
        List<String> lines = lines(surface, footer);
        if (surface.ansi()) {
            String back = paintedLines == 0 ? "" : UP_AND_CLEAR.formatted(paintedLines);
            out.print(back + String.join(System.lineSeparator(), lines) + System.lineSeparator());
            paintedLines = lines.size();
            out.flush();
        } else if (!lines.equals(printed)) {
            lines.forEach(out::println);
            out.flush();
        }
        printed = lines;
        changed.clear();
    }

    /** Makes the next {@link #render} paint below what stands on the screen now, not over it. */
    public synchronized void release() {
        paintedLines = 0;
    }

    private List<String> lines(Surface surface, List<String> footer) {
        int[] widths = widths();
        String rule =
                CellText.clip(
                        "+"
                                + String.join(
                                        "+",
                                        IntStream.of(widths)
                                                .mapToObj(w -> "-".repeat(w + 2))
                                                .toList())
                                + "+",
                        surface.width());
        List<String> lines = new ArrayList<>(List.of(rule, line(names, widths, surface), rule));
        int room =
                surface.ansi()
                        ? Math.max(1, surface.height() - LINES_AROUND_ROWS - footer.size())
                        : rows.size();
        rows.entrySet().stream()
                .limit(room)
                .map(
                        row -> {
                            String line = line(row.getValue(), widths, surface);
                            return surface.ansi() && changed.contains(row.getKey())
                                    ? BOLD + line + PLAIN
                                    : line;
                        })
                .forEach(lines::add);
        lines.add(rule);
        if (rows.size() > room) {
            lines.add(
                    "… rows left out: %d (the terminal is too low)".formatted(rows.size() - room));
        }
        footer.stream()
                .map(text -> CellText.clip(CellText.printable(text), surface.width()))
                .forEach(lines::add);
        return lines;
    }

    private static String line(List<String> cells, int[] widths, Surface surface) {
        String line =
                "| "
                        + String.join(
                                " | ",
                                IntStream.range(0, widths.length)
                                        .mapToObj(i -> CellText.pad(cells.get(i), widths[i]))
                                        .toList())
                        + " |";
        return CellText.clip(line, surface.width());
    }

    private int[] widths() {
        return IntStream.range(0, names.size())
                .map(
                        i ->
                                Stream.concat(Stream.of(names), rows.values().stream())
                                        .mapToInt(cells -> CellText.width(cells.get(i)))
                                        .max()
                                        .orElse(0))
                .toArray();
    }

    private static List<@Nullable Object> copy(List<? extends @Nullable Object> key) {
        return Collections.unmodifiableList(new ArrayList<>(key));
    }

    private static int compareKeys(List<@Nullable Object> left, List<@Nullable Object> right) {
        for (int i = 0; i < left.size() && i < right.size(); i++) {
            int order = compareValues(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** Nulls, then numbers by value whatever their class, then all else by its text. */
    private static int compareValues(@Nullable Object left, @Nullable Object right) {
        int order = Integer.compare(rank(left), rank(right));
        if (order != 0 || left == null || right == null) {
            return order;
        }
        if (left instanceof Number a && right instanceof Number b) {
            return floating(a) || floating(b)
                    ? Double.compare(a.doubleValue(), b.doubleValue())
                    : new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
        }
        return left.toString().compareTo(right.toString());
    }

    private static int rank(@Nullable Object value) {
        return value == null ? 0 : value instanceof Number ? 1 : 2;
    }

    private static boolean floating(Number number) {
        return number instanceof Double || number instanceof Float;
    }
}
