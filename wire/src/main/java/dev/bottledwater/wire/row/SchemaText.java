// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.row;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the schema text of {@code /query}'s header: {@code `ID` BIGINT KEY, `A` STRUCT<`B`
 * STRING>}.
 */
public final class SchemaText {
    private static final String KEY = " KEY";

    private SchemaText() {}

    /**
     * Returns the columns of a schema text.
     *
     * @throws IllegalArgumentException when a column has no back-quoted name
     */
    public static List<ResultColumn> columns(String schema) {
        List<ResultColumn> columns = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < schema.length(); i++) {
            char c = schema.charAt(i);
            if (c == '`') {
                // A doubled back-quote inside a name closes and opens again: the sum is the same.
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '(')) {
                depth++;
            } else if (!quoted && (c == '>' || c == ')')) {
                depth--;
            } else if (!quoted && depth == 0 && c == ',') {
                columns.add(column(schema.substring(start, i).strip()));
                start = i + 1;
            }
        }
        String last = schema.substring(start).strip();
        if (!last.isEmpty()) {
            columns.add(column(last));
        }
        return columns;
    }

    private static ResultColumn column(String text) {
        int end = endOfName(text);
        if (end < 0) {
            throw new IllegalArgumentException(
                    "Expected a column such as `NAME` STRING in a schema, but found: " + text);
        }
        String name = text.substring(1, end).replace("``", "`");
        String type = text.substring(end + 1).strip();
        return type.endsWith(KEY)
                ? new ResultColumn(name, type.substring(0, type.length() - KEY.length()), true)
                : new ResultColumn(name, type, false);
    }

    private static int endOfName(String text) {
        if (!text.startsWith("`")) {
            return -1;
        }
        int i = 1;
        while (i < text.length()) {
            if (text.charAt(i) != '`') {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '`') {
                i += 2;
            } else {
                return i;
            }
        }
        return -1;
    }
}
