// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.topic.TopicException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tails that begin at the end share one consumer per topic, however many they are; one that begins
 * at the beginning has its own. A reader that falls behind goes on with a consumer of its own, so
 * that it neither holds the others up nor makes them keep rows for it. Thread-safe.
 */
final class SharedTails implements SourceTail.Factory {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final LiveTail.Factory tails;
    private final Map<String, SharedTopic> topics = new ConcurrentHashMap<>();

    SharedTails(LiveTail.Factory tails) {
        this.tails = tails;
    }

    @Override
    public SourceTail open(String topic, boolean fromBeginning) {
        if (fromBeginning) {
            return tails.open(topic, true);
        }
        var member = new SharedTail(offsets -> tails.openAt(topic, offsets));
        var shared =
                topics.compute(
                        topic,
                        (name, there) -> {
                            if (there != null && there.join(member)) {
                                return there;
                            }
                            var opened = new SharedTopic(name, tails.open(name, false));
                            opened.join(member);
                            opened.start();
                            return opened;
                        });
        member.awaitBegin(() -> shared.leave(member));
        return member;
    }

    /** A batch of records that all members get. */
    record Batch(List<ConsumerRecord<byte[], byte[]>> records, long bytes) {
        /** What a record takes beside its key and value. */
        private static final int RECORD = 100;

        static Batch of(Iterable<ConsumerRecord<byte[], byte[]>> records) {
            var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            long bytes = 0;
            for (var record : records) {
                all.add(record);
                bytes +=
                        RECORD
                                + Math.max(0, record.serializedKeySize())
                                + Math.max(0, record.serializedValueSize());
            }
            return new Batch(all, bytes);
        }
    }

    /** One consumer and those who want its records. Ends with the last of them. */
    private final class SharedTopic {
        private final String name;
        private final LiveTail tail;
        private final ReentrantLock lock = new ReentrantLock();
        private final List<SharedTail> joining = new ArrayList<>();
        private final List<SharedTail> members = new CopyOnWriteArrayList<>();
        private boolean ended;

        SharedTopic(String name, LiveTail tail) {
            this.name = name;
            this.tail = tail;
        }

        void start() {
            Thread.ofVirtual().name("rows-of-" + name).start(this::run);
        }

        /** False when it has ended. */
        boolean join(SharedTail member) {
            lock.lock();
            try {
                if (!ended) {
                    joining.add(member);
                    tail.wakeUp();
                }
                return !ended;
            } finally {
                lock.unlock();
            }
        }

        void leave(SharedTail member) {
            lock.lock();
            try {
                joining.remove(member);
                members.remove(member);
                if (joining.isEmpty() && members.isEmpty() && !ended) {
                    ended = true;
                    tail.wakeUp();
                }
            } finally {
                lock.unlock();
            }
        }

        private void run() {
            @Nullable RuntimeException failure = null;
            try (tail) {
                while (admit()) {
                    deliver(Batch.of(tail.poll(POLL)));
                }
            } catch (RuntimeException e) {
                failure = e;
            } finally {
                end(failure);
            }
        }

        /** Lets those in who wait, from where the topic ends now on; false in the end. */
        private boolean admit() {
            List<SharedTail> some;
            lock.lock();
            try {
                if (ended) {
                    return false;
                }
                some = List.copyOf(joining);
            } finally {
                lock.unlock();
            }
            if (some.isEmpty()) {
                return true;
            }
            try {
                var ends = tail.ends();
                some.forEach(m -> m.begin(ends, () -> leave(m)));
            } catch (TopicException e) {
                some.forEach(m -> m.fail(e));
            }
            lock.lock();
            try {
                // one that has left in the meantime isn't there any more
                some.stream().filter(joining::remove).forEach(members::add);
                return !ended;
            } finally {
                lock.unlock();
            }
        }

        private void deliver(Batch batch) {
            if (batch.records().isEmpty()) {
                return;
            }
            for (var member : members) {
                if (!member.offer(batch)) {
                    leave(member);
                }
            }
        }

        private void end(@Nullable RuntimeException failure) {
            topics.remove(name, this);
            var all = new ArrayList<SharedTail>();
            lock.lock();
            try {
                ended = true;
                all.addAll(joining);
                all.addAll(members);
            } finally {
                lock.unlock();
            }
            if (failure != null) {
                all.forEach(m -> m.fail(failure));
            }
        }
    }
}
