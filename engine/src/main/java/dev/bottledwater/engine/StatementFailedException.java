// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import dev.bottledwater.engine.result.StatementResult;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * A statement that was refused or failed. The message is KSQL's text; hint and position are
 * separate fields that clients render (design: "a user-facing error is (code, message, span,
 * hint)").
 */
public final class StatementFailedException extends RuntimeException {

    /** Where in the request's text. Lines and columns count from 1. */
    public record Position(int line, int column) {}

    /** KSQL's error codes; the HTTP status is the code divided by 100. */
    public enum Code {
        BAD_REQUEST(40000),
        BAD_STATEMENT(40001),
        QUERY_ENDPOINT(40002),
        MAX_PUSH_QUERIES(40003),
        FORBIDDEN(40300),
        FORBIDDEN_KAFKA(40301),
        ASSERTION_FAILED(41700),
        NO_SCHEMA_REGISTRY(42801),
        TOO_MANY_REQUESTS(42900),
        SERVER_ERROR(50000);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    private final Code code;
    private final @Nullable String statementText;
    private final List<StatementResult> completed;
    private final @Nullable Position position;
    private final @Nullable String hint;

    /**
     * @param statementText the statement at fault; null makes it a generic error
     * @param completed results of the statements of the request that ran before it
     */
    public StatementFailedException(
            Code code,
            String message,
            @Nullable String statementText,
            List<StatementResult> completed,
            @Nullable Position position,
            @Nullable String hint,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code);
        this.statementText = statementText;
        this.completed = List.copyOf(completed);
        this.position = position;
        this.hint = hint;
    }

    public Code code() {
        return code;
    }

    public @Nullable String statementText() {
        return statementText;
    }

    public List<StatementResult> completed() {
        return completed;
    }

    public @Nullable Position position() {
        return position;
    }

    public @Nullable String hint() {
        return hint;
    }
}
