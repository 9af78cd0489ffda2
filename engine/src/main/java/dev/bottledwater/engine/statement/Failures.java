// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.StatementFailedException;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.StatementFailedException.Position;
import dev.bottledwater.engine.catalog.CatalogLogException;
import dev.bottledwater.engine.connector.ConnectorException;
import dev.bottledwater.engine.registry.SchemaRegistryException;
import dev.bottledwater.engine.result.StatementResult;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a failure of a statement looks like to clients. */
final class Failures {
    private Failures() {}

    /**
     * @param statementText the statement as clients are shown it
     * @param completed results of the statements before it
     * @return the failure, or null for a defect of the program
     */
    static @Nullable StatementFailedException of(
            RuntimeException e, String statementText, List<StatementResult> completed) {
        return switch (e) {
            case StatementFailedException failed -> failed;
            // KSQL tells of a missing topic without the statement.
            case SqlException sql when sql.code() == ErrorCode.UNKNOWN_TOPIC ->
                    new StatementFailedException(
                            Code.BAD_REQUEST,
                            sql.message(),
                            null,
                            completed,
                            position(sql.span().orElse(null)),
                            sql.hint().orElse(null),
                            sql);
            case SqlException sql ->
                    new StatementFailedException(
                            Code.BAD_STATEMENT,
                            sql.message(),
                            statementText,
                            completed,
                            position(sql.span().orElse(null)),
                            sql.hint().orElse(null),
                            sql);
            case RefusedException refused -> refused(refused, statementText, completed);
            case TopicException topic ->
                    new StatementFailedException(
                            switch (topic.reason()) {
                                case DENIED -> Code.FORBIDDEN_KAFKA;
                                case UNREACHABLE -> Code.SERVER_ERROR;
                                case REFUSED -> Code.BAD_STATEMENT;
                            },
                            message(topic),
                            statementText,
                            completed,
                            null,
                            null,
                            topic);
            case SchemaRegistryException registry ->
                    new StatementFailedException(
                            switch (registry.reason()) {
                                case NOT_CONFIGURED -> Code.NO_SCHEMA_REGISTRY;
                                case UNREACHABLE -> Code.SERVER_ERROR;
                                case DENIED, INCOMPATIBLE, REFUSED -> Code.BAD_STATEMENT;
                            },
                            message(registry),
                            statementText,
                            completed,
                            null,
                            null,
                            registry);
            case ConnectorException connect ->
                    new StatementFailedException(
                            connect.isOurs() ? Code.SERVER_ERROR : Code.BAD_STATEMENT,
                            message(connect),
                            statementText,
                            completed,
                            null,
                            null,
                            connect);
            case CatalogLogException log ->
                    new StatementFailedException(
                            Code.SERVER_ERROR,
                            message(log),
                            statementText,
                            completed,
                            null,
                            null,
                            log);
            default -> null;
        };
    }

    private static StatementFailedException refused(
            RefusedException e, String statementText, List<StatementResult> completed) {
        var own = e.statementText();
        return new StatementFailedException(
                e.code(),
                message(e),
                e.isGeneric() ? null : own == null ? statementText : own,
                completed,
                position(e.span()),
                e.hint(),
                e);
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }

    private static @Nullable Position position(@Nullable SourceSpan span) {
        return span == null || span.isNone() ? null : new Position(span.line(), span.column());
    }
}
