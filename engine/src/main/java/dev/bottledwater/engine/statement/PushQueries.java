// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.inspect.RunningQueries.PushQuery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The push queries that run in this process, at most so many at a time. */
final class PushQueries implements AutoCloseable {
    private final int most;
    private final Semaphore room;
    private final Map<String, Registered> running = new ConcurrentHashMap<>();

    PushQueries(int most) {
        this.most = most;
        this.room = new Semaphore(most);
    }

    /**
     * Starts a query unless there are too many.
     *
     * @param start starts it
     * @return its rows; closing them makes room for another query
     * @throws RefusedException when there are too many
     */
    RowStream start(String statement, Supplier<RowStream> start) {
        if (!room.tryAcquire()) {
            throw RefusedException.generic(
                    Code.MAX_PUSH_QUERIES,
                    "%d push queries run already, which is the most that may run at a time."
                            .formatted(most),
                    null,
                    "End one of them, or raise ksql.max.push.queries.");
        }
        Registered rows;
        try {
            rows = new Registered(statement, start.get());
        } catch (Throwable e) {
            room.release();
            throw e;
        }
        running.put(rows.queryId(), rows);
        return rows;
    }

    List<PushQuery> running() {
        return running.values().stream().map(r -> new PushQuery(r.queryId(), r.statement)).toList();
    }

    /** Ends a query; false when there is none of this id. */
    boolean close(String id) {
        var rows = running.get(id);
        if (rows == null) {
            return false;
        }
        rows.close();
        return true;
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::close);
    }

    /** Rows whose query is forgotten when they are closed. */
    private final class Registered implements RowStream {
        private final String statement;
        private final RowStream rows;

        Registered(String statement, RowStream rows) {
            this.statement = statement;
            this.rows = rows;
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

        /** May be called by the reader and by whoever ends the query, more than once. */
        @Override
        public void close() {
            if (running.remove(queryId(), this)) {
                try {
                    rows.close();
                } finally {
                    room.release();
                }
            }
        }
    }
}
