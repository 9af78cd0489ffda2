// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.ast;

/**
 * The place of a node in the text of its script.
 *
 * @param line line of the first character, from 1
 * @param column column of the first character in UTF-16 units, from 1
 * @param start offset of the first character in the script, from 0
 * @param end offset behind the last character
 */
public record SourceSpan(int line, int column, int start, int end) {
    /** The span of a node that no text stands behind. */
    public static final SourceSpan NONE = new SourceSpan(0, 0, 0, 0);

    /** Checks that the place lies in a text. */
    public SourceSpan {
        boolean none = line == 0 && column == 0 && start == 0 && end == 0;
        if (!none && (line < 1 || column < 1 || start < 0 || end < start)) {
            throw new IllegalArgumentException(
                    "Not a span: line %d, column %d, start %d, end %d"
                            .formatted(line, column, start, end));
        }
    }

    /** Whether no text stands behind the node. */
    public boolean isNone() {
        return line == 0;
    }

    /** The span from this one's start to the other one's end. */
    public SourceSpan to(SourceSpan last) {
        if (isNone() || last.isNone()) {
            return isNone() ? last : this;
        }
        return new SourceSpan(line, column, start, Math.max(end, last.end));
    }
}
