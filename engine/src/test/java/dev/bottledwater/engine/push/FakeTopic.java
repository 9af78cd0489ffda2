// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A topic in memory, with BIGINT keys and text values, whose tails hand out one record a time. */
final class FakeTopic implements SourceTail.Factory {
    private final List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
    final AtomicInteger handedOut = new AtomicInteger();
    final AtomicInteger open = new AtomicInteger();
    boolean missing;

    /** By tail that is open, how many records there were when it last found nothing more. */
    private final Map<SourceTail, Integer> idle = new ConcurrentHashMap<>();

    /** Whether everybody who reads has asked for more since the last record was put. */
    boolean isRead() {
        int size = records.size();
        return !idle.isEmpty() && idle.values().stream().allMatch(at -> at == size);
    }

    FakeTopic put(@Nullable Long key, @Nullable String value) {
        return put(key, value, 0);
    }

    FakeTopic put(@Nullable Long key, @Nullable String value, long timestamp) {
        return put(
                key == null ? null : ByteBuffer.allocate(8).putLong(key).array(), value, timestamp);
    }

    FakeTopic put(byte @Nullable [] key, @Nullable String value, long timestamp) {
        records.add(
                new ConsumerRecord<>(
                        "orders",
                        0,
                        records.size(),
                        timestamp,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key,
                        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders(),
                        Optional.empty()));
        return this;
    }

    @Override
    public SourceTail open(String topic, boolean fromBeginning) {
        if (missing) {
            throw new IllegalArgumentException("no topic");
        }
        open.incrementAndGet();
        int end = records.size();
        var tail =
                new SourceTail() {
                    private int next = fromBeginning ? 0 : end;

                    @Override
                    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
                        if (next < records.size()) {
                            handedOut.incrementAndGet();
                            return List.of(records.get(next++));
                        }
                        idle.put(this, next);
                        LockSupport.parkNanos(1_000_000);
                        if (Thread.currentThread().isInterrupted()) {
                            throw new org.apache.kafka.common.errors.InterruptException(
                                    "interrupted");
                        }
                        return List.of();
                    }

                    @Override
                    public boolean caughtUp() {
                        return next >= end;
                    }

                    @Override
                    public void close() {
                        idle.remove(this);
                        open.decrementAndGet();
                    }
                };
        idle.put(tail, -1);
        return tail;
    }
}
