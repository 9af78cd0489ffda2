// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest value of each key of a topic, as its records come. The order of values is that of
 * their first records: a copy never counts as newer than what it is a copy of. Used by one thread.
 */
final class LiveRecords {
    private final Uuid topic;
    private final Map<RecordKey, LiveRecord> records = new HashMap<>();

    /**
     * @param topic the topic's id, which tells it from another one of the same name
     */
    LiveRecords(Uuid topic) {
        this.topic = topic;
    }

    /** Takes the next record of its partition. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        var key = new RecordKey(record.partition(), record.key());
        long origin = CopyHeader.origin(record.headers(), topic, record.offset());
        var known = records.get(key);
        records.put(
                key,
                known != null && origin < known.origin()
                        ? known.overwrittenByCopy()
                        : new LiveRecord(key, record.value(), origin, record.timestamp(), false));
    }

    /** Those that have a value, in the order in which the values came. */
    List<LiveRecord> live() {
        return inOrder(records.values().stream().filter(r -> r.value() != null).toList());
    }

    /** Those whose key was given an older value, or one after its deletion, by a late copy. */
    List<LiveRecord> overwritten() {
        return inOrder(records.values().stream().filter(LiveRecord::overwritten).toList());
    }

    /** Forgets deletions that are so old that no copy of what was deleted can still be there. */
    void forgetDeletionsBefore(long timestamp) {
        records.values()
                .removeIf(r -> r.value() == null && !r.overwritten() && r.timestamp() < timestamp);
    }

    private static List<LiveRecord> inOrder(Collection<LiveRecord> some) {
        return some.stream().sorted(Comparator.comparingLong(LiveRecord::origin)).toList();
    }
}
