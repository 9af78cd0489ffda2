// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.ksql;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.server.web.ByteSink;
import dev.bottledwater.wire.InsertAck;
import dev.bottledwater.wire.WireJson;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Acknowledgements of rows: collected by whatever thread knows of them and sent by a thread of
 * their own, so that a client may wait for each, or read none before it has sent all: rows that are
 * stored in their order wait as one span, whatever their number. Of all else, rows on their way and
 * acknowledgements that the client doesn't read, there are so many at most at a time.
 */
final class InsertAcks implements AutoCloseable {
    /** How many rows may be on their way or wait to be told of, a span as one. */
    static final int MOST = 1000;

    /** As many characters are sent together, if they wait. */
    private static final int PIECE = 32 * 1024;

    /** What failed may quote the row, which has up to 1 MB. */
    private static final int LONGEST_MESSAGE = 2000;

    private final ByteSink sink;
    private final boolean array;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread sender = Thread.ofVirtual().name("insert-acks").unstarted(this::sendAll);
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** Rows on their way and elements of {@code waiting}. */
    private int taken;

    private boolean complete;
    private @Nullable IOException gone;

    /** What isn't sent yet. */
    private sealed interface Waiting {
        /** These rows are stored, the last one included. */
        record Stored(long from, long last) implements Waiting {}

        /** This row isn't. */
        record Failed(long seq, int code, String message) implements Waiting {}
    }

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
        acks.sender.start();
        return acks;
    }

    /**
     * Waits until there is room for one more row.
     *
     * @throws IOException when the client is gone
     */
    void expect() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (taken >= MOST && gone == null) {
                changed.await();
            }
            throwIfGone();
            taken++;
        } finally {
            lock.unlock();
        }
    }

    /** A row is stored. */
    void stored(long seq) {
        lock.lock();
        try {
            if (waiting.peekLast() instanceof Waiting.Stored(long from, long last)
                    && last + 1 == seq) {
                waiting.removeLast();
                waiting.addLast(new Waiting.Stored(from, seq));
                taken--;
            } else {
                waiting.addLast(new Waiting.Stored(seq, seq));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A row isn't stored. */
    void failed(long seq, int code, String message) {
        String shown =
                message.length() > LONGEST_MESSAGE
                        ? message.substring(0, LONGEST_MESSAGE) + "…"
                        : message;
        lock.lock();
        try {
            waiting.addLast(new Waiting.Failed(seq, code, shown));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void sendAll() {
        try {
            StringBuilder text = new StringBuilder(array ? "[" : "");
            String between = "";
            for (List<Waiting> next = next(); !next.isEmpty(); next = next()) {
                for (Waiting some : next) {
                    long from =
                            switch (some) {
                                case Waiting.Stored stored -> stored.from();
                                case Waiting.Failed failed -> failed.seq();
                            };
                    long last =
                            switch (some) {
                                case Waiting.Stored stored -> stored.last();
                                case Waiting.Failed failed -> failed.seq();
                            };
                    for (long seq = from; seq <= last; seq++) {
                        text.append(between).append(WireJson.write(ack(some, seq)));
                        text.append(array ? "" : "\n");
                        between = array ? "," : "";
                        if (text.length() > PIECE) {
                            send(text);
                        }
                    }
                }
                send(text);
            }
            if (array) {
                send(text.append(']'));
            }
        } catch (IOException e) {
            lost(e);
        } catch (InterruptedException _) {
            // closed before its end
        } catch (RuntimeException e) {
            lost(new IOException("Rows can't be acknowledged", e));
        }
    }

    private static InsertAck ack(Waiting some, long seq) {
        return switch (some) {
            case Waiting.Stored _ -> InsertAck.ok(seq);
            case Waiting.Failed(_, int code, String message) -> InsertAck.error(seq, code, message);
        };
    }

    private void send(StringBuilder text) throws IOException {
        sink.write(ByteBuffer.wrap(text.toString().getBytes(UTF_8)));
        text.setLength(0);
    }

    /** What waits to be sent, as soon as there is anything; nothing behind the last. */
    private List<Waiting> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !complete) {
                changed.await();
            }
            List<Waiting> next = List.copyOf(waiting);
            waiting.clear();
            taken -= next.size();
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is sent any more; what else becomes known of rows is dropped at the end. */
    private void lost(IOException reason) {
        lock.lock();
        try {
            gone = reason;
            changed.signalAll();
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
        lock.lockInterruptibly();
        try {
            while (taken > 0 && gone == null) {
                changed.await();
            }
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        sender.join();
        throwIfGone();
        sink.end();
    }

    private void throwIfGone() throws IOException {
        lock.lock();
        try {
            if (gone != null) {
                throw gone;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        sender.interrupt();
    }
}
