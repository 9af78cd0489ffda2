// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.memory.StateBudget;
import dev.bottledwater.engine.topic.TopicException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A row stream that is fed from a topic on a thread of its own. */
final class TailedRows implements RowStream {
    private static final Logger LOG = LoggerFactory.getLogger(TailedRows.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /** What becomes of the records. Runs on the reading thread; may block on the queue. */
    interface Reader {

        /**
         * @return false when the query has all that it wants
         */
        boolean accept(ConsumerRecord<byte[], byte[]> record) throws InterruptedException;

        /**
         * All records were read that were there at the start. Called once.
         *
         * @return false when the query has all that it wants
         */
        boolean caughtUp() throws InterruptedException;
    }

    private final String queryId;
    private final Kind kind;
    private final List<ResultColumn> columns;
    private final EventQueue queue;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean reading = true;

    /**
     * Starts to read; takes ownership of {@code tail}.
     *
     * @param ended called on the reading thread when nothing is read any more
     */
    TailedRows(
            String queryId,
            Kind kind,
            List<ResultColumn> columns,
            EventQueue queue,
            SourceTail tail,
            Reader reader,
            Runnable ended) {
        this.queryId = queryId;
        this.kind = kind;
        this.columns = List.copyOf(columns);
        this.queue = queue;
        this.thread =
                Thread.ofVirtual().name("rows-" + queryId).start(() -> read(tail, reader, ended));
    }

    private void read(SourceTail tail, Reader reader, Runnable ended) {
        try (tail) {
            try {
                readAll(tail, reader);
            } finally {
                stopReading();
            }
        } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException _) {
            queue.end(new Event.End(null), true);
        } catch (StateBudget.Exceeded | TopicException e) {
            queue.end(new Event.Failed(String.valueOf(e.getMessage())), false);
        } catch (KafkaException e) {
            LOG.debug("Query {} failed", queryId, e);
            queue.end(
                    e.getMessage() == null
                            ? FailedQuery.because(e)
                            : new Event.Failed(e.getMessage()),
                    false);
        } catch (RuntimeException e) {
            LOG.warn("Query {} failed", queryId, e);
            queue.end(FailedQuery.because(e), false);
        } finally {
            ended.run();
        }
    }

    private static void readAll(SourceTail tail, Reader reader) throws InterruptedException {
        boolean live = false;
        while (true) {
            for (var record : tail.poll(POLL)) {
                if (!reader.accept(record)) {
                    return;
                }
            }
            if (!live && tail.caughtUp()) {
                live = true;
                if (!reader.caughtUp()) {
                    return;
                }
            }
        }
    }

    /** From now on no interrupt comes, which would keep the consumer from closing cleanly. */
    private void stopReading() {
        lock.lock();
        try {
            reading = false;
            // one that came before has done its work
            Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String queryId() {
        return queryId;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public Optional<Event> next(Duration timeout) throws InterruptedException {
        return queue.next(timeout);
    }

    @Override
    public void close() {
        queue.end(new Event.End(null), true);
        lock.lock();
        try {
            if (reading) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
