// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.error.ErrorCode;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.SourceKind;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What CREATE OR REPLACE may change of a source (language reference, section 7): columns can be
 * added behind the last.
 */
final class SourceReplacement {
    private SourceReplacement() {}

    /**
     * Refuses OR REPLACE where a source is read-only.
     *
     * @param kind of the source that is to be created
     */
    static void checkNotReadOnly(SourceKind kind, String name, boolean readOnly, SourceSpan span) {
        if (readOnly) {
            throw new SqlException(
                    ErrorCode.SOURCE_RESTRICTED,
                    "Cannot add %s '%s': CREATE OR REPLACE is not supported on source %ss."
                            .formatted(Names.lower(kind), name, Names.lower(kind)),
                    span,
                    null);
        }
    }

    /**
     * Checks a declared source that takes the place of another.
     *
     * @throws SqlException with all that can't change
     */
    static void checkDeclared(Source old, Source replacement, SourceSpan span) {
        var reasons = new ArrayList<String>();
        if (old.createdBy() != null) {
            reasons.add("is written by the query " + old.createdBy());
        }
        check(old, replacement, reasons, span);
    }

    /**
     * Checks a source of a query that takes the place of another.
     *
     * @throws SqlException with all that can't change
     */
    static void checkWritten(Source old, Source replacement, SourceSpan span) {
        var reasons = new ArrayList<String>();
        if (old.createdBy() == null) {
            reasons.add("is declared over a topic and not written by a query");
        }
        check(old, replacement, reasons, span);
    }

    private static void check(
            Source old, Source replacement, List<String> reasons, SourceSpan span) {
        if (old.kind() != replacement.kind()) {
            reasons.add("is a " + Names.lower(old.kind()));
        }
        if (!old.topic().equals(replacement.topic())) {
            reasons.add(
                    "has topic = %s which is not upgradeable to %s"
                            .formatted(old.topic(), replacement.topic()));
        }
        if (!old.keyFormat().equals(replacement.keyFormat())
                || !old.valueFormat().equals(replacement.valueFormat())) {
            reasons.add("has formats, which can't change");
        }
        if (old.isWindowed() != replacement.isWindowed()) {
            reasons.add(
                    old.isWindowed()
                            ? "has a window, which can't change"
                            : "has no window and can't get one");
        }
        if (!old.schema().key().equals(replacement.schema().key())) {
            reasons.add("has key columns, which can't change");
        }
        if (!old.headers().equals(replacement.headers())) {
            reasons.add("has header columns, which can't change");
        }
        var changed = changed(old.schema().value(), replacement.schema().value());
        if (!changed.isEmpty()) {
            reasons.add(
                    "has schema = %s which is not upgradeable to %s. (The following columns are changed, missing or reordered: [%s])"
                            .formatted(old.schema(), replacement.schema(), changed));
        }
        if (!reasons.isEmpty()) {
            throw new SqlException(
                    ErrorCode.INCOMPATIBLE_CHANGE,
                    "Cannot upgrade data source: DataSource '`%s`' %s"
                            .formatted(old.name(), String.join("; ", reasons)),
                    span,
                    "DROP it and create it again.");
        }
    }

    private static String changed(List<Column> old, List<Column> replacement) {
        return IntStream.range(0, old.size())
                .filter(i -> i >= replacement.size() || !old.get(i).equals(replacement.get(i)))
                .mapToObj(old::get)
                .map(c -> "`%s` %s".formatted(c.name(), c.type()))
                .collect(Collectors.joining(", "));
    }
}
