// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** One reader's view of a topic that one consumer reads for many. */
final class SharedTail implements SourceTail {
    /** What is kept for a reader; one that is further behind gets a consumer of its own. */
    private static final long MOST_BYTES = 256 << 10;

    private final Function<Map<Integer, Long>, SourceTail> alone;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<SharedTails.Batch> batches = new ArrayDeque<>();
    private final Map<Integer, Long> next = new HashMap<>();
    private long bytes;
    private boolean begun;
    private boolean behind;
    private @Nullable RuntimeException failure;
    private Runnable leave = () -> {};
    private @Nullable SourceTail own;

    /**
     * @param alone opens a tail that goes on at these offsets
     */
    SharedTail(Function<Map<Integer, Long>, SourceTail> alone) {
        this.alone = alone;
    }

    /** Earlier records than these aren't for this reader. */
    void begin(Map<Integer, Long> offsets, Runnable leave) {
        lock.lock();
        try {
            next.putAll(offsets);
            this.leave = leave;
            begun = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it is known where this begins.
     *
     * @param leave what to do when that can't be known
     */
    void awaitBegin(Runnable leave) {
        boolean there = false;
        try {
            awaitBegin();
            there = true;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            if (!there) {
                leave.run();
            }
        }
    }

    private void awaitBegin() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!begun && failure == null) {
                changed.await();
            }
            if (failure != null) {
                throw failure;
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
    boolean offer(SharedTails.Batch batch) {
        lock.lock();
        try {
            if (!batches.isEmpty() && bytes + batch.bytes() > MOST_BYTES) {
                batches.clear();
                bytes = 0;
                behind = true;
            } else {
                batches.addLast(batch);
                bytes += batch.bytes();
            }
            changed.signalAll();
            return !behind;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        if (own != null) {
            return own.poll(timeout);
        }
        long left = timeout.toNanos();
        lock.lock();
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
                return mine(batch.records());
            }
            if (failure != null) {
                throw failure;
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            lock.unlock();
        }
        var opened = alone.apply(Map.copyOf(next));
        own = opened;
        return opened.poll(timeout);
    }

    /** The first batches may have records from before this began. */
    private List<ConsumerRecord<byte[], byte[]>> mine(
            List<ConsumerRecord<byte[], byte[]>> records) {
        boolean all = records.stream().allMatch(this::isMine);
        var mine = all ? records : records.stream().filter(this::isMine).toList();
        mine.forEach(r -> next.put(r.partition(), r.offset() + 1));
        return mine;
    }

    private boolean isMine(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() >= next.getOrDefault(record.partition(), 0L);
    }

    /** It began at the end. */
    @Override
    public boolean caughtUp() {
        return true;
    }

    @Override
    public void close() {
        leave.run();
        if (own != null) {
            own.close();
        }
    }
}
