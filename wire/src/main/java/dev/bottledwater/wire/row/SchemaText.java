// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.row;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the schema text of {@code /query}'s header: {@code `ID` BIGINT KEY, `A` STRUCT<`B`
 * STRING>}. Columns of headers, which are marked as such ({@code `H` BYTES HEADER('h')}), stand
 * between the key and the value, but their values come last in rows.
 */
public final class SchemaText {
    private static final String KEY = " KEY";
    private static final Pattern HEADER = Pattern.compile(" HEADERS| HEADER\\('.*'\\)");

    private SchemaText() {}

    /**
     * Returns the columns of a schema text, in the order of their values in rows.
     *
     * @throws IllegalArgumentException when a column has no back-quoted name
     */
    public static List<ResultColumn> columns(String schema) {
        List<ResultColumn> columns = new ArrayList<>();
        List<ResultColumn> headers = new ArrayList<>();
        for (String text : split(schema)) {
            ResultColumn column = column(text);
            Matcher header = HEADER.matcher(column.type());
            if (header.find() && header.end() == column.type().length()) {
                headers.add(
                        new ResultColumn(
                                column.name(), column.type().substring(0, header.start()), false));
            } else {
                columns.add(column);
            }
        }
        columns.addAll(headers);
        return columns;
    }

    private static List<String> split(String schema) {
        List<String> columns = new ArrayList<>();
        int depth = 0;
        // the quote that is open: of a name, or of a header's
        char quote = 0;
        int start = 0;
        for (int i = 0; i < schema.length(); i++) {
            char c = schema.charAt(i);
            if (quote != 0) {
                // A doubled back-quote inside a name closes and opens again: the sum is the same.
                quote = c == quote ? 0 : quote;
            } else if (c == '`' || c == '\'') {
                quote = c;
            } else if (c == '<' || c == '(') {
                depth++;
            } else if (c == '>' || c == ')') {
                depth--;
            } else if (depth == 0 && c == ',') {
                columns.add(schema.substring(start, i).strip());
                start = i + 1;
            }
        }
        String last = schema.substring(start).strip();
        if (!last.isEmpty()) {
            columns.add(last);
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
