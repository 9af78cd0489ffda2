// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import dev.bottledwater.engine.push.Inbox.Batch;
import dev.bottledwater.engine.push.SharedTail.Seat;
import dev.bottledwater.engine.topic.TopicException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Readers of a topic share one consumer, however many they are, as far as they are at its end. One
 * that begins at the beginning, or falls behind, has its own until it has caught up, so that it
 * neither holds the others up nor makes them keep rows for it. Thread-safe.
 */
final class SharedTails implements SourceTail.Factory {
    private static final Duration POLL = Duration.ofSeconds(1);

    /** For a reader that was too slow for the shared consumer. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What a record takes beside its key and value. */
    private static final int RECORD = 100;

    private final LiveTail.Factory tails;
    private final Duration pause;
    private final Map<String, SharedTopic> topics = new ConcurrentHashMap<>();

    SharedTails(LiveTail.Factory tails) {
        this(tails, PAUSE);
    }

    SharedTails(LiveTail.Factory tails, Duration pause) {
        this.tails = tails;
        this.pause = pause;
    }

    @Override
    public SourceTail open(String topic, boolean fromBeginning) {
        var home = new Topic(topic);
        if (fromBeginning) {
            return new SharedTail(home, tails.open(topic, true), pause);
        }
        var seat = home.join(true, () -> tails.open(topic, false));
        boolean there = false;
        try {
            var begin = seat.inbox().awaitBegin();
            there = true;
            return new SharedTail(home, seat, begin, pause);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            if (!there) {
                seat.leave().run();
            }
        }
    }

    /** The consumers of one topic. */
    private final class Topic implements SharedTail.Home {
        private final String name;

        Topic(String name) {
            this.name = name;
        }

        @Override
        public LiveTail openAt(Map<Integer, Long> offsets) {
            return tails.openAt(name, offsets);
        }

        @Override
        public Seat join(LiveTail own) {
            return join(false, () -> own);
        }

        /**
         * @param atEnd whether the reader begins at the end
         * @param first the consumer, where nobody shares one
         */
        Seat join(boolean atEnd, Supplier<LiveTail> first) {
            var inbox = new Inbox(atEnd);
            var made = new AtomicBoolean();
            var shared =
                    topics.compute(
                            name,
                            (_, there) -> {
                                if (there != null && there.join(inbox)) {
                                    return there;
                                }
                                var opened = new SharedTopic(name, first.get());
                                opened.join(inbox);
                                made.set(true);
                                return opened;
                            });
            if (made.get()) {
                shared.start(!atEnd);
            }
            return new Seat(inbox, () -> shared.leave(inbox), made.get() && !atEnd);
        }
    }

    private static Batch batch(Iterable<ConsumerRecord<byte[], byte[]>> records) {
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

    /** One consumer and those who want its records. Ends with the last of them. */
    private final class SharedTopic {
        private final String name;
        private final LiveTail tail;
        private final ReentrantLock lock = new ReentrantLock();
        private final List<Inbox> joining = new ArrayList<>();
        private final List<Inbox> members = new CopyOnWriteArrayList<>();
        private boolean ended;

        SharedTopic(String name, LiveTail tail) {
            this.name = name;
            this.tail = tail;
        }

        /**
         * Starts to read.
         *
         * @param admits whether the first member is let in before that, on its own thread
         */
        void start(boolean admits) {
            try {
                if (admits) {
                    admit();
                }
            } finally {
                Thread.ofVirtual().name("rows-of-" + name).start(this::run);
            }
        }

        /** False when it has ended. */
        boolean join(Inbox member) {
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

        void leave(Inbox member) {
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
                    deliver(batch(tail.poll(POLL)));
                }
            } catch (RuntimeException e) {
                failure = e;
            } finally {
                end(failure);
            }
        }

        /**
         * Lets those in who wait, from where the topic ends now on, or from where it has been read
         * to; false in the end.
         */
        private boolean admit() {
            List<Inbox> some;
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
                var positions = tail.positions();
                some.stream().filter(m -> !m.isAtEnd()).forEach(m -> m.begin(positions));
                if (some.stream().anyMatch(Inbox::isAtEnd)) {
                    var ends = tail.ends();
                    some.stream().filter(Inbox::isAtEnd).forEach(m -> m.begin(ends));
                }
            } catch (TopicException e) {
                some.stream().filter(m -> m.begun() == null).forEach(m -> m.fail(e));
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
            var all = new ArrayList<Inbox>();
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
