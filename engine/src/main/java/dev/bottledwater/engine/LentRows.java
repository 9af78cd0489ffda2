// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Rows of a query that holds something as long as they are open, such as a place among those that
 * may run at a time. Thread-safe: reader and whoever ends the query may close them, more than once.
 */
public final class LentRows implements RowStream {
    private final RowStream rows;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Takes ownership of the rows.
     *
     * @param giveBack run once, after the rows were closed
     */
    public LentRows(RowStream rows, Runnable giveBack) {
        this.rows = rows;
        this.giveBack = giveBack;
    }

    @Override
    public String queryId() {
        return rows.queryId();
    }

    @Override
    public Kind kind() {
        return rows.kind();
    }

    @Override
    public List<ResultColumn> columns() {
        return rows.columns();
    }

    @Override
    public Optional<Event> next(Duration timeout) throws InterruptedException {
        return rows.next(timeout);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                rows.close();
            } finally {
                giveBack.run();
            }
        }
    }
}
