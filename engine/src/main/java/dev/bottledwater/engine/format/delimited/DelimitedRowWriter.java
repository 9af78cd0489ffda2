// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.delimited;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowWriter;
import dev.bottledwater.engine.row.Row;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/**
 * Writes a line without its end. Quotes stand around a field only where a reader needs them, by the
 * rules of the CSV library that ksqlDB's users know the output of: around delimiters, quotes and
 * line breaks, at blanks at an end, and around a first field that doesn't begin with a letter or
 * digit. An empty text is written as null is.
 */
final class DelimitedRowWriter implements RowWriter {
    private static final char QUOTE = '"';

    private final FieldValues.Printer[] printers;
    private final char delimiter;

    DelimitedRowWriter(RecordLayout layout, char delimiter) {
        this.printers =
                layout.columns().stream()
                        .map(c -> FieldValues.printer(c.type()))
                        .toArray(FieldValues.Printer[]::new);
        this.delimiter = delimiter;
    }

    @Override
    public byte @Nullable [] write(Row row, int offset) {
        if (printers.length == 0 || printers.length == 1 && row.get(offset) == null) {
            return null;
        }
        var line = new StringBuilder();
        for (int i = 0; i < printers.length; i++) {
            if (i > 0) {
                line.append(delimiter);
            }
            @Nullable Object value = row.get(offset + i);
            if (value != null) {
                append(printers[i].print(value), i == 0, line);
            }
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(String text, boolean first, StringBuilder line) {
        if (!needsQuotes(text, first)) {
            line.append(text);
            return;
        }
        line.append(QUOTE);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == QUOTE) {
                line.append(QUOTE);
            }
            line.append(c);
        }
        line.append(QUOTE);
    }

    private boolean needsQuotes(String text, boolean first) {
        if (text.isEmpty()) {
            // only the first: a line of one empty field would be no line (observed)
            return first;
        }
        char start = text.charAt(0);
        if (start <= '#' || first && !isLetterOrDigit(start)) {
            return true;
        }
        if (text.charAt(text.length() - 1) <= ' ') {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == delimiter || c == QUOTE || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
