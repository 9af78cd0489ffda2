// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes the catalog anew before what a new reader needs is deleted. Used by one thread. */
final class SnapshotRenewal {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRenewal.class);

    /** What Heroku gives a topic that asks for nothing. */
    private static final Duration UNKNOWN_RETENTION = Duration.ofHours(24);

    /** How often the catalog is written within the retention: a missed time or two do no harm. */
    private static final int RENEWALS = 4;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final String writer;
    private final long renewAfterMillis;
    private long renewedAt;

    /**
     * @param retention how long the topic keeps its records; null if unknown
     */
    SnapshotRenewal(
            Producer<byte[], byte[]> producer,
            String topic,
            String writer,
            @Nullable Duration retention) {
        this.producer = producer;
        this.topic = topic;
        this.writer = writer;
        this.renewAfterMillis =
                (retention == null ? UNKNOWN_RETENTION : retention).toMillis() / RENEWALS;
    }

    /** How often the catalog is written at least while this runs. */
    Duration every() {
        return Duration.ofMillis(renewAfterMillis);
    }

    /**
     * Writes the catalog when what a new reader needs has grown old.
     *
     * @param replay what was read so far
     * @param readTo the offset of the next record to read
     */
    void renew(CatalogReplay replay, long readTo, CatalogState state) {
        var safeSince = replay.safeSince();
        long now = System.currentTimeMillis();
        if (safeSince == null
                || now - safeSince < renewAfterMillis
                || now - renewedAt < renewAfterMillis / RENEWALS) {
            return;
        }
        renewedAt = now;
        var snapshot =
                new CatalogSnapshot(
                        UUID.randomUUID().toString(),
                        writer,
                        now,
                        readTo,
                        state,
                        replay.commands());
        var failed = new AtomicBoolean();
        for (var record : SnapshotCodec.encode(snapshot, SnapshotCodec.MOST_BYTES)) {
            if (failed.get()) {
                return;
            }
            producer.send(
                    new ProducerRecord<>(topic, 0, null, record),
                    (_, failure) -> {
                        if (failure != null && failed.compareAndSet(false, true)) {
                            LOG.warn(
                                    "The catalog could not be written anew to topic '{}', whose retention may delete it; it is tried again: {}",
                                    topic,
                                    failure.getMessage());
                        }
                    });
        }
    }
}
