// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The records of several topics as one. What was there at the start comes in the order of time, as
 * Kafka Streams reads the topics of a join: the next record is the oldest of those that all
 * partitions begin with. What is written afterwards comes as it arrives.
 */
final class MergedTails implements SourceTail {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MOST = 500;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Feed> feeds;
    private boolean closed;

    /**
     * Starts to read; takes ownership of the tails.
     *
     * @param id of the query, for the names of threads
     */
    MergedTails(String id, List<SourceTail> tails) {
        feeds = tails.stream().map(Feed::new).toList();
        for (var feed : feeds) {
            Thread.ofVirtual().name("rows-" + id + "-feed").start(feed::read);
        }
    }

    /** One topic: read on a thread of its own, which waits until its last records are wanted. */
    private final class Feed {
        private final SourceTail tail;
        private final Map<Integer, ArrayDeque<ConsumerRecord<byte[], byte[]>>> queues =
                new HashMap<>();
        private Set<Integer> behind;
        private boolean wanted = true;
        private @Nullable RuntimeException failure;

        Feed(SourceTail tail) {
            this.tail = tail;
            this.behind = tail.behind();
        }

        void read() {
            try (tail) {
                while (awaitWanted()) {
                    var records = tail.poll(POLL);
                    var nowBehind = tail.behind();
                    put(records, nowBehind);
                }
            } catch (InterruptedException | org.apache.kafka.common.errors.InterruptException _) {
                // closed
            } catch (RuntimeException e) {
                fail(e);
            }
        }

        private boolean awaitWanted() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                while (!wanted && !closed) {
                    changed.await();
                }
                return !closed;
            } finally {
                lock.unlock();
            }
        }

        private void put(Iterable<ConsumerRecord<byte[], byte[]>> records, Set<Integer> nowBehind) {
            lock.lock();
            try {
                for (var record : records) {
                    queues.computeIfAbsent(record.partition(), _ -> new ArrayDeque<>())
                            .addLast(record);
                }
                behind = nowBehind;
                wanted = isWanted();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void fail(RuntimeException e) {
            lock.lock();
            try {
                failure = e;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Whether the next record can't be told without more of this topic. */
        private boolean isWanted() {
            return behind.isEmpty()
                    ? queues.isEmpty()
                    : behind.stream().anyMatch(p -> !queues.containsKey(p));
        }

        @Nullable ConsumerRecord<byte[], byte[]> oldest() {
            ConsumerRecord<byte[], byte[]> oldest = null;
            for (var queue : queues.values()) {
                var first = queue.getFirst();
                if (oldest == null || first.timestamp() < oldest.timestamp()) {
                    oldest = first;
                }
            }
            return oldest;
        }

        void remove(ConsumerRecord<byte[], byte[]> oldest) {
            queues.computeIfPresent(
                    oldest.partition(),
                    (_, queue) -> {
                        queue.removeFirst();
                        return queue.isEmpty() ? null : queue;
                    });
        }
    }

    @Override
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            var records = merged();
            while (records.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                records = merged();
            }
            return records;
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        } finally {
            lock.unlock();
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> merged() {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        while (records.size() < MOST && isNextKnown()) {
            Feed from = null;
            ConsumerRecord<byte[], byte[]> oldest = null;
            for (var feed : feeds) {
                var first = feed.oldest();
                if (first != null && (oldest == null || first.timestamp() < oldest.timestamp())) {
                    from = feed;
                    oldest = first;
                }
            }
            if (from == null || oldest == null) {
                break;
            }
            from.remove(oldest);
            records.add(oldest);
        }
        for (var feed : feeds) {
            feed.wanted = feed.isWanted();
        }
        changed.signalAll();
        return records;
    }

    private boolean isNextKnown() {
        for (var feed : feeds) {
            if (feed.failure != null) {
                throw feed.failure;
            }
        }
        return feeds.stream().allMatch(feed -> feed.behind.isEmpty() || !feed.isWanted());
    }

    @Override
    public boolean caughtUp() {
        lock.lock();
        try {
            return feeds.stream().allMatch(f -> f.behind.isEmpty() && f.queues.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** Threads that read end by themselves: an interrupt would make consumers leak sockets. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
