// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.statement;

import dev.bottledwater.engine.LentRows;
import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.StatementFailedException.Code;
import dev.bottledwater.engine.inspect.RunningQueries.PushQuery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The push queries and PRINTs that run in this process, at most so many at a time. */
final class PushQueries implements AutoCloseable {
    private record Running(String statement, RowStream rows) {}

    private final int most;
    private final Semaphore room;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

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
        try {
            var started = start.get();
            var id = started.queryId();
            var rows =
                    new LentRows(
                            started,
                            () -> {
                                running.remove(id);
                                room.release();
                            });
            running.put(id, new Running(statement, rows));
            return rows;
        } catch (Throwable e) {
            room.release();
            throw e;
        }
    }

    List<PushQuery> running() {
        return running.entrySet().stream()
                .map(e -> new PushQuery(e.getKey(), e.getValue().statement()))
                .toList();
    }

    /** Ends a query; false when there is none of this id. */
    boolean close(String id) {
        var query = running.get(id);
        if (query == null) {
            return false;
        }
        query.rows().close();
        return true;
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::close);
    }
}
