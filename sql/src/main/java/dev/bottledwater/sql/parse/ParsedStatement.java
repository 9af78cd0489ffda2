// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.parse;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.ast.Statement;

import java.util.Objects;

/**
 * A statement and where it came from. All places, also those inside the statement, are places in
 * the whole script.
 *
 * @param statement the statement
 * @param text exactly its text, with the {@code ;} that ends it and without what stands before its
 *     first word
 * @param span where that text stood in the script
 */
public record ParsedStatement(Statement statement, String text, SourceSpan span) {
    /** Checks that the parts are there. */
    public ParsedStatement {
        Objects.requireNonNull(statement, "statement");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(span, "span");
    }
}
