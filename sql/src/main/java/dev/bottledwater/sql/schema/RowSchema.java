// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.schema;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The layout of a flat row: the key columns first, then the value columns. Every operator of a plan
 * reads and writes rows of such a layout, and column references are indexes into it.
 */
public record RowSchema(List<Column> columns, int keyCount) {
    public RowSchema {
        columns = List.copyOf(columns);
        if (keyCount < 0 || keyCount > columns.size()) {
            throw new IllegalArgumentException(
                    "keyCount " + keyCount + " of " + columns.size() + " columns");
        }
    }

    public static RowSchema of(List<Column> key, List<Column> value) {
        return new RowSchema(
                java.util.stream.Stream.concat(key.stream(), value.stream()).toList(), key.size());
    }

    public List<Column> key() {
        return columns.subList(0, keyCount);
    }

    public List<Column> value() {
        return columns.subList(keyCount, columns.size());
    }

    /** This layout with more value columns at the end. */
    public RowSchema with(List<Column> more) {
        return new RowSchema(
                java.util.stream.Stream.concat(columns.stream(), more.stream()).toList(), keyCount);
    }

    /** The index of the column of exactly this name, or -1. */
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** KSQL's text of a schema: {@code `ID` BIGINT KEY, `NAME` STRING}. */
    @Override
    public String toString() {
        return IntStream.range(0, columns.size())
                .mapToObj(
                        i ->
                                "`%s` %s%s"
                                        .formatted(
                                                columns.get(i).name(),
                                                columns.get(i).type(),
                                                i < keyCount ? " KEY" : ""))
                .collect(Collectors.joining(", "));
    }
}
