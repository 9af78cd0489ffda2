// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;

import dev.bottledwater.wire.entity.KsqlEntity;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/**
 * The body of every answer that isn't a success.
 *
 * @param type {@code generic_error} or {@code statement_error}
 * @param errorCode KSQL's code; the HTTP status is the code divided by 100
 * @param message what is wrong, for people
 * @param statementText the statement at fault; null in a generic error
 * @param entities answers of the statements before it; null in a generic error
 * @param line where in the request's text, from 1; an extension, absent when unknown
 * @param column where in that line, from 1; an extension, absent when unknown
 * @param hint what to do about it; an extension, absent when there is nothing to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorBody(
        @JsonProperty("@type") String type,
        @JsonProperty("error_code") int errorCode,
        String message,
        @Nullable String statementText,
        @JsonSetter(nulls = Nulls.SET) @Nullable List<KsqlEntity> entities,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable String hint) {
    private static final String GENERIC = "generic_error";
    private static final String STATEMENT = "statement_error";

    public ErrorBody {
        type = Objects.requireNonNullElse(type, GENERIC);
        message = Objects.requireNonNullElse(message, "");
        entities = entities == null ? null : List.copyOf(entities);
    }

    /** Returns an error that no statement is to blame for. */
    public static ErrorBody generic(int errorCode, String message) {
        return generic(errorCode, message, null);
    }

    /** Returns an error that no statement is to blame for, with advice. */
    public static ErrorBody generic(int errorCode, String message, @Nullable String hint) {
        return new ErrorBody(GENERIC, errorCode, message, null, null, null, null, hint);
    }

    /**
     * Returns an error of a statement.
     *
     * @param entities answers of the statements that ran before it
     * @param line from 1, null when unknown
     * @param column from 1, null when unknown
     */
    public static ErrorBody statement(
            int errorCode,
            String message,
            String statementText,
            List<KsqlEntity> entities,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable String hint) {
        return new ErrorBody(
                STATEMENT, errorCode, message, statementText, entities, line, column, hint);
    }

    /**
     * Returns the same error with where it is in the request's text.
     *
     * @param atLine from 1, null when unknown
     * @param atColumn from 1, null when unknown
     */
    public ErrorBody at(@Nullable Integer atLine, @Nullable Integer atColumn) {
        return new ErrorBody(
                type, errorCode, message, statementText, entities, atLine, atColumn, hint);
    }

    /** Returns the HTTP status that belongs to the code. */
    @JsonIgnore
    public int httpStatus() {
        return errorCode / 100;
    }
}
