// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bottledwater.engine.topic.TopicException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

@Timeout(120)
class SharedTailsTest {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int LARGE = 100 << 10;

    private final FakeTails tails = new FakeTails();
    private final SharedTails shared = new SharedTails(tails);

    @Test
    void readersOfTheEndShareOneConsumer() {
        try (var one = shared.open("t", false);
                var other = shared.open("t", false)) {
            assertEquals(1, tails.opened.size());
            tails.opened.getFirst().add(record(0, 1));
            assertEquals(List.of(0L), offsets(one, 1));
            assertEquals(List.of(0L), offsets(other, 1));
            assertTrue(one.caughtUp());
        }
    }

    @Test
    void whatWasThereBeforeAReaderCameIsNotForIt() {
        try (var early = shared.open("t", false)) {
            var tail = tails.opened.getFirst();
            tail.end = 2;
            try (var late = shared.open("t", false)) {
                tail.add(record(0, 1), record(1, 1), record(2, 1));
                assertEquals(List.of(0L, 1L, 2L), offsets(early, 3));
                assertEquals(List.of(2L), offsets(late, 1));
            }
        }
    }

    @Test
    void aSlowReaderGoesOnAlone() {
        try (var slow = shared.open("t", false);
                var quick = shared.open("t", false)) {
            var tail = tails.opened.getFirst();
            tail.add(record(0, 1));
            assertEquals(List.of(0L), offsets(slow, 1));
            for (int i = 1; i <= 5; i++) {
                tail.add(record(i, LARGE));
                assertEquals((long) i, offsets(quick, i == 1 ? 2 : 1).getLast());
            }
            // what was kept for it isn't any more, so that it asks for all that it hasn't had
            slow.poll(SOON);
            assertEquals(List.of(Map.of(0, 1L)), tails.continued);
            tail.add(record(6, 1));
            assertEquals(List.of(6L), offsets(quick, 1));
            assertEquals(2, tails.opened.size());
            tails.opened.getLast().add(record(1, 1));
            assertEquals(List.of(1L), offsets(slow, 1));
        }
    }

    @Test
    void theLastReaderEndsIt() throws InterruptedException {
        shared.open("t", false).close();
        assertTrue(tails.opened.getFirst().closed.await(60, TimeUnit.SECONDS));
        shared.open("t", false).close();
        assertEquals(2, tails.opened.size());
    }

    @Test
    void aFailureReachesAll() {
        var failure = new TopicException(TopicException.Reason.REFUSED, "gone", null);
        var one = shared.open("t", false);
        var other = shared.open("t", false);
        tails.opened.getFirst().fail(failure);
        assertSame(failure, assertThrows(TopicException.class, () -> one.poll(LONG)));
        assertSame(failure, assertThrows(TopicException.class, () -> other.poll(LONG)));
    }

    @Test
    void onlyThoseWhoJoinAreToldThatTheEndIsUnknown() {
        var failure = new TopicException(TopicException.Reason.UNREACHABLE, "not now", null);
        try (var one = shared.open("t", false)) {
            var tail = tails.opened.getFirst();
            tail.noEnd = Optional.of(failure);
            assertSame(failure, assertThrows(TopicException.class, () -> shared.open("t", false)));
            tail.add(record(0, 1));
            assertEquals(List.of(0L), offsets(one, 1));
        }
    }

    @Test
    void readersFromTheBeginningAreAloneUntilTheyHaveCaughtUp() throws InterruptedException {
        tails.behind = true;
        try (var one = shared.open("t", true);
                var other = shared.open("t", true)) {
            var first = tails.opened.getFirst();
            var second = tails.opened.getLast();
            first.add(record(0, 1));
            second.add(record(0, 1));
            assertFalse(one.caughtUp());
            assertEquals(List.of(0L), offsets(one, 1));
            assertEquals(List.of(0L), offsets(other, 1));
            first.behind = false;
            second.behind = false;
            one.poll(SOON);
            assertEquals(2, tails.opened.size());
            // the first one's consumer reads for both now
            long end = System.nanoTime() + LONG.toNanos();
            while (second.closed.getCount() > 0 && System.nanoTime() < end) {
                other.poll(SOON);
            }
            assertTrue(second.closed.await(1, TimeUnit.SECONDS));
            first.add(record(1, 1));
            assertEquals(List.of(1L), offsets(one, 1));
            assertEquals(List.of(1L), offsets(other, 1));
            assertEquals(2, tails.opened.size());
        }
        assertTrue(tails.opened.getFirst().closed.await(60, TimeUnit.SECONDS));
    }

    private static List<Long> offsets(SourceTail tail, int count) {
        var offsets = new ArrayList<Long>();
        long end = System.nanoTime() + LONG.toNanos();
        while (offsets.size() < count && System.nanoTime() < end) {
            tail.poll(SOON).forEach(r -> offsets.add(r.offset()));
        }
        return offsets;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, int size) {
        return new ConsumerRecord<>(
                "t",
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                size,
                new byte[0],
                new byte[size],
                new RecordHeaders(),
                Optional.empty());
    }

    private static final class FakeTails implements LiveTail.Factory {
        final List<FakeTail> opened = new ArrayList<>();
        final List<Map<Integer, Long>> continued = new ArrayList<>();
        boolean behind;

        @Override
        public LiveTail open(String topic, boolean fromBeginning) {
            var tail = new FakeTail(fromBeginning && behind);
            opened.add(tail);
            return tail;
        }

        @Override
        public LiveTail openAt(String topic, Map<Integer, Long> offsets) {
            continued.add(offsets);
            return open(topic, false);
        }
    }

    private static final class FakeTail implements LiveTail {
        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);
        volatile long end;
        volatile boolean behind;
        private volatile long next;
        volatile Optional<TopicException> noEnd = Optional.empty();

        FakeTail(boolean behind) {
            this.behind = behind;
        }

        @SafeVarargs
        final void add(ConsumerRecord<byte[], byte[]>... records) {
            events.add(List.of(records));
        }

        void fail(TopicException failure) {
            events.add(failure);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
            try {
                var event = events.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
                if (event instanceof TopicException failure) {
                    throw failure;
                }
                if (event instanceof List<?>) {
                    var records = (List<ConsumerRecord<byte[], byte[]>>) event;
                    next = records.getLast().offset() + 1;
                    return records;
                }
                return List.of();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Map<Integer, Long> ends() {
            noEnd.ifPresent(
                    e -> {
                        throw e;
                    });
            return Map.of(0, end);
        }

        @Override
        public Map<Integer, Long> positions() {
            return Map.of(0, next);
        }

        @Override
        public void wakeUp() {
            events.add("wake up");
        }

        @Override
        public boolean caughtUp() {
            return !behind;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
