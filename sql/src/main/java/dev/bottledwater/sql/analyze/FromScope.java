// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.analyze;

import dev.bottledwater.sql.ast.Expression;
import dev.bottledwater.sql.ast.Identifier;
import dev.bottledwater.sql.ast.SourceSpan;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.typing.Scope;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** What a FROM clause gives: rows with a key, and the names of their columns. */
sealed interface FromScope extends Scope permits SourceScope, JoinScope {

    /** Emits every column; a rewrite drops those that the query doesn't use. */
    PlanNode node();

    /** The sources from left to right. */
    List<SourceScope> sources();

    /** Where in the rows the columns of one of the sources begin. */
    int offset(SourceScope source);

    /**
     * Refuses a qualifier that is no source of the query.
     *
     * @throws dev.bottledwater.sql.error.SqlException with a suggestion
     */
    void checkQualifier(@Nullable Identifier qualifier);

    /** The source that a column reference means; empty for a column of no source. */
    Optional<SourceScope> sourceOf(@Nullable Identifier qualifier, Identifier name);

    /**
     * What {@code *} or, with a qualifier, {@code source.*} stands for.
     *
     * @param windowBounds whether WINDOWSTART and WINDOWEND of windowed sources are in it
     * @param span where the star stands
     */
    List<Star> star(@Nullable Identifier qualifier, boolean windowBounds, SourceSpan span);

    /**
     * What a star stands for beside PARTITION BY: the columns that were the key come last, and a
     * join shows the pseudo columns of its sources (both observed).
     */
    List<Star> starUnderNewKey(
            @Nullable Identifier qualifier, boolean windowBounds, SourceSpan span);

    /** A column that a star stands for, under the name that it gets. */
    record Star(Expression.ColumnRef column, String name) {}

    /** The name that a column reference gives its output column. */
    String outputName(Expression.ColumnRef column);

    /** The name that a new key which is a column has beside a star. */
    String starName(Expression.ColumnRef column);

    /** What the key of the rows is equal to. */
    JoinKey joinKey();

    /** By what the rows are spread over partitions. */
    Partitioning partitioning();

    /** The key, with the texts that messages show. */
    KeyColumns key();

    /** The source from which a result inherits formats and partitions. */
    default Source leftMost() {
        return sources().getFirst().source();
    }

    default SourceKind kind() {
        return node().kind();
    }
}
