// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.lookup;

import dev.bottledwater.engine.RowStream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rows of a pull query that have all been read: nothing is waited for. */
final class RowsAtHand implements RowStream {
    private final String queryId;
    private final List<ResultColumn> columns;
    private final List<Event.Row> rows;
    private int next;

    RowsAtHand(String queryId, List<ResultColumn> columns, List<Event.Row> rows) {
        this.queryId = queryId;
        this.columns = columns;
        this.rows = rows;
    }

    @Override
    public String queryId() {
        return queryId;
    }

    @Override
    public Kind kind() {
        return Kind.PULL_TABLE;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public Optional<Event> next(Duration timeout) {
        return Optional.of(next < rows.size() ? rows.get(next++) : new Event.End(null));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
