// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorRenderer;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.client.CommandUnfinishedException;
import dev.bottledwater.wire.client.KsqlClientException;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.client.ServerUnreachableException;

import org.jspecify.annotations.Nullable;

/** A statement that didn't work: what its user is told, and how a script of it ends. */
public final class StatementError extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int UNAUTHORIZED = 401;

    private final ExitCode exitCode;

    /** A failure of the statement itself. */
    public StatementError(String message) {
        this(ExitCode.FAILED, message);
    }

    StatementError(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The statement isn't of the language. */
    public static StatementError of(SqlException error, String text) {
        return new StatementError(ErrorRenderer.render(error, text));
    }

    /** The server refused the statement, or isn't there. */
    public static StatementError of(KsqlClientException error, String text) {
        return switch (error) {
            case ServerUnreachableException gone ->
                    new StatementError(ExitCode.UNAVAILABLE, String.valueOf(gone.getMessage()));
            case CommandUnfinishedException unknown ->
                    new StatementError(String.valueOf(unknown.getMessage()));
            case RequestFailedException refused -> new StatementError(refused(refused, text));
        };
    }

    private static String refused(RequestFailedException refused, String text) {
        ErrorBody error = refused.error();
        String hint = error.hint();
        if (hint == null && refused.status() == UNAUTHORIZED) {
            hint = "Give --user and --password, or set BW_PASSWORD.";
        }
        return ErrorRenderer.render(error.message(), span(error, text), hint, text);
    }

    private static @Nullable SourceSpan span(ErrorBody error, String text) {
        if (error.line() == null
                || error.column() == null
                || error.line() < 1
                || error.column() < 1) {
            return null;
        }
        int lineStart = 0;
        for (int line = 1; line < error.line(); line++) {
            lineStart = text.indexOf('\n', lineStart) + 1;
            if (lineStart == 0) {
                return null;
            }
        }
        int start = lineStart + error.column() - 1;
        return start > text.length()
                ? null
                : new SourceSpan(error.line(), error.column(), start, wordEnd(text, start));
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return Math.max(end, Math.min(start + 1, text.length()));
    }

    /** The same, with where it happened in front. */
    StatementError in(String where) {
        return new StatementError(exitCode, where + ":\n" + message());
    }

    /** Returns how a program ends that can't go on. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** Returns what its user is told; may have several lines. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
