// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.SqlException;

import org.jspecify.annotations.Nullable;

/** A statement is refused with a code of its own, or under another text than it was written. */
final class RefusedException extends RuntimeException {
    private final Code code;
    private final boolean generic;
    private final @Nullable String statementText;
    private final @Nullable SourceSpan span;
    private final @Nullable String hint;

    private RefusedException(
            Code code,
            boolean generic,
            String message,
            @Nullable String statementText,
            @Nullable SourceSpan span,
            @Nullable String hint,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.generic = generic;
        this.statementText = statementText;
        this.span = span;
        this.hint = hint;
    }

    /** A statement error under the text that the statement was written as. */
    RefusedException(Code code, String message, @Nullable SourceSpan span, @Nullable String hint) {
        this(code, false, message, null, span, hint, null);
    }

    /** An error that KSQL tells without the statement. */
    static RefusedException generic(
            Code code, String message, @Nullable SourceSpan span, @Nullable String hint) {
        return new RefusedException(code, true, message, null, span, hint, null);
    }

    /** The error under the statement's canonical text. */
    static RefusedException under(String canonicalText, SqlException e) {
        return new RefusedException(
                Code.BAD_STATEMENT,
                false,
                e.message(),
                canonicalText,
                e.span().orElse(null),
                e.hint().orElse(null),
                e);
    }

    Code code() {
        return code;
    }

    boolean isGeneric() {
        return generic;
    }

    @Nullable String statementText() {
        return statementText;
    }

    @Nullable SourceSpan span() {
        return span;
    }

    @Nullable String hint() {
        return hint;
    }
}
