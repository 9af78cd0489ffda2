// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

class MergedTailsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final Fed one = new Fed("one");
    private final Fed other = new Fed("other");
    private final MergedTails tails = new MergedTails("q", List.of(one, other));

    @AfterEach
    void close() {
        tails.close();
    }

    /** A tail that is given its records, each call with one batch. */
    private static final class Fed implements SourceTail {
        private record Batch(
                List<ConsumerRecord<byte[], byte[]>> records,
                Set<Integer> behind,
                @Nullable RuntimeException failure) {}

        private final String topic;
        private final LinkedBlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
        private volatile Set<Integer> behind = Set.of(0, 1);
        private volatile boolean closed;

        Fed(String topic) {
            this.topic = topic;
        }

        /**
         * @param behind what is left of the history after it
         * @param records each a partition and a time
         */
        void put(Set<Integer> behind, long[]... records) {
            batches.add(
                    new Batch(
                            List.of(records).stream()
                                    .map(r -> record(topic, (int) r[0], r[1]))
                                    .toList(),
                            behind,
                            null));
        }

        void fail(RuntimeException failure) {
            batches.add(new Batch(List.of(), behind, failure));
        }

        @Override
        public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
            try {
                var batch = batches.poll(10, TimeUnit.MILLISECONDS);
                if (batch == null) {
                    return List.of();
                }
                if (batch.failure() != null) {
                    throw batch.failure();
                }
                behind = batch.behind();
                return batch.records();
            } catch (InterruptedException e) {
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        }

        @Override
        public boolean caughtUp() {
            return behind.isEmpty();
        }

        @Override
        public Set<Integer> behind() {
            return behind;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic, int partition, long timestamp) {
        return new ConsumerRecord<>(
                topic,
                partition,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());
    }

    private static long[] at(int partition, long timestamp) {
        return new long[] {partition, timestamp};
    }

    private List<String> take(int count) {
        var taken = new ArrayList<String>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (taken.size() < count && System.nanoTime() < end) {
            for (var record : tails.poll(PATIENCE)) {
                taken.add(record.topic() + record.timestamp());
            }
        }
        return taken;
    }

    @Test
    void historyComesInTheOrderOfTime() {
        one.put(Set.of(1), at(0, 10), at(0, 40));
        one.put(Set.of(), at(1, 20), at(1, 50));
        other.put(Set.of(0), at(1, 15), at(1, 45));
        other.put(Set.of(), at(0, 5), at(0, 30));

        assertThat(take(8))
                .containsExactly(
                        "other5", "one10", "other15", "one20", "other30", "one40", "other45",
                        "one50");
        assertThat(tails.caughtUp()).isTrue();
    }

    @Test
    void nothingOvertakesHistoryThatIsStillToCome() {
        one.put(Set.of(), at(0, 10));
        other.put(Set.of(0), at(1, 15));
        assertThat(tails.poll(MOMENT)).isEmpty();
        assertThat(tails.caughtUp()).isFalse();

        other.put(Set.of(), at(0, 5));
        assertThat(take(3)).containsExactly("other5", "one10", "other15");
    }

    @Test
    void whatIsWrittenAfterwardsWaitsForNothing() {
        one.put(Set.of());
        other.put(Set.of());
        one.put(Set.of(), at(0, 100));
        assertThat(take(1)).containsExactly("one100");
        other.put(Set.of(), at(0, 1));
        assertThat(take(1)).containsExactly("other1");
    }

    @Test
    void aTailThatFailsFailsAll() {
        other.fail(new IllegalStateException("the topic is gone"));
        assertThatThrownBy(() -> take(1)).hasMessage("the topic is gone");
    }

    @Test
    void closesWhatItReads() {
        tails.close();
        await().atMost(PATIENCE).until(() -> one.closed && other.closed);
    }
}
