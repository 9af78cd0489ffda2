// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.statement;

import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.ir.TypedExpression;
import dev.bottledwater.sql.plan.QueryPlan;
import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What a statement asks for, after all checks that need only the catalog and topics. */
public sealed interface AnalyzedStatement {

    /**
     * A stream or table over a topic.
     *
     * @param replaces whether a source of this name exists and is replaced
     */
    record CreateSource(Source source, TopicSpec topic, boolean replaces)
            implements AnalyzedStatement {}

    /**
     * A stream or table that a query writes.
     *
     * @param sink without {@link Source#createdBy()}: see {@link Source#writtenBy}
     * @param queryIdPrefix a new query's id is this, {@code _} and a number
     * @param replaces the query that this one takes the place of, whose id it keeps; null if none
     */
    record CreateAsSelect(
            Source sink,
            TopicSpec topic,
            QueryPlan plan,
            String queryIdPrefix,
            @Nullable String replaces)
            implements AnalyzedStatement {}

    /**
     * A query that writes into an existing stream.
     *
     * @param queryId the id that the statement gives, null for {@code INSERTQUERY_n}
     * @param text the canonical statement
     */
    record InsertSelect(Source target, QueryPlan plan, @Nullable String queryId, String text)
            implements AnalyzedStatement {}

    /**
     * One row to write.
     *
     * @param values one per column of the target's schema, of the column's type, over an empty row
     * @param rowtime the record's time in milliseconds, null for now
     */
    record InsertValues(
            Source target, List<TypedExpression> values, @Nullable TypedExpression rowtime)
            implements AnalyzedStatement {
        public InsertValues {
            values = List.copyOf(values);
        }
    }

    /**
     * A source to remove.
     *
     * @param terminates the query that writes it and ends with it, null if none
     * @param text the statement as answers show it
     */
    record DropSource(Source source, boolean deleteTopic, @Nullable String terminates, String text)
            implements AnalyzedStatement {}

    /** Columns to add to a source. */
    record AlterSource(Source before, Source after, String text) implements AnalyzedStatement {}

    /** A custom type to add. */
    record CreateType(String name, SqlType type) implements AnalyzedStatement {}

    /** A custom type to remove. */
    record DropType(String name) implements AnalyzedStatement {}

    /** Persistent queries to end, halt or continue. */
    record ControlQueries(Action action, List<String> queryIds) implements AnalyzedStatement {
        public ControlQueries {
            queryIds = List.copyOf(queryIds);
        }

        /** What to do with them. */
        public enum Action {
            TERMINATE,
            PAUSE,
            RESUME
        }
    }

    /**
     * Nothing: IF NOT EXISTS on what exists, IF EXISTS on what doesn't.
     *
     * @param message why, in KSQL's words
     * @param warning whether it is answered as a warning (CREATE) or as a success (DROP)
     */
    record NothingToDo(String message, boolean warning) implements AnalyzedStatement {}
}
