// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Readers go over to the shared consumer, and back, while the topic is written. */
@Timeout(120)
class HandoverTest {
    private static final int PARTITIONS = 3;
    private static final int RECORDS = 6000;
    private static final Duration SOON = Duration.ofMillis(20);

    /** Some offsets have no record, as those of the ends of transactions. */
    private static final int MARKER = 10;

    private final Log log = new Log();

    @Test
    void noRecordIsLostOrComesTwice() throws Exception {
        var shared = new SharedTails(log, Duration.ofMillis(1));
        log.write(RECORDS / 3);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var early =
                    IntStream.range(0, 8)
                            .mapToObj(i -> threads.submit(reading(shared, i % 4 == 3)))
                            .toList();
            for (int i = 0; i < RECORDS / 3; i++) {
                log.write(1);
                if (i % 50 == 0) {
                    LockSupport.parkNanos(100_000);
                }
            }
            var late =
                    IntStream.range(0, 4)
                            .mapToObj(i -> threads.submit(reading(shared, false)))
                            .toList();
            for (int i = 0; i < RECORDS / 3; i++) {
                log.write(1);
                if (i % 50 == 0) {
                    LockSupport.parkNanos(100_000);
                }
            }
            log.done.set(true);
            var all = expected();
            for (var reader : early) {
                assertThat(reader.get()).isEqualTo(all);
            }
            for (var reader : late) {
                assertThat(reader.get()).isEqualTo(all);
            }
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(log.open).hasValue(0));
    }

    @Test
    void thoseWhoHaveCaughtUpShareOneConsumer() {
        var shared = new SharedTails(log, Duration.ofMillis(1));
        log.write(100);
        var readers = IntStream.range(0, 20).mapToObj(_ -> shared.open("t", true)).toList();
        assertThat(log.open).hasValue(20);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> {
                            readers.forEach(r -> r.poll(Duration.ZERO));
                            assertThat(log.open).hasValue(1);
                        });
        readers.forEach(SourceTail::close);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(log.open).hasValue(0));
    }

    /** The offsets of all records of each partition. */
    private Map<Integer, List<Long>> expected() {
        var all = new HashMap<Integer, List<Long>>();
        for (int p = 0; p < PARTITIONS; p++) {
            all.put(
                    p,
                    LongStream.range(0, log.end(p)).filter(o -> o % MARKER != 0).boxed().toList());
        }
        return all;
    }

    private Callable<Map<Integer, List<Long>>> reading(SharedTails shared, boolean slow) {
        return () -> {
            var seen = new HashMap<Integer, List<Long>>();
            int count = 0;
            try (var tail = shared.open("t", true)) {
                while (true) {
                    boolean done = log.done.get();
                    int before = count;
                    for (var record : tail.poll(SOON)) {
                        seen.computeIfAbsent(record.partition(), _ -> new ArrayList<>())
                                .add(record.offset());
                        count++;
                    }
                    if (slow) {
                        LockSupport.parkNanos(3_000_000);
                    }
                    if (done && count == before && count >= RECORDS) {
                        return seen;
                    }
                }
            }
        };
    }

    /** A topic in memory. */
    private static final class Log implements LiveTail.Factory {
        private final List<List<Optional<ConsumerRecord<byte[], byte[]>>>> partitions =
                IntStream.range(0, PARTITIONS)
                        .mapToObj(
                                _ ->
                                        Collections.synchronizedList(
                                                new ArrayList<
                                                        Optional<
                                                                ConsumerRecord<byte[], byte[]>>>()))
                        .toList();
        private final AtomicBoolean done = new AtomicBoolean();
        private final AtomicInteger open = new AtomicInteger();
        private int written;

        void write(int count) {
            for (int i = 0; i < count; i++) {
                int p = written++ % PARTITIONS;
                var partition = partitions.get(p);
                if (partition.size() % MARKER == 0) {
                    partition.add(Optional.empty());
                }
                partition.add(Optional.of(record(p, partition.size())));
            }
        }

        long end(int partition) {
            return partitions.get(partition).size();
        }

        private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
            return new ConsumerRecord<>(
                    "t",
                    partition,
                    offset,
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    1000,
                    new byte[0],
                    new byte[0],
                    new RecordHeaders(),
                    Optional.empty());
        }

        private Map<Integer, Long> ends() {
            var ends = new HashMap<Integer, Long>();
            for (int p = 0; p < PARTITIONS; p++) {
                ends.put(p, end(p));
            }
            return ends;
        }

        @Override
        public LiveTail open(String topic, boolean fromBeginning) {
            var ends = ends();
            var begin = new HashMap<>(ends);
            if (fromBeginning) {
                begin.replaceAll((_, _) -> 0L);
            }
            return new Tail(begin, ends);
        }

        @Override
        public LiveTail openAt(String topic, Map<Integer, Long> offsets) {
            return new Tail(new HashMap<>(offsets), Map.of());
        }

        private final class Tail implements LiveTail {
            private final Map<Integer, Long> positions;
            private final Map<Integer, Long> opened;

            Tail(Map<Integer, Long> positions, Map<Integer, Long> opened) {
                this.positions = positions;
                this.opened = opened;
                open.incrementAndGet();
            }

            @Override
            public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
                var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
                for (int p = 0; p < PARTITIONS; p++) {
                    long end = Math.min(end(p), positions.getOrDefault(p, 0L) + 40);
                    for (long o = positions.getOrDefault(p, 0L); o < end; o++) {
                        partitions.get(p).get((int) o).ifPresent(records::add);
                    }
                    positions.put(p, end);
                }
                if (records.isEmpty()) {
                    LockSupport.parkNanos(1_000_000);
                }
                return records;
            }

            @Override
            public Map<Integer, Long> ends() {
                return Log.this.ends();
            }

            @Override
            public Map<Integer, Long> positions() {
                return Map.copyOf(positions);
            }

            @Override
            public void wakeUp() {}

            @Override
            public boolean caughtUp() {
                return opened.entrySet().stream()
                        .allMatch(e -> positions.getOrDefault(e.getKey(), 0L) >= e.getValue());
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        }
    }
}
