// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.delimited;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/** Goes through the fields of a line. */
final class FieldCursor {
    private static final byte QUOTE = '"';

    private final byte[] data;
    private final byte[] delimiter;
    private int at;
    private boolean ended;
    private int from;
    private int to;
    private boolean quoted;
    private boolean doubledQuotes;

    FieldCursor(byte[] data, byte[] delimiter) {
        this.data = data;
        this.delimiter = delimiter;
    }

    /**
     * Moves to the next field.
     *
     * @return false at the end of the line
     * @throws FieldMismatch for a quoted field that doesn't end, or goes on behind its quote
     */
    boolean next() {
        if (ended) {
            return false;
        }
        doubledQuotes = false;
        int start = at;
        while (start < data.length && isBlank(data[start]) && !isDelimiter(start)) {
            start++;
        }
        quoted = start < data.length && data[start] == QUOTE;
        if (quoted) {
            quotedField(start + 1);
        } else {
            from = at;
            while (at < data.length && !isDelimiter(at) && !isLineEnd(data[at])) {
                at++;
            }
            to = at;
        }
        if (at < data.length && isDelimiter(at)) {
            at += delimiter.length;
        } else {
            ended = true;
        }
        return true;
    }

    private void quotedField(int start) {
        from = start;
        at = start;
        while (true) {
            while (at < data.length && data[at] != QUOTE) {
                at++;
            }
            if (at == data.length) {
                throw new FieldMismatch("a closing quote", "the end of the text");
            }
            if (at + 1 < data.length && data[at + 1] == QUOTE) {
                doubledQuotes = true;
                at += 2;
                continue;
            }
            break;
        }
        to = at++;
        while (at < data.length && isBlank(data[at]) && !isDelimiter(at)) {
            at++;
        }
        if (at < data.length && !isDelimiter(at) && !isLineEnd(data[at])) {
            throw new FieldMismatch("the delimiter behind the closing quote", "other text");
        }
    }

    private boolean isDelimiter(int position) {
        if (data[position] != delimiter[0] || position + delimiter.length > data.length) {
            return false;
        }
        for (int i = 1; i < delimiter.length; i++) {
            if (data[position + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    /** The field's text; null for an empty field without quotes. */
    @Nullable String text() {
        if (from == to && !quoted) {
            return null;
        }
        var text = new String(data, from, to - from, StandardCharsets.UTF_8);
        return doubledQuotes ? text.replace("\"\"", "\"") : text;
    }
}
