// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.server.web.ByteSink;
import dev.bottledwater.wire.InsertAck;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Acknowledgements of rows: collected by whatever thread knows of them and sent by a thread of
 * their own, so that a client may wait for each, or read none before it has sent all. So many rows
 * at most are on their way at a time.
 */
final class InsertAcks implements AutoCloseable {
    private static final int MOST_UNKNOWN = 1000;

    private final ByteSink sink;
    private final boolean array;
    private final Semaphore room = new Semaphore(MOST_UNKNOWN);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread sender = Thread.ofVirtual().name("insert-acks").unstarted(this::sendAll);
    private ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean first = true;
    private boolean complete;
    private volatile @Nullable IOException gone;

    private InsertAcks(ByteSink sink, boolean array) {
        this.sink = sink;
        this.array = array;
    }

    /**
     * Begins to send.
     *
     * @param array whether all are one JSON array, else each is a line
     */
    static InsertAcks start(ByteSink sink, boolean array) {
        InsertAcks acks = new InsertAcks(sink, array);
        if (array) {
            acks.append("[");
        }
        acks.sender.start();
        return acks;
    }

    /**
     * Waits until there is room for one more row.
     *
     * @throws IOException when the client is gone
     */
    void expect() throws IOException, InterruptedException {
        IOException failure = gone;
        if (failure != null) {
            throw failure;
        }
        room.acquire();
    }

    /** A row is stored. */
    void stored(long seq) {
        add(InsertAck.ok(seq));
    }

    /** A row isn't stored. */
    void failed(long seq, int code, String message) {
        add(InsertAck.error(seq, code, message));
    }

    private void add(InsertAck ack) {
        lock.lock();
        try {
            append((array && !first ? "," : "") + WireJson.write(ack) + (array ? "" : "\n"));
            first = false;
        } finally {
            lock.unlock();
            room.release();
        }
    }

    private void append(String text) {
        lock.lock();
        try {
            waiting.writeBytes(text.getBytes(UTF_8));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void sendAll() {
        try {
            for (byte[] next = next(); next.length > 0; next = next()) {
                sink.write(ByteBuffer.wrap(next));
            }
        } catch (IOException e) {
            gone = e;
        } catch (InterruptedException _) {
            // closed before its end
        }
    }

    /** What waits to be sent, as soon as there is anything; nothing behind the last. */
    private byte[] next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.size() == 0 && !complete) {
                changed.await();
            }
            byte[] bytes = waiting.toByteArray();
            waiting = new ByteArrayOutputStream();
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the fate of all rows is known and told, and ends the answer.
     *
     * @throws IOException when the client is gone
     */
    void end() throws IOException, InterruptedException {
        room.acquire(MOST_UNKNOWN);
        if (array) {
            append("]");
        }
        lock.lock();
        try {
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        sender.join();
        IOException failure = gone;
        if (failure != null) {
            throw failure;
        }
        sink.end();
    }

    @Override
    public void close() {
        sender.interrupt();
    }
}
