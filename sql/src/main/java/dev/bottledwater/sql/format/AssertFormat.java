// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import static dev.bottledwater.sql.format.SqlFormatter.words;

import dev.bottledwater.sql.ast.AssertStatement;
import dev.bottledwater.sql.ast.TimeSpan;

import org.jspecify.annotations.Nullable;

/** Assertions as text, without the {@code ;}. */
final class AssertFormat {
    private AssertFormat() {}

    static String format(AssertStatement statement) {
        return switch (statement) {
            case AssertStatement.AssertTopic s ->
                    words(
                            "ASSERT",
                            s.exists() ? "" : "NOT EXISTS",
                            "TOPIC",
                            Identifiers.verbatim(s.topic()),
                            SqlFormatter.format(s.properties()),
                            timeout(s.timeout()));
            case AssertStatement.AssertSchema s ->
                    words(
                            "ASSERT",
                            s.exists() ? "" : "NOT EXISTS",
                            "SCHEMA",
                            s.subject() == null
                                    ? ""
                                    : "SUBJECT " + Identifiers.verbatim(s.subject()),
                            s.id() == null ? "" : "ID " + s.id(),
                            timeout(s.timeout()));
            case AssertStatement.AssertValues s ->
                    words(
                            "ASSERT VALUES",
                            SqlFormatter.format(s.source()),
                            SqlFormatter.names(s.columns()),
                            "VALUES (" + ExpressionFormat.list(s.values()) + ")");
            case AssertStatement.AssertTombstone s ->
                    words(
                            "ASSERT NULL VALUES",
                            SqlFormatter.format(s.source()),
                            SqlFormatter.names(s.columns()),
                            "KEY (" + ExpressionFormat.list(s.values()) + ")");
            case AssertStatement.AssertSource s ->
                    words(
                            "ASSERT",
                            s.kind().name(),
                            SqlFormatter.format(s.name()),
                            SqlFormatter.columns(s.columns()),
                            SqlFormatter.format(s.properties()));
        };
    }

    private static String timeout(@Nullable TimeSpan timeout) {
        return timeout == null ? "" : "TIMEOUT " + QueryFormat.timeSpan(timeout);
    }
}
