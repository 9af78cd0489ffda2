// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import dev.bottledwater.sql.type.SqlType;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one query, taken by one reader at its own pace: nothing is fetched that the reader
 * hasn't room for, so a slow reader costs bounded memory.
 */
public interface RowStream extends AutoCloseable {

    /** What kind of query this is; clients are told different things at the end. */
    enum Kind {
        PUSH,
        PULL_TABLE,
        PULL_STREAM,
        PRINT
    }

    /**
     * A result column.
     *
     * @param key marks projected key columns of pull queries on tables
     * @param header how a header column of a table is declared, such as {@code HEADER('h')}, where
     *     a pull query takes all of the table's columns; else null
     */
    record ResultColumn(String name, SqlType type, boolean key, @Nullable String header) {
        public ResultColumn(String name, SqlType type, boolean key) {
            this(name, type, key, null);
        }
    }

    /** What the reader gets. */
    sealed interface Event {

        /** A row: one value per result column. A tombstone has only the key columns set. */
        record Row(@Nullable Object[] values, boolean tombstone) implements Event {}

        /** A line of PRINT. */
        record Line(String text) implements Event {}

        /** The regular end; {@code message} such as "Limit Reached", null when KSQL says none. */
        record End(@Nullable String message) implements Event {}

        /** The query failed and has ended. */
        record Failed(String message) implements Event {}
    }

    String queryId();

    Kind kind();

    /** Empty for PRINT. */
    List<ResultColumn> columns();

    /**
     * The next event; empty when none came within the timeout, which is the moment for a heartbeat.
     * After {@link Event.End} or {@link Event.Failed} the same event is returned again.
     */
    Optional<Event> next(Duration timeout) throws InterruptedException;

    /** Ends the query and frees what it holds. */
    @Override
    void close();
}
