// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.SourceSpan;

import java.util.Objects;

/**
 * The text of one statement, not parsed yet.
 *
 * @param text the text from its first word to its {@code ;}, or to the script's end
 * @param span where it stood in the script
 * @param complete whether it ends with a {@code ;}
 */
public record StatementText(String text, SourceSpan span, boolean complete) {
    /** Checks that the parts are there. */
    public StatementText {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(span, "span");
    }
}
