// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.InsertAck;
import dev.bottledwater.wire.InsertsRequest;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rows on their way into one stream or table, over {@code /inserts-stream}. Rows are stored in the
 * order they are inserted. What has gathered while a request was under way goes with the next one:
 * a row by itself is sent at once, many rows need few requests, and no request is long enough for a
 * router to end it.
 *
 * <p>A row that isn't stored fails the future of its {@link #insert}, and the next {@link #flush()}
 * or {@link #close()}; those behind it are stored all the same. When the connection breaks, rows of
 * the request that was under way may be stored although they fail. Thread-safe.
 */
public final class InsertStream implements AutoCloseable {
    private static final int MOST_ROWS = 1_000;
    private static final int MOST_BYTES = 1 << 20;

    private final Transport transport;
    private final byte[] header;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Row> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long inserted;
    private long answered;
    private int sending;
    private boolean closed;
    private @Nullable KsqlClientException failure;

    private record Row(byte[] line, CompletableFuture<Void> stored) {}

    InsertStream(Transport transport, String target) {
        this.transport = transport;
        this.header = line(new InsertsRequest(target, Map.of()));
        Thread.ofVirtual().name("inserts-" + target).start(this::send);
    }

    /**
     * Inserts a row. Blocks while a thousand rows or a megabyte wait to be sent.
     *
     * @param row values by column: null, String, Boolean, numbers, List and Map, as the JSON of the
     *     REST API has them; dates, times and timestamps are texts, BYTES are base64. Columns that
     *     are absent are null
     * @return completes when the row is stored, or with a {@link KsqlClientException}
     * @throws IllegalStateException when this is closed
     */
    public CompletableFuture<Void> insert(Map<String, ?> row) {
        Row added = new Row(line(row), new CompletableFuture<>());
        lock.lock();
        try {
            while (!closed && (waiting.size() >= MOST_ROWS || waitingBytes >= MOST_BYTES)) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                throw new IllegalStateException("The insert stream is closed.");
            }
            waiting.add(added);
            waitingBytes += added.line().length;
            inserted++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return added.stored();
    }

    private static byte[] line(Object document) {
        return (WireJson.write(document) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Waits until every row that was inserted so far is stored or has failed.
     *
     * @throws KsqlClientException the first failure since the last call
     */
    public void flush() {
        lock.lock();
        try {
            long all = inserted;
            while (answered < all) {
                changed.awaitUninterruptibly();
            }
            KsqlClientException first = failure;
            failure = null;
            if (first != null) {
                throw first;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes no more rows and waits as {@link #flush()} does.
     *
     * @throws KsqlClientException the first failure since the last flush
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        flush();
    }

    private void send() {
        List<Row> rows = next();
        while (!rows.isEmpty()) {
            try {
                send(rows);
            } catch (KsqlClientException failed) {
                rows.forEach(row -> fail(row, failed));
            } catch (IOException broken) {
                KsqlClientException failed = QueryResult.broken(transport.server(), broken);
                rows.forEach(row -> fail(row, failed));
            } catch (RuntimeException unexpected) {
                // As when the client is closed: nobody may wait for these rows for ever.
                KsqlClientException failed =
                        QueryResult.broken(transport.server(), new IOException(unexpected));
                rows.forEach(row -> fail(row, failed));
            }
            rows = next();
        }
    }

    /** The rows of the next request; none at the end. */
    private List<Row> next() {
        lock.lock();
        try {
            answered += sending;
            changed.signalAll();
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Row> rows = new ArrayList<>(waiting);
            waiting.clear();
            waitingBytes = 0;
            sending = rows.size();
            changed.signalAll();
            return rows;
        } finally {
            lock.unlock();
        }
    }

    private void send(List<Row> rows) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(header);
        rows.forEach(row -> body.writeBytes(row.line()));
        try (BufferedReader acks =
                new BufferedReader(
                        new InputStreamReader(
                                transport.post(
                                        "/inserts-stream", Transport.DELIMITED, body.toByteArray()),
                                StandardCharsets.UTF_8))) {
            int missing = rows.size();
            for (String line = acks.readLine(); line != null; line = acks.readLine()) {
                if (!line.isBlank()) {
                    answer(rows, WireJson.mapper().readValue(line, InsertAck.class));
                    missing--;
                }
            }
            if (missing > 0) {
                throw new IOException("%d rows were not acknowledged.".formatted(missing));
            }
        }
    }

    private void answer(List<Row> rows, InsertAck ack) throws IOException {
        if (ack.seq() < 0 || ack.seq() >= rows.size()) {
            throw new IOException(
                    "A row was acknowledged that wasn't sent: %d.".formatted(ack.seq()));
        }
        Row row = rows.get((int) ack.seq());
        if (ack.errorCode() == null) {
            row.stored().complete(null);
        } else {
            String message = ack.message() == null ? "The row isn't stored." : ack.message();
            ErrorBody error = ErrorBody.generic(ack.errorCode(), message);
            fail(row, new RequestFailedException(error.httpStatus(), error));
        }
    }

    private void fail(Row row, KsqlClientException failed) {
        if (row.stored().completeExceptionally(failed)) {
            lock.lock();
            try {
                failure = failure == null ? failed : failure;
            } finally {
                lock.unlock();
            }
        }
    }
}
