// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.postgres;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;

/** A table and its schema, as they are stored. */
record TableName(String schema, String table) implements Comparable<TableName> {
    /** More than these hide what is said of them. */
    private static final int SHOWN = 5;

    /** As SQL takes it. */
    String quoted() {
        return quote(schema) + "." + quote(table);
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The first few, and how many more there are. */
    static String list(Collection<TableName> tables) {
        String first = tables.stream().limit(SHOWN).map(TableName::toString).collect(joining(", "));
        return tables.size() > SHOWN ? first + " and " + (tables.size() - SHOWN) + " more" : first;
    }

    @Override
    public int compareTo(TableName other) {
        return Comparator.comparing(TableName::schema)
                .thenComparing(TableName::table)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return schema + "." + table;
    }
}
