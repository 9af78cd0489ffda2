// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.error;

import dev.bottledwater.sql.ast.SourceSpan;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.Optional;

/**
 * A statement is refused for a reason that its author can mend.
 *
 * <p>The message is KSQL's own text, so that programs which read it go on working; the place and
 * the hint are separate, for clients to render ({@link ErrorRenderer}).
 */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient @Nullable SourceSpan span;
    private final @Nullable String hint;
    private final String logMessage;

    /**
     * Makes the exception.
     *
     * @param code the stable code
     * @param message KSQL's text for this error
     * @param span the place it is about; null when it is about none
     * @param hint what to do about it, in a sentence; null when there is nothing to say
     */
    public SqlException(
            ErrorCode code, String message, @Nullable SourceSpan span, @Nullable String hint) {
        this(code, message, span, hint, message);
    }

    /**
     * Makes the exception with a text for logs.
     *
     * @param code the stable code
     * @param message KSQL's text for this error
     * @param span the place it is about; null when it is about none
     * @param hint what to do about it; null when there is nothing to say
     * @param logMessage the text for logs: without the statement, which may hold secrets
     */
    public SqlException(
            ErrorCode code,
            String message,
            @Nullable SourceSpan span,
            @Nullable String hint,
            String logMessage) {
        super(Objects.requireNonNull(message, "message"));
        this.code = Objects.requireNonNull(code, "code");
        this.span = span == null || span.isNone() ? null : span;
        this.hint = hint;
        this.logMessage = Objects.requireNonNull(logMessage, "logMessage");
    }

    /** An error without a place and without a hint. */
    public SqlException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /** The stable code. */
    public ErrorCode code() {
        return code;
    }

    /** KSQL's text for this error. */
    public String message() {
        return Objects.requireNonNull(getMessage());
    }

    /** The place that it is about. */
    public Optional<SourceSpan> span() {
        return Optional.ofNullable(span);
    }

    /** What to do about it. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** The text for logs. */
    public String logMessage() {
        return logMessage;
    }
}
