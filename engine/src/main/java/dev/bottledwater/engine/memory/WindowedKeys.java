// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.memory;

import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.KeyWindow;

import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.SessionWindow;
import org.apache.kafka.streams.kstream.internals.TimeWindow;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes keys apart that end in a window, as Kafka Streams writes them: 8 bytes for the start of a
 * TUMBLING or HOPPING window; 8 for the end and 8 for the start of a SESSION window.
 */
record WindowedKeys(@Nullable KeyWindow window) {

    /** Reads the part of a key that holds columns. */
    interface Columns {
        @Nullable Row read(byte @Nullable [] data);
    }

    @Nullable Object read(byte @Nullable [] data, Columns columns) {
        if (window == null || data == null) {
            return columns.read(data);
        }
        int suffix =
                switch (window.type()) {
                    case TUMBLING, HOPPING -> Long.BYTES;
                    case SESSION -> 2 * Long.BYTES;
                };
        if (data.length < suffix) {
            throw new RowFormatException("The key is too short to hold a window");
        }
        var row = columns.read(Arrays.copyOf(data, data.length - suffix));
        if (row == null) {
            return null;
        }
        var bytes = ByteBuffer.wrap(data, data.length - suffix, suffix);
        try {
            return switch (window.type()) {
                case TUMBLING, HOPPING -> {
                    long start = bytes.getLong();
                    yield new Windowed<>(
                            row, new TimeWindow(start, start + window.size().orElseThrow()));
                }
                case SESSION -> {
                    long end = bytes.getLong();
                    yield new Windowed<>(row, new SessionWindow(bytes.getLong(), end));
                }
            };
        } catch (IllegalArgumentException _) {
            throw new RowFormatException("The key ends in no valid window");
        }
    }
}
