// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one consumer has read for one of its many readers, up to a limit. Used for one stay: a
 * reader that was too far behind and comes back gets another. Thread-safe.
 */
final class Inbox {
    /** What is kept for a reader; one that is further behind gets a consumer of its own. */
    private static final long MOST_BYTES = 256 << 10;

    /** A batch of records that all members get. */
    record Batch(List<ConsumerRecord<byte[], byte[]>> records, long bytes) {}

    private final boolean atEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Batch> batches = new ArrayDeque<>();
    private long bytes;
    private boolean behind;
    private @Nullable Map<Integer, Long> begin;
    private @Nullable RuntimeException failure;

    /**
     * @param atEnd whether the reader begins where the topic ends now; else it goes on from where a
     *     consumer of its own has come to
     */
    Inbox(boolean atEnd) {
        this.atEnd = atEnd;
    }

    boolean isAtEnd() {
        return atEnd;
    }

    /** All records from these offsets on come, and maybe some before them. */
    void begin(Map<Integer, Long> offsets) {
        lock.lock();
        try {
            begin = Map.copyOf(offsets);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Where it begins; null while that isn't known. */
    @Nullable Map<Integer, Long> begun() {
        lock.lock();
        try {
            return begin;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is known where this begins. */
    Map<Integer, Long> awaitBegin() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (begin != null) {
                    return begin;
                }
                if (failure != null) {
                    throw failure;
                }
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing comes any more. */
    void fail(RuntimeException reason) {
        lock.lock();
        try {
            failure = reason;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** False when the reader is too far behind; it wants no more then. */
    boolean offer(Batch batch) {
        lock.lock();
        try {
            if (!batches.isEmpty() && bytes + batch.bytes() > MOST_BYTES) {
                batches.clear();
                bytes = 0;
                behind = true;
            } else if (!behind) {
                batches.addLast(batch);
                bytes += batch.bytes();
            }
            changed.signalAll();
            return !behind;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing can come any more: its reader is too far behind, or the reading failed. */
    boolean isLost() {
        lock.lock();
        try {
            return behind || failure != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next records; none when none came within the timeout.
     *
     * @return null when the reader is too far behind
     */
    @Nullable List<ConsumerRecord<byte[], byte[]>> poll(Duration timeout)
            throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (batches.isEmpty() && !behind && failure == null) {
                if (left <= 0) {
                    return List.of();
                }
                left = changed.awaitNanos(left);
            }
            var batch = batches.pollFirst();
            if (batch != null) {
                bytes -= batch.bytes();
                return batch.records();
            }
            if (failure != null) {
                throw failure;
            }
            return null;
        } finally {
            lock.unlock();
        }
    }
}
