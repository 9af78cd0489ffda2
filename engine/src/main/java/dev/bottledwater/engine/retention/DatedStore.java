// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.retention;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.TimestampedKeyValueStoreWithHeaders;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.ValueTimestampHeaders;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A store whose entries have a time, which is that of their records in the changelog. Kafka Streams
 * has two kinds of them.
 *
 * @param <E> an entry's value with its time
 */
final class DatedStore<E> {
    private final KeyValueStore<Object, E> store;
    private final ToLongFunction<E> time;
    private final Function<E, Object> value;
    private final Redated<E> redated;

    /** An entry at another time. */
    private interface Redated<E> {
        E at(E entry, long time);
    }

    /**
     * What a walk came to.
     *
     * @param written the keys of the entries that were written
     * @param next where to go on, null at the store's end
     */
    record Slice(List<Object> written, @Nullable Object next) {}

    private DatedStore(
            KeyValueStore<Object, E> store,
            ToLongFunction<E> time,
            Function<E, Object> value,
            Redated<E> redated) {
        this.store = store;
        this.time = time;
        this.value = value;
        this.redated = redated;
    }

    /** Null for a store whose entries have no time, or expire by themselves. */
    @SuppressWarnings("unchecked") // entries are put back as they were taken
    static @Nullable DatedStore<?> of(StateStore store) {
        return switch (store) {
            case TimestampedKeyValueStore<?, ?> dated ->
                    new DatedStore<>(
                            (TimestampedKeyValueStore<Object, Object>) dated,
                            ValueAndTimestamp::timestamp,
                            ValueAndTimestamp::value,
                            (e, time) -> ValueAndTimestamp.make(e.value(), time));
            case TimestampedKeyValueStoreWithHeaders<?, ?> dated ->
                    new DatedStore<>(
                            (TimestampedKeyValueStoreWithHeaders<Object, Object>) dated,
                            ValueTimestampHeaders::timestamp,
                            ValueTimestampHeaders::value,
                            (e, time) -> ValueTimestampHeaders.make(e.value(), time, e.headers()));
            default -> null;
        };
    }

    /** The value of a key, null when there is none. */
    @Nullable Object value(Object key) {
        var entry = store.get(key);
        return entry == null ? null : value.apply(entry);
    }

    /**
     * Writes the old ones among the next entries anew.
     *
     * @param from the first key, null for the store's beginning
     */
    Slice refresh(@Nullable Object from, long now, RefreshPace pace) {
        var old = new ArrayList<KeyValue<Object, E>>();
        Object last = from;
        boolean ended;
        try (var entries = from == null ? store.all() : store.range(from, null)) {
            for (int read = 0;
                    read < RefreshPace.MOST_READ
                            && old.size() < RefreshPace.MOST_WRITTEN
                            && entries.hasNext();
                    read++) {
                var entry = entries.next();
                last = entry.key;
                if (now - time.applyAsLong(entry.value) >= pace.oldAfterMillis()) {
                    old.add(entry);
                }
            }
            ended = !entries.hasNext();
        }
        // an iterator doesn't bear writes in every kind of store
        old.forEach(e -> store.put(e.key, redated.at(e.value, now)));
        return new Slice(old.stream().map(e -> e.key).toList(), ended ? null : last);
    }
}
