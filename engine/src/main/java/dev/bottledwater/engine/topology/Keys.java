// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.KeyWindow;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.SessionWindowedDeserializer;
import org.apache.kafka.streams.kstream.SessionWindowedSerializer;
import org.apache.kafka.streams.kstream.TimeWindowedDeserializer;
import org.apache.kafka.streams.kstream.TimeWindowedSerializer;
import org.apache.kafka.streams.kstream.Windowed;
import org.jspecify.annotations.Nullable;

/** Keys that are rows, or rows in a window, under one type. */
public final class Keys {
    private Keys() {}

    /**
     * Bytes of keys as Kafka Streams and KSQL lay them out: the row, then for TUMBLING and HOPPING
     * the window's start, for SESSION its end and start. The serialisers are Kafka Streams' own, so
     * that all windows of a row go to one partition.
     */
    @SuppressWarnings("unchecked")
    static Serde<Object> serde(Serde<@Nullable Row> rows, @Nullable KeyWindow window) {
        if (window == null) {
            return (Serde<Object>) (Serde<?>) rows;
        }
        Serde<?> serde =
                switch (window.type()) {
                    case TUMBLING, HOPPING ->
                            Serdes.serdeFrom(
                                    new TimeWindowedSerializer<>(rows.serializer()),
                                    new TimeWindowedDeserializer<>(
                                            rows.deserializer(), window.size().orElseThrow()));
                    case SESSION ->
                            Serdes.serdeFrom(
                                    new SessionWindowedSerializer<>(rows.serializer()),
                                    new SessionWindowedDeserializer<>(rows.deserializer()));
                };
        return (Serde<Object>) serde;
    }

    /** The row of a key; null for a record without a key. */
    public static @Nullable Row row(@Nullable Object key) {
        return switch (key) {
            case null -> null;
            case Row row -> row;
            case Windowed<?> windowed -> (Row) windowed.key();
            default -> throw new IllegalArgumentException("a key of " + key.getClass());
        };
    }

    /** When the key's window starts, in milliseconds; 0 for a key without one. */
    public static long windowStart(@Nullable Object key) {
        return key instanceof Windowed<?> windowed ? windowed.window().start() : 0;
    }

    /** When the key's window ends, in milliseconds; 0 for a key without one. */
    public static long windowEnd(@Nullable Object key) {
        return key instanceof Windowed<?> windowed ? windowed.window().end() : 0;
    }
}
